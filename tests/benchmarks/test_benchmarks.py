import hashlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from tests.benchmarks import europe, measures, weighing
from tests.benchmarks.generator import Tables, draw
from tests.benchmarks.machine import complaint
from tests.benchmarks.timing import Race, Result, run


def race(plain: Any, fast: Any, target: float | None = 2) -> Race:
    return Race("a race", target, lambda: plain, lambda: fast, lambda: None, lambda one, other: one == other)


def test_the_generator_draws_the_proportions_of_flanders() -> None:
    tables = draw()
    assert len(tables.municipalities) == 300
    assert len(tables.agreements) == 2300
    assert 19_500 < len(tables.memberships) < 21_000
    size = tables.memberships.groupby("agreement").size().groupby(tables.agreements["kind"])
    assert size.min().to_dict() == {"local": 2, "national": 300, "provincial": 40, "regional": 10}
    assert size.max().to_dict() == {"local": 8, "national": 300, "provincial": 60, "regional": 45}
    assert not tables.memberships.duplicated().any()
    assert (tables.neighbours["a"] < tables.neighbours["b"]).all()


@pytest.mark.parametrize(
    ("municipalities", "digest"), [(300, "a517bd1ca3c15dd8"), (10_000, "6165f04f5a0641ea")]
)
def test_the_tables_are_those_that_every_measurement_uses(municipalities: int, digest: str) -> None:
    tables = draw(municipalities)
    columns = (
        *(tables.memberships[name] for name in ("municipality", "agreement")),
        tables.agreements["domain"],
        *(tables.neighbours[name] for name in ("a", "b")),
    )
    drawn = b"".join(column.to_numpy("<i4").tobytes() for column in columns)
    assert hashlib.sha256(drawn).hexdigest()[:16] == digest


def test_the_same_seed_draws_the_same() -> None:
    assert draw(seed=7).memberships.equals(draw(seed=7).memberships)
    assert not draw(seed=7).memberships.equals(draw(seed=8).memberships)


def test_too_small_a_scale_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 300"):
        draw(299)


def test_no_ratio_for_answers_that_differ() -> None:
    with pytest.raises(AssertionError, match="disagree"):
        run(race(1, 2), rounds=1)


def test_a_round_is_a_ratio() -> None:
    assert len(run(race(1, 1), rounds=3).ratios) == 3
    assert len(run(replace(race(1, 1), rounds=2), rounds=3).ratios) == 2


@pytest.mark.parametrize(
    ("others", "share", "said"),
    [
        (0.0, 1.0, None),
        (1.1, 0.9, None),
        (1.3, 1.0, "others take 65% of its cores"),
        (0.0, 0.5, "this program got 50% of a core"),
        (-0.4, 1.0, None),
    ],
)
def test_a_busy_machine_does_not_judge(others: float, share: float, said: str | None) -> None:
    sentence = complaint(others, 2, share)
    assert sentence is None if said is None else said in sentence


def test_every_race_compares_its_answers() -> None:
    tables = draw()
    few = {name: getattr(tables, name) for name in ("agreements", "neighbours")}
    members = tables.memberships[tables.memberships["municipality"] < 60]
    tables = Tables(tables.municipalities[:60], memberships=members, **few)
    for each in measures.races(tables):
        assert each.same(each.plain(), each.fast()), each.name


def test_the_loop_over_draws_counts_what_the_product_counts() -> None:
    """And with one party whose values are sure, there is nothing left to chance."""
    [each] = weighing.races(draws=1000)
    assert each.same(each.plain(), each.fast())
    shares, central = weighing.by_loop([[9.0], [5.0], [7.0]], [[9.0], [5.0], [7.0]], draws=20, seed=1)
    assert shares == [[1, 0, 0], [0, 0, 1], [0, 1, 0]]
    assert central == [[1], [0], [0]]


@pytest.mark.parametrize("size", [300, 1000])
def test_the_question_of_the_continent_is_answered_exactly(tmp_path: Path, size: int) -> None:
    europe.save(tmp_path / "tables", size, seed=1)
    measured = europe.answer(tmp_path / "tables")
    europe.verify(tmp_path / "tables", size)
    assert measured["seconds"] < 5
    assert measured["mebibytes"] > 20


def test_a_wrong_answer_is_not_measured(tmp_path: Path) -> None:
    europe.save(tmp_path / "tables", 300, seed=1)
    europe.answer(tmp_path / "tables")
    totals = pd.read_pickle(tmp_path / "tables" / "totals.pickle")
    totals["strength"] += 1
    totals.to_pickle(tmp_path / "tables" / "totals.pickle")
    with pytest.raises(AssertionError, match="disagree"):
        europe.verify(tmp_path / "tables", 300)


@pytest.mark.parametrize(
    ("target", "ratios", "reached"),
    [(2, [1.0, 2.0, 9.0], True), (2, [1.0, 1.9, 9.0], False), (None, [0.1], True)],
)
def test_the_median_decides(target: float | None, ratios: list[float], reached: bool) -> None:
    result = Result(race(1, 1, target), ratios, fast_ms=1, floor_share=0.5)
    assert result.reached is reached
    assert ("BELOW" in result.line()) is not reached
