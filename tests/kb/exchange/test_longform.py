"""One row for each membership: any list that was written is read back, however Belgium wrote it."""

import datetime as dt
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.exchange.cells import SPREADSHEET_ERRORS
from kb.exchange.folding import fold
from kb.exchange.longtable import long_table
from kb.exchange.read import read
from kb.exchange.reasons import ImportRefused, Reason, explain
from kb.exchange.rows import AgreementRow, MembershipRow, Refusal, Where, agreement_key
from kb.exchange.vocabulary import EXAMPLE, LONG_COLUMNS, NOTHING
from kb.exchange.writers import table_csv, table_xlsx

NOWHERE = Where()


def usable(text):
    return text.casefold() not in NOTHING and not text.casefold().startswith(EXAMPLE)


# Letters of many scripts, and every sign that means something in a list, a formula or a heading.
LETTERS = st.one_of(st.characters(categories=["L", "N", "P", "S"]), st.sampled_from(list("=+-@';,\"/ éß’&")))


def written(text):
    """As people write it and as it is kept: composed letters, single spaces, nothing invisible."""
    return " ".join(unicodedata.normalize("NFC", text).split())


TEXTS = st.text(LETTERS, max_size=20).map(written).filter(lambda text: text not in SPREADSHEET_ERRORS)
NAMES = TEXTS.filter(lambda text: any(map(str.isalnum, text)) and usable(text))
CODES = NAMES.map(lambda text: written(text.replace(";", "")))
DAYS = st.dates(dt.date(1850, 1, 1), dt.date(2999, 12, 31))
MAYBE_DAYS = st.none() | DAYS


@st.composite
def agreements(draw):
    name, theme, code = draw(NAMES), draw(TEXTS), draw(TEXTS)
    numbers = st.integers(10**8, 10**10 - 1).map(lambda number: f"{number:010}")
    identifiers = {"code": code, "kbo": draw(st.just("") | numbers), "uri": draw(TEXTS)}
    return AgreementRow(
        key=agreement_key(name, theme, code),
        name=name,
        where=NOWHERE,
        theme=theme,
        domain=draw(TEXTS),
        legal_form=draw(TEXTS),
        obligation=draw(st.sampled_from(["", "mandatory", "voluntary", "unknown"])),
        status=draw(st.sampled_from(["", "active", "ended", "planned", "unknown"])),
        founded_on=draw(MAYBE_DAYS),
        ended_on=draw(MAYBE_DAYS),
        expires_on=draw(MAYBE_DAYS),
        identifiers=tuple((scheme, value) for scheme, value in identifiers.items() if value),
    )


@st.composite
def memberships(draw, key):
    since, until = sorted([draw(DAYS), draw(DAYS)])
    return MembershipRow(
        agreement_key=key,
        municipality=draw(
            NAMES.filter(lambda name: not name.isdecimal()) | st.sampled_from(["71020", "11001"])
        ),
        where=NOWHERE,
        body=draw(st.sampled_from(["municipality", "ocmw"])),
        role=draw(TEXTS),
        since=draw(st.sampled_from([since, None])),
        until=draw(st.sampled_from([until, None])),
        status=draw(st.sampled_from(["confirmed", "to_check"])),
        last_confirmed_on=draw(MAYBE_DAYS),
        sources=tuple(dict.fromkeys(draw(st.lists(CODES.filter(bool), max_size=3)))),
        note="\n".join(draw(st.lists(NAMES, max_size=3))),
    )


@st.composite
def lists(draw):
    found = draw(st.lists(agreements(), min_size=1, max_size=4, unique_by=lambda row: row.key))
    ties = [draw(memberships(row.key)) for row in found for _ in range(draw(st.integers(0, 3)))]
    places = {(tie.agreement_key, fold(tie.municipality), tie.body): tie for tie in ties}
    return found, list(places.values())


def without_places(rows):
    return [replace(row, where=NOWHERE) for row in rows]


