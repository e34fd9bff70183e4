"""What the content security policy and the size rules ask of every template."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "templates"
TEMPLATES = sorted(FOLDER.rglob("*.html"))
HANDLERS = "on(?:click|change|submit|load|input|invalid|error|focus|blur|key[a-z]+|mouse[a-z]+|pointer[a-z]+)"
FORBIDDEN = re.compile(rf"\s(?:style|{HANDLERS}|hx-on[:a-z-]*)=|<style|javascript:|\|safe(?![a-z_])")
INLINE_SCRIPT = re.compile(r"<script(?![^>]*\b(?:src=|type=\"application/json\"))")


def name(path: Path) -> str:
    return path.relative_to(FOLDER).as_posix()


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_no_inline_style_or_script(path: Path) -> None:
    source = path.read_text()
    found = FORBIDDEN.findall(source) + INLINE_SCRIPT.findall(source)
    assert found == (["|safe"] if name(path) == "components/field.html" else [])  # Django's own help texts


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_is_short(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= 120


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_templates_it_names_exist(path: Path) -> None:
    named = re.findall(r'{% (?:include|extends) "([^"]+)"', path.read_text())
    assert [other for other in named if not (FOLDER / other).exists()] == []


@pytest.mark.parametrize("path", sorted((FOLDER / "components").glob("*.html")), ids=name)
def test_component_says_what_it_needs(path: Path) -> None:
    first_lines = "\n".join(path.read_text().splitlines()[:2])
    assert "{#" in first_lines or "{% comment %}" in first_lines


def test_every_sheet_is_linked_once() -> None:
    linked = re.findall(r"css/([a-z]+\.css)", (FOLDER / "skeleton.html").read_text())
    assert sorted(linked) == sorted(sheet.name for sheet in (ROOT / "static/css").glob("*.css"))


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_every_class_has_a_rule(path: Path) -> None:
    sheets = "".join(sheet.read_text() for sheet in (ROOT / "static/css").glob("*.css"))
    known = set(re.findall(r"\.([a-z][a-z0-9-]*)", sheets))
    written = " ".join(re.findall(r'class="([^"]*)"', path.read_text()))
    plain = re.sub(r"\S*\{\{.*?\}\}\S*", " ", re.sub(r"\{%.*?%\}", " ", written))
    assert set(plain.split()) - known == set()
