"""What a document would do to what is known, line by line."""

import datetime as dt
from dataclasses import replace

import pytest

from kb.actions.changes import Difference, Outcome, Write
from kb.exchange.plan.reasons import explain_row
from kb.exchange.read import read
from kb.exchange.reasons import Reason
from kb.exchange.rows import (
    AgreementRow,
    Document,
    MembershipRow,
    MunicipalityRow,
    ParticipantRow,
    Refusal,
    SourceRow,
    Where,
)
from tests.kb.exchange.planning import LIST, agreement, at, known, listed, municipality, of, plan, told


def test_a_new_agreement_with_its_members_and_the_source_that_says_so():
    made = plan(listed("Infrax", "Halen", "lummen", theme="water", legal_form="Projectvereniging"), known())
    assert told(made) == [
        ("other", "created", ""),
        ("agreement", "created", ""),
        ("membership", "created", ""),
        ("membership", "created", ""),
    ]
    source, infrax, halen, _ = made.changes
    assert source.writes == (
        Write("source", ("lijst",), {"code": "lijst", "title": "Lijst", "kind": "file"}),
    )
    values = {"code": "water-infrax", "name": "Infrax", "theme": "water", "legal_form": "pv"}
    assert infrax.writes == (Write("agreement", ("water-infrax",), values),)
    tie = ("water-infrax", "71020", "municipality")
    assert halen.writes == (
        Write(
            "membership",
            tie,
            {
                "agreement": "water-infrax",
                "municipality": "71020",
                "body": "municipality",
                "status": "confirmed",
            },
        ),
        Write("claim", (*tie, "lijst"), {"membership": tie, "source": "lijst", "says": "member", "note": ""}),
    )


def test_what_is_empty_here_is_filled_and_what_differs_waits_for_a_person():
    here = known((agreement("infrax", "Infrax", theme="water", obligation="voluntary"),))
    document = listed("Infrax", theme="Water", obligation="mandatory", status="active")
    (line,) = plan(document, here).changes
    assert line.outcome == Outcome.CONFLICT
    assert line.differences == (
        Difference("status", "unknown", "active"),
        Difference("obligation", "voluntary", "mandatory", clash=True),
    )
    assert line.writes == (
        Write("agreement", ("infrax",), {"status": "active"}, 6),
        Write("agreement", ("infrax",), {"obligation": "mandatory"}, 6, if_taken=True),
    )


def test_only_the_chosen_conflicts_are_written():
    here = known((agreement("infrax", "Infrax", theme="water", obligation="voluntary"),))
    made = plan(listed("Infrax", theme="Water", obligation="mandatory", status="active"), here)
    assert [write.values for write in made.writes()] == [{"status": "active"}]
    taken = [write.values for write in made.writes(["agreement:infrax"])]
    assert taken == [{"status": "active"}, {"obligation": "mandatory"}]
    assert made.choosable() == ["agreement:infrax"]


def test_the_same_again_is_unchanged():
    here = known((agreement("infrax", "Infrax", theme="water", status="active"),))
    assert told(plan(listed("Infrax", theme="Water", status="active"), here)) == [
        ("agreement", "unchanged", "")
    ]


@pytest.mark.parametrize(
    ("more", "reason", "hint"),
    [
        ({"theme": "Wather"}, "unknown_theme", "Water"),
        ({"domain": "Ruimte"}, "theme_missing", ""),
        ({"legal_form": "Projektvereniging"}, "unknown_form", "Projectvereniging"),
        ({"theme": "x" * 121, "domain": "Ruimte"}, "too_long", ""),
        ({"founded_on": dt.date(2024, 1, 2), "ended_on": dt.date(2024, 1, 1)}, "backwards", ""),
        ({"founded_on": dt.date(2024, 1, 2), "expires_on": dt.date(2024, 1, 1)}, "backwards", ""),
    ],
)
def test_an_agreement_that_cannot_be_read_takes_its_members_along(more, reason, hint):
    made = plan(listed("Infrax", "Halen", **more), known())
    assert told(made) == [("agreement", "refused", reason), ("membership", "refused", "agreement_refused")]
    assert made.changes[0].hint == hint
    assert list(made.writes()) == []