@pytest.mark.parametrize(
    "write", [table_csv, lambda *table: table_xlsx("Lijst", *table)], ids=["csv", "xlsx"]
)
@settings(max_examples=50)
@given(table=lists())
def test_what_is_written_is_read_back_equal(write, table):
    document = read([("lijst", write(*long_table(*table)))])
    assert document.refusals == ()
    assert without_places(document.agreements) == table[0]
    assert without_places(document.memberships) == table[1]
    assert document.ignored == ()


def long(*rows, columns="samenwerkingsverband;gemeente;thema;sinds;status"):
    return read([("lijst.csv", "\n".join([columns, *rows]).encode())])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("day", ["01/02/2020", "1/2/2020", "1-2-2020", "1.2.2020", "2020-02-01", "43862"])
def test_encodings_delimiters_and_dates(encoding, delimiter, day):
    rows = [
        ["Samenwerkingsverband", "Gemeente", "Thema", "Sinds", "Status"],
        ["Één gezin", "Herk-de-Stad\u00a0", "Welzijn", day, "Actief"],
        ["", "", "", "", ""],
        ["Één gezin ", " Halen", "Welzijn", day, "actief"],
    ]
    data = "\r\n".join(delimiter.join(row) for row in rows).encode(encoding)
    document = read([("lijst.csv", data)])
    place = Where("lijst.csv", 2, "Samenwerkingsverband")
    key = "welzijn/een gezin"
    assert document.agreements == (AgreementRow(key, "Één gezin", place, "Welzijn", status="active"),)
    since = dt.date(2020, 2, 1)
    assert document.memberships == (
        MembershipRow(key, "Herk-de-Stad", Where("lijst.csv", 2, "Gemeente"), since=since),
        MembershipRow(key, "Halen", Where("lijst.csv", 4, "Gemeente"), since=since),
    )


@pytest.mark.parametrize(
    "columns",
    [
        "Agreement;Municipality",
        "VERBAND;GEMEENTE",
        "naam;nis",
        "Cooperation ;Member",
        "  samenwerking;NIS-CODE",
    ],
)
def test_headings_in_two_languages_and_any_case(columns):
    (tie,) = long("Cipal;71020", columns=columns).memberships
    assert (tie.agreement_key, tie.municipality) == ("/cipal", "71020")


@pytest.mark.parametrize("title", [b"Onze lijst, 2024", b"sep=;", b";;"])
def test_what_stands_above_the_headings_is_skipped(title):
    document = read([("lijst.csv", title + b"\n\nThema;Verband;Gemeente\nICT;Cipal;Halen\n")])
    assert document.memberships[0].where == Where("lijst.csv", 4, "Gemeente")


def test_numbers_that_lost_a_zero_or_gained_a_point():
    rows = [["Cipal", 71020.0, 207466766], ["Cipal", "71037", "BE 0207.466.766"]]
    document = read([("lijst", table_xlsx("Lijst", ["Verband", "NIS", "KBO"], rows))])
    assert document.agreements[0].identifiers == (("kbo", "0207466766"),)
    assert [tie.municipality for tie in document.memberships] == ["71020", "71037"]


def test_a_list_is_open_and_tells_which_columns_it_did_not_use():
    document = long("Cipal;Halen;x", columns="verband;gemeente;budget")
    assert (document.kind, document.closed_agreements, document.scope) == ("long", frozenset(), ())
    assert document.ignored == ("lijst.csv: budget",)


def test_an_agreement_may_stand_without_members():
    document = long("Cipal;;ICT;;actief")
    assert [row.name for row in document.agreements] == ["Cipal"]
    assert document.memberships == ()


def refusal(row, column, reason, value, hint=""):
    return Refusal(Where("lijst.csv", row, column), reason, value, hint)


STATES = "actief, beëindigd, gepland, onbekend"


