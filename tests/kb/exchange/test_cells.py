"""From what stands in a cell to a value."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.exchange.cells import CellError, Formula, choice, day, kbo, nis, number, prose, text
from kb.exchange.folding import fold
from kb.exchange.reasons import Reason


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (None, ""),
        ("  Herk-de-Stad\u00a0 ", "Herk-de-Stad"),
        ("Limburg\u200b \n net", "Limburg net"),
        ("e\u0301e\u0301n", "één"),
        (71020.0, "71020"),
        (2.5, "2.5"),
        (dt.datetime(2024, 1, 2), "2024-01-02"),
    ],
)
def test_text(cell, expected):
    assert text(cell) == expected


def test_prose_keeps_its_lines():
    assert prose(" een \r\n  twee ") == "een\ntwee"


@pytest.mark.parametrize("parse", [text, prose, day, number, nis, kbo])
def test_a_formula_is_no_value(parse):
    with pytest.raises(CellError) as error:
        parse(Formula("=A1"))
    assert error.value.reason == Reason.FORMULA


def test_fold_compares_names_as_people_do():
    assert fold("  Één-gezin, ÉÉN  plan ") == fold("een gezin één plan") == "een gezin een plan"


@given(st.text())
def test_fold_is_stable(written):
    assert fold(fold(written)) == fold(written)


@given(
    st.dates(),
    st.sampled_from(["{0:%d/%m}/{0.year:04}", "{0.day}-{0.month}-{0.year:04}", "{0}", "{0} 00:00:00"]),
)
def test_days_as_they_are_written(date, written):
    expected = None if date == dt.date(9999, 12, 31) else date
    assert day(written.format(date)) == expected


@pytest.mark.parametrize("cell", [dt.date(2024, 1, 2), dt.datetime(2024, 1, 2, 3), 45293, 45293.0, "45293"])
def test_days_as_a_spreadsheet_keeps_them(cell):
    assert day(cell) == dt.date(2024, 1, 2)


@pytest.mark.parametrize("cell", ["31/2/2020", "2020-13-01", "1/1/20", "gisteren", "3,5"])
def test_not_a_day(cell):
    with pytest.raises(CellError) as error:
        day(cell)
    assert (error.value.reason, error.value.hint) == (Reason.BAD_DATE, "")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("", None), ("12.650", 12650), ("12 650", 12650), ("9485,0", 9485), (9485.0, 9485), ("0", 0)],
)
def test_numbers(cell, expected):
    assert number(cell) == expected


@pytest.mark.parametrize("cell", ["12,5", "-3", "veel", "1.23"])
def test_not_a_number(cell):
    with pytest.raises(CellError):
        number(cell)


@pytest.mark.parametrize(
    ("cell", "expected"), [(None, ""), (71020, "71020"), ("71020,0", "71020"), ("4000", "04000")]
)
def test_nis(cell, expected):
    assert nis(cell) == expected


@pytest.mark.parametrize("cell", ["0207.466.766", "BE 0207 466 766", "be0207466766", 207466766])
def test_kbo(cell):
    assert kbo(cell) == "0207466766"


@pytest.mark.parametrize(
    ("parse", "cell"), [(nis, "Halen"), (nis, "710201"), (kbo, "12"), (kbo, "0207.466.76a")]
)
def test_not_a_code(parse, cell):
    with pytest.raises(CellError):
        parse(cell)


@pytest.mark.parametrize(
    ("field", "cell", "expected"),
    [
        ("obligation", "VERPLICHT", "mandatory"),
        ("obligation", True, "mandatory"),
        ("state", "Beeindigd", "ended"),
        ("body", "ocmw", "ocmw"),
        ("confirmed", "?", "to_check"),
        ("confirmed", " Te  controleren", "to_check"),
        ("state", None, ""),
    ],
)
def test_choices_in_two_languages(field, cell, expected):
    assert choice(field, cell) == expected