def test_an_agreement_here_cannot_come_to_expire_before_it_is_founded():
    here = known((agreement("infrax", "Infrax", theme="water", founded_on=dt.date(2024, 1, 2)),))
    (line,) = plan(listed("Infrax", theme="Water", expires_on=dt.date(2024, 1, 1)), here).changes
    assert (line.reason, line.value) == ("backwards", "2024-01-02 – 2024-01-01")


def test_every_reason_of_a_row_is_said_at_once():
    document = listed("Infrax", "Lumen", theme="Wather", legal_form="Projektvereniging")
    agreement_line, tie_line = (change.as_row() for change in plan(document, known()).changes)
    assert explain_row(agreement_line) == (
        "The theme “Wather” is new. Give its domain to add it. Did you mean “Water”? "
        "“Projektvereniging” is not a legal form that is known here. Did you mean “Projectvereniging”?"
    )
    assert explain_row(tie_line) == (
        "“Lumen” is not a municipality that is known here. Did you mean “Lummen”? "
        "Its agreement “Infrax” was refused."
    )


def test_a_row_with_a_bad_cell_and_an_unknown_municipality_says_both():
    text = "Samenwerking;Gemeente;Thema;Orgaan\nInfrax;Lumen;Water;kerk\nInfrax;Halen;Water;kerk\n"
    made = plan(read([("lijst.csv", text.encode())]), known())
    assert [(change.row, str(change.reason)) for change in made.changes] == [
        (2, "bad_choice"),
        (3, "bad_choice"),
        (2, "municipality_unknown"),
    ]


def test_a_name_that_is_too_long_is_refused():
    assert told(plan(listed("x" * 251), known())) == [("agreement", "refused", "too_long")]


def test_a_misspelt_municipality_gets_a_suggestion_and_leaves_no_empty_agreement():
    made = plan(listed("Infrax", "Herk de Stat", theme="water"), known())
    assert told(made) == [
        ("agreement", "refused", "all_rows_refused"),
        ("membership", "refused", "municipality_unknown"),
    ]
    line = made.changes[1]
    assert (line.sheet, line.row, line.column) == ("Lijst", 2, "Gemeente")
    assert (line.value, line.hint) == ("Herk de Stat", "Herk-de-Stad")
    assert list(made.writes()) == []


def test_a_new_theme_is_made_with_its_domain_when_an_accepted_row_uses_it():
    made = plan(listed("Kerkraad", "Halen", theme="Erediensten", domain="Geloof"), known())
    assert [(line.label, line.outcome) for line in of(made, "other")] == [
        ("Lijst", "created"),
        ("Geloof", "created"),
        ("Erediensten", "created"),
    ]
    refused = plan(listed("Kerkraad", "Nergens", theme="Erediensten", domain="Geloof"), known())
    assert of(refused, "other") == []


def test_a_theme_that_stands_in_two_domains_needs_its_domain():
    here = known()
    here.themes["water-2"] = {
        "pk": 9,
        "code": "water-2",
        "name": "Water",
        "short": "",
        "domain": "veiligheid",
    }
    assert told(plan(listed("Infrax", theme="Water"), here)) == [("agreement", "refused", "theme_unclear")]
    line = of(plan(listed("Infrax", theme="Water", domain="Veiligheid"), here), "agreement")[0]
    assert line.writes[0].values["theme"] == "water-2"


def test_a_name_stands_once_in_a_theme_whatever_a_person_chooses():
    here = known((agreement("a", "Infrax", theme="water"), agreement("b", "Fluvius", theme="water")))
    document = listed("Infrax", key="b", identifiers=(("code", "b"),))
    assert told(plan(document, here)) == [("agreement", "refused", "taken_name")]


def municipality_row(nis: str, name: str, **more: object) -> MunicipalityRow:
    blank = {"province": "", "province_nis": "", "reference_region": "", "valid_from": None}
    blank |= {"valid_until": None, "population": None, "population_on": None, "kbo": "", "ovo": "", "uri": ""}
    return MunicipalityRow(nis=nis, name=name, where=at(2, "nis"), **{**blank, "predecessors": (), **more})


def test_municipalities_are_filled_in_and_get_their_predecessors():
    row = municipality_row("71072", "Hasselt", population=87151, predecessors=("71022",))
    (line,) = plan(Document("register", municipalities=(row,)), known()).changes
    assert line.outcome == Outcome.CHANGED
    assert line.page == ("municipality", "71072")
    assert line.differences == (
        Difference("population", "", "87151"),
        Difference("predecessor_added", "", "Hasselt"),
    )
    assert line.writes == (
        Write("municipality", ("71072",), {"population": 87151}, 71072),
        Write("predecessor", ("71072", "71022")),
    )