@pytest.mark.parametrize(
    ("row", "column", "reason", "value", "hint"),
    [
        ("Cipal;Halen;ICT;31/02/2020;", "sinds", Reason.BAD_DATE, "31/02/2020", ""),
        ("Cipal;Halen;ICT;2012;", "sinds", Reason.BAD_DATE, "2012", "1/1/2012"),
        ("Cipal;Halen;ICT;;aktief", "status", Reason.BAD_CHOICE, "aktief", STATES),
        (";Halen;ICT;;", "samenwerkingsverband", Reason.MISSING_VALUE, "", ""),
        ("=A1;Halen;ICT;;", "samenwerkingsverband", Reason.FORMULA, "=A1", ""),
        ("#REF!;Halen;ICT;;", "samenwerkingsverband", Reason.FORMULA, "#REF!", ""),
        ("Cipal;;ICT;1/1/2020;", "gemeente", Reason.MISSING_VALUE, "", ""),
        ("Cipal;Halen;ICT;;;los", "", Reason.EXTRA_CELLS, "los", ""),
    ],
)
def test_a_row_with_a_bad_cell_is_refused_alone(row, column, reason, value, hint):
    document = long(row, "Audio;Lummen;Audit;;")
    assert document.refusals == (refusal(2, column, reason, value, hint),)
    assert [each.name for each in document.agreements] == ["Audio"]


def test_a_column_status_that_confirms_is_read_as_confirmation():
    document = long("Cipal;Halen;te controleren", "Audio;Genk;bevestigd", columns="verband;gemeente;status")
    assert [tie.status for tie in document.memberships] == ["to_check", "confirmed"]
    assert [row.status for row in document.agreements] == ["", ""]


def test_a_refused_choice_lists_what_is_allowed_and_suggests_no_opposite():
    document = long("Cipal;Halen;niet bevestigd", "Cipal;Genk;bevestigd", columns="verband;gemeente;status")
    assert [explain(each) for each in document.refusals] == [
        "“niet bevestigd” is not a value for the column “status”. Use one of these: ja, te controleren."
    ]


def test_a_later_row_may_fill_but_not_contradict():
    document = long("Cipal;Halen;ICT;;", "Cipal;Lummen;ICT;;actief", "Cipal;Genk;ICT;;beëindigd")
    assert [row.status for row in document.agreements] == ["active"]
    assert document.refusals == (refusal(4, "status", Reason.CONTRADICTION, "beëindigd", "actief"),)


def test_a_repeat_is_read_once_and_a_different_repeat_is_refused():
    columns = "verband;gemeente;rol"
    document = long("Cipal;Halen;lid", "Cipal;Halen;lid", "Cipal;HALEN;voorzitter", columns=columns)
    assert [tie.role for tie in document.memberships] == ["lid"]
    assert document.refusals == (refusal(4, "gemeente", Reason.DUPLICATE_ROW, "HALEN"),)


def test_a_membership_cannot_end_before_it_begins():
    document = long("Cipal;Halen;1/1/2020;1/1/2019", columns="verband;gemeente;sinds;tot")
    assert [explain(each) for each in document.refusals] == ["The end “1/1/2019” comes before the start."]


def test_a_missing_column_is_named_with_the_nearest_heading():
    with pytest.raises(ImportRefused) as refused:
        long("x;Halen", columns="samenwerkngsverband;gemeente")
    assert refused.value.where == Where("lijst.csv", 1, "Samenwerkingsverband")
    assert str(refused.value) == (
        "The column “Samenwerkingsverband” is missing. Columns found: samenwerkngsverband, gemeente. "
        "Did you mean “samenwerkngsverband”?"
    )


def test_the_columns_of_an_export_are_all_known_and_different():
    document = read([("leeg", table_csv(LONG_COLUMNS, [["", "Cipal"]]))])
    assert document.ignored == ()
    assert len(set(LONG_COLUMNS)) == len(LONG_COLUMNS)
