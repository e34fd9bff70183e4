"""A line knows its room: imports go one way through the house, and the pure rooms see nothing of Django."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[1]
FLOORS = (
    ("kb.analysis", "kb.charts", "decisions.urgency", "decisions.consensus"),
    ("kb.models", "kb.wording"),
    ("kb.rules", "kb.frames", "kb.actions", "kb.strands"),
    ("kb.insight",),
    ("kb.exchange", "kb.filters", "kb.forms", "kb.tables", "kb.templatetags"),
    ("kb.context", "kb.guards", "kb.views", "kb.management", "kb.admin"),
    ("kb.urls",),
)
PURE = ("kb/analysis", "decisions/urgency.py", "decisions/consensus.py")
LIBRARIES = {"networkit", "networkx", "numpy", "pandas", "scipy"}  # networkit: an optional extra
PLAIN = {"dataclasses", "datetime", "typing", "urllib"}
STANDARD = {"collections", "functools", "heapq", "itertools", "math"} | PLAIN


def files(*under: str) -> list[Path]:
    found = [path for name in under for path in [HOUSE / name, *(HOUSE / name).rglob("*.py")]]
    return sorted(path for path in found if path.suffix == ".py" and path.exists())


def module_of(path: Path) -> str:
    parts = path.relative_to(HOUSE).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def imports_of(path: Path) -> Iterator[str]:
    package = module_of(path).split(".")
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + (path.name == "__init__.py")] if node.level else []
            base = ".".join([*above, *filter(None, [node.module])])
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)


def floor_of(module: str) -> int | None:
    for number, rooms in enumerate(FLOORS):
        if any(module == room or module.startswith(f"{room}.") for room in rooms):
            return number
    return None


def test_every_file_has_a_floor():
    homeless = [module_of(path) for path in files("kb") if floor_of(module_of(path)) is None]
    assert set(homeless) - {"kb", "kb.apps"} == {
        name for name in homeless if name.startswith("kb.migrations")
    }


@pytest.mark.parametrize("path", files("kb", "decisions"), ids=lambda path: str(path.relative_to(HOUSE)))
def test_imports_go_down(path: Path):
    own = floor_of(module_of(path))
    floors = {module: floor_of(module) for module in imports_of(path)}
    assert [module for module, floor in floors.items() if None not in (own, floor) and floor > own] == []


@pytest.mark.parametrize("path", files("kb"), ids=lambda path: str(path.relative_to(HOUSE)))
def test_the_knowledge_base_does_not_know_the_decisions(path: Path):
    assert [module for module in imports_of(path) if module.split(".")[0] == "decisions"] == []


@pytest.mark.parametrize("path", files(*PURE), ids=lambda path: str(path.relative_to(HOUSE)))
def test_pure_rooms_need_no_database_clock_file_or_chance(path: Path):
    roots = {module.split(".")[0] for module in imports_of(path)}
    assert roots - LIBRARIES - STANDARD - {"__future__", "kb", "decisions"} == set()
    calls = {
        ast.unparse(node.func) for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)
    }
    forbidden = {"open", "date.today", "datetime.now", "np.random.seed", "np.random.rand", "random.random"}
    assert calls & forbidden == set()


def test_charts_know_neither_rows_nor_requests():
    roots = {module.split(".")[0] for path in files("kb/charts") for module in imports_of(path)}
    assert "django" not in roots


def test_files_stay_small():
    large = {str(path): len(path.read_text().splitlines()) for path in files("kb", "decisions", "config")}
    assert [name for name, lines in large.items() if lines > 300 and "migrations" not in name] == []
