from datetime import date

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from kb.analysis.services.timeline import bars, dated, late

PHASES = pd.DataFrame(
    {
        "id": [2, 1, 3],
        "starts_on": pd.to_datetime(["2027-01-01", "2028-01-01", None]),
        "ends_on": pd.to_datetime(["2027-12-31", None, None]),
    }
)
DAY = st.none() | st.dates(date(2026, 1, 1), date(2030, 1, 1))
ROWS = st.lists(st.tuples(st.sampled_from([-1, 1, 2, 3]), DAY, DAY, DAY), max_size=8)
Row = tuple[int, date | None, date | None, date | None]


def services(rows: list[Row]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["phase", "starts_on", "ends_on", "done_on"])
    days = {name: pd.to_datetime(frame[name]) for name in ("starts_on", "ends_on", "done_on")}
    return frame.assign(id=range(len(rows)), phase=frame["phase"].astype("int64"), **days)


def test_own_dates_else_those_of_the_phase_else_none() -> None:
    june = date(2027, 6, 1)
    found = bars(
        PHASES,
        services([(1, None, None, None), (2, june, None, None), (2, None, None, None), (3, *[None] * 3)]),
    )
    assert found.dated["id"].tolist() == [2, 1, 0]
    assert found.dated["dates"].tolist() == ["phase", "own", "phase"]
    assert found.dated["start"].dt.date.tolist() == [date(2027, 1, 1), june, date(2028, 1, 1)]
    assert found.dated["end"].isna().tolist() == [False, True, True]
    assert found.undated == [3]


@given(ROWS)
def test_every_service_is_a_bar_or_undated_and_no_date_is_invented(rows: list[Row]) -> None:
    given_ = services(rows)
    found = bars(PHASES, given_)
    assert sorted([*found.dated["id"], *found.undated]) == list(range(len(rows)))
    starts = {*given_["starts_on"].dropna(), *PHASES["starts_on"].dropna()}
    assert set(found.dated["start"].dropna()) <= starts


@given(ROWS, st.randoms())
def test_the_order_of_the_services_changes_no_dates(rows: list[Row], random: object) -> None:
    order = list(range(len(rows)))
    random.shuffle(order)  # type: ignore[attr-defined]
    every = services(rows)
    shuffled = dated(PHASES, every.iloc[order]).sort_index()
    pd.testing.assert_frame_equal(shuffled, dated(PHASES, every))


def test_without_phases_or_services_there_is_nothing_to_draw() -> None:
    assert bars(PHASES, services([])).dated.empty
    alone = bars(PHASES.head(0), services([(-1, None, None, None)]))
    assert (len(alone.dated), alone.undated) == (0, [0])


def test_late_is_past_its_end_and_not_running() -> None:
    past, after = date(2026, 1, 31), date(2026, 2, 2)
    rows = dated(PHASES, services([(1, None, past, None), (1, None, past, after), (2, *[None] * 3)]))
    assert late(rows, pd.Timestamp("2026-01-31")).tolist() == [False, False, False]
    assert late(rows, pd.Timestamp("2026-02-01")).tolist() == [True, False, False]
