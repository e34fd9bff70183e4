"""One expression, two engines: equal rows, those of the analysis. Without the extra these tests say so."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from django.core.management import CommandError, call_command

from kb.analysis.graphs import incidence
from kb.analysis.overlap import pairs
from kb.exchange import relational
from tests.benchmarks.generator import draw
from tests.kb.analysis.strategies import EDGELESS, EMPTY, SINGLE, SPLIT

COLUMNS = ["a", "b", "shared", "n_a", "n_b", "jaccard"]
pytestmark = pytest.mark.filterwarnings("default::DeprecationWarning", "default::ResourceWarning")


def memberships() -> pd.DataFrame:
    """Sixty municipalities of the invented Flanders."""
    drawn = draw().memberships
    return drawn[drawn["municipality"] < 60]


@pytest.fixture(scope="module", params=["duckdb", "spark"])
def connection(request: pytest.FixtureRequest) -> Iterator[Any]:
    missing = [package for package in relational.NEEDED[request.param] if find_spec(package) is None]
    if request.param == "spark" and not shutil.which("java"):
        missing.append("java")
    if missing and not os.environ.get("REQUIRE_SCALE"):
        pytest.skip(f"the optional extra is not installed: {', '.join(missing)}")
    with relational.engine(request.param, 1, "1GB") as open_connection:
        yield open_connection


def answer(connection: Any, frame: pd.DataFrame, folder: Path, kind: str = "csv") -> pd.DataFrame:
    source, out = folder / f"memberships.{kind}", folder / f"pairs.{kind}"
    getattr(frame, f"to_{kind}")(source, index=False)
    relational.write(connection, relational.overlap(relational.read(connection, source)), out)
    parts = sorted(out.glob(f"*.{kind}")) if out.is_dir() else [out]
    return pd.concat([getattr(pd, f"read_{kind}")(part) for part in parts], ignore_index=True)


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_the_rows_are_those_of_the_analysis(connection, tmp_path, kind) -> None:
    expected = pairs(incidence(memberships()))[COLUMNS]
    assert len(expected) == 60 * 59 / 2
    got = answer(connection, memberships(), tmp_path, kind)
    pd.testing.assert_frame_equal(got, expected, check_exact=True)


@pytest.mark.parametrize(
    "frame", [EMPTY, SINGLE, EDGELESS, SPLIT], ids=["empty", "single", "edgeless", "split"]
)
def test_small_tables(connection, tmp_path, frame) -> None:
    got = answer(connection, frame, tmp_path)
    assert got.to_numpy().tolist() == pairs(incidence(frame))[COLUMNS].to_numpy().tolist()


def test_a_row_that_stands_twice_counts_once_and_an_empty_one_not(connection, tmp_path) -> None:
    rows = {"municipality": [1, 2, 2, 3, None], "agreement": [7, 7, 7, None, 7], "role": list("abcde")}
    got = answer(
        connection, pd.DataFrame(rows).astype({"municipality": "Int64", "agreement": "Int64"}), tmp_path
    )
    assert got.to_numpy().tolist() == [[1, 2, 1, 1, 1, 1.0]]


def test_a_file_without_the_columns_is_refused(connection, tmp_path) -> None:
    with pytest.raises(relational.NotPossible, match="has no column municipality"):
        answer(connection, pd.DataFrame({"agreement": [1]}), tmp_path)


class TestCommand:
    """On DuckDB: what the command itself adds."""

    @pytest.fixture(autouse=True)
    def _installed(self) -> None:
        if find_spec("duckdb") is None and not os.environ.get("REQUIRE_SCALE"):
            pytest.skip("the optional extra is not installed: duckdb")

    def run(self, source: Path, out: Path) -> None:
        call_command("overlap_at_scale", "--memberships", str(source), "--out", str(out))

    def test_a_file_becomes_a_file(self, tmp_path, capsys) -> None:
        source, out = tmp_path / "memberships.csv", tmp_path / "pairs.parquet"
        SPLIT.to_csv(source, index=False)
        self.run(source, out)
        assert pd.read_parquet(out).to_numpy().tolist() == [[1, 2, 1, 1, 1, 1.0], [3, 4, 1, 1, 1, 1.0]]
        assert capsys.readouterr().out == f"Written: {out}\n"
        with pytest.raises(CommandError, match="exists already"):
            self.run(source, out)

    @pytest.mark.parametrize(
        ("source", "out", "reason"),
        [
            ("nothing.csv", "pairs.csv", "There is no file"),
            ("memberships.xlsx", "pairs.csv", "neither a .csv nor a .parquet"),
            ("memberships.csv", "pairs.txt", "neither a .csv nor a .parquet"),
        ],
    )
    def test_what_is_not_possible_is_one_sentence(self, tmp_path, source, out, reason) -> None:
        for name in ("memberships.csv", "memberships.xlsx"):
            SPLIT.to_csv(tmp_path / name, index=False)
        with pytest.raises(CommandError, match=reason):
            self.run(tmp_path / source, tmp_path / out)


def test_without_the_extra_a_sentence_says_how_to_get_it(monkeypatch, tmp_path) -> None:
    monkeypatch.setitem(relational.NEEDED, "duckdb", ("a_package_that_is_not_there",))
    arguments = ("--memberships", str(tmp_path / "a.csv"), "--out", str(tmp_path / "b.csv"))
    with pytest.raises(CommandError, match=r"pip install .* -r requirements-scale\.txt"):
        call_command("overlap_at_scale", *arguments)