def test_a_population_that_differs_is_a_conflict_and_an_unknown_predecessor_is_refused():
    here = known()
    here.municipalities["71020"] = municipality("71020", "Halen", population=9485)
    rows = (
        municipality_row("71020", "Halen", population=9500),
        municipality_row("71037", "Lummen", predecessors=("99999",)),
        municipality_row("71099", "Nieuw", valid_from=dt.date(2030, 1, 1), valid_until=dt.date(2029, 1, 1)),
    )
    assert told(plan(Document("register", municipalities=rows), here)) == [
        ("municipality", "conflict", "different_value"),
        ("municipality", "refused", "unknown_predecessor"),
        ("municipality", "refused", "backwards"),
    ]


def test_a_municipality_that_stands_twice_is_read_once():
    one, same = municipality_row("71099", "Nieuw"), municipality_row("71099", "Nieuw")
    other = municipality_row("71099", "Anders")
    assert told(plan(Document("register", municipalities=(one, same, other)), known())) == [
        ("municipality", "created", ""),
        ("municipality", "unchanged", "same_as_row"),
        ("municipality", "refused", "contradicts_row"),
    ]


def test_what_the_reader_refused_comes_first_and_only_an_older_boundary_is_no_conflict():
    refusals = (
        Refusal(Where("Lijst", 4, "Sinds"), Reason.BAD_DATE, "31/02/2024"),
        Refusal(Where("kaart", 2), Reason.SECOND_BOUNDARY, "Halen (71020)"),
        Refusal(Where("kaart 2019", 2), Reason.OLDER_BOUNDARY, "Halen (71020)"),
    )
    made = plan(replace(listed("Infrax", theme="water"), refusals=refusals), known())
    assert told(made)[:3] == [
        ("membership", "refused", "bad_date"),
        ("boundary", "conflict", "second_boundary"),
        ("boundary", "unchanged", "older_boundary"),
    ]
    assert (made.changes[0].row, made.changes[0].value) == (4, "31/02/2024")


def test_other_participants_join_once_with_their_source():
    row = ParticipantRow("Infrax", "Provincie Limburg", "Provincie", "lid", at(9))
    document = replace(listed("Infrax", theme="water"), participants=(row, row))
    first, second = of(plan(document, known()), "other")[1:]
    key = ("participation", "water-infrax", "provincie-limburg")
    assert [write.table for write in first.writes] == ["stakeholder", "participation"]
    assert first.writes[1].values == {
        "agreement": "water-infrax",
        "stakeholder": "provincie-limburg",
        "role": "lid",
        "source": "lijst",
    }
    assert (second.outcome, second.key, second.writes) == (Outcome.UNCHANGED, key, ())


def test_the_same_arguments_give_the_same_digest_and_another_world_another():
    document = listed("Infrax", "Halen", theme="water")
    assert plan(document, known()).digest == plan(document, known()).digest
    assert plan(document, known()).digest != plan(document, known((agreement("infrax", "Infrax"),))).digest


def test_counts_by_kind_and_outcome():
    made = plan(listed("Infrax", "Halen", "Lumen", theme="water"), known())
    none = dict.fromkeys(map(str, Outcome), 0)
    assert made.counts() == {
        "agreement": none | {"created": 1},
        "membership": none | {"created": 1, "refused": 1},
        "other": none | {"created": 1},
    }


def test_a_source_of_the_file_speaks_before_that_of_the_upload():
    own = SourceRow(code="abb", title="ABB", kind="register", date=dt.date(2023, 8, 31))
    made = plan(replace(listed("Infrax", "Halen", theme="water"), source=own), known(), LIST)
    assert [write.key for write in made.writes() if write.table == "source"] == [("abb",)]


def test_a_member_of_an_agreement_that_is_not_listed_is_refused():
    row = MembershipRow("nergens", "Halen", at(2))
    document = Document("long", agreements=(AgreementRow("a", "A", at(3)),), memberships=(row,))
    assert of(plan(document, known()), "membership")[0].reason == "agreement_refused"
