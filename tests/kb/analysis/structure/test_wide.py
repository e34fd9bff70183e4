from kb.analysis.graphs import incidence
from kb.analysis.structure.wide import telling
from tests.benchmarks.generator import draw
from tests.kb.analysis.strategies import EMPTY, frame

EVERYBODY = {(m, 50) for m in range(30)}
HALF = {(m, 51) for m in range(15)}


def test_more_than_half_is_wide_and_half_is_not() -> None:
    assert telling(incidence(frame(EVERYBODY | HALF))).agreements.tolist() == [51]


def test_a_small_view_keeps_everything() -> None:
    few = frame({(m, 50) for m in range(20)})
    assert telling(incidence(few)).agreements.tolist() == [50]
    assert telling(incidence(EMPTY)).agreements.tolist() == []


def test_municipalities_stay_when_all_their_agreements_are_wide() -> None:
    kept = telling(incidence(frame(EVERYBODY)))
    assert kept.municipalities.tolist() == list(range(30))
    assert kept.portfolio_sizes.sum() == 0


def test_on_the_scale_of_flanders_the_national_ones_are_left_out() -> None:
    tables = draw()
    kept = telling(incidence(tables.memberships)).agreements
    left_out = tables.agreements[~tables.agreements["id"].isin(kept)]
    assert left_out["kind"].tolist() == ["national"] * 6
