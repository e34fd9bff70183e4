"""A body that looks like one here is never made unasked: its members go to the one here."""

from dataclasses import replace

import pytest

from kb.actions.changes import Difference
from kb.exchange.rows import ParticipantRow
from tests.kb.exchange.planning import agreement, at, carried_out, known, listed, of, plan, tie, told

INFRAX = agreement("infrax", "Infrax", theme="water", legal_form="pv")


def test_another_theme_is_a_question_and_the_members_join_the_one_here():
    made = plan(listed("PV Infrax", "Halen", theme="Sportregio's"), known((INFRAX,)))
    (line,) = of(made, "agreement")
    assert (line.outcome, line.reason, line.value) == ("conflict", "looks_like", "“Infrax” (Water)")
    assert line.differences == (Difference("theme", "Water", "Sportregio's", clash=True),)
    after = carried_out(known((INFRAX,)), made)
    assert after.agreements == {"infrax": INFRAX}
    assert list(after.memberships) == [("infrax", "71020", "municipality")]


def test_another_body_is_made_with_its_members_where_somebody_says_so():
    made = plan(listed("PV Infrax", "Halen", theme="Sportregio's"), known((INFRAX,)))
    after = carried_out(known((INFRAX,)), made, ["agreement:infrax"])
    assert after.agreements["infrax"] == INFRAX
    assert after.agreements["sportregios-pv-infrax"]["theme"] == "sport"
    assert list(after.memberships) == [("sportregios-pv-infrax", "71020", "municipality")]
    assert list(after.claims) == list(after.memberships)


@pytest.mark.parametrize("taken", [[], ["agreement:infrax"]])
def test_brought_again_after_either_answer_nothing_changes(taken):
    document = listed("Infrax", "Halen", theme="Erediensten", domain="Geloof")
    after = carried_out(known((INFRAX,)), plan(document, known((INFRAX,))), taken)
    assert ("erediensten" in after.themes) == bool(taken)
    assert list(plan(document, after).writes()) == []


def test_another_legal_form_is_a_question_too():
    here = known((agreement("infrax", "Infrax", legal_form="pv"),))
    here.legal_forms["ov"] = {"pk": 3, "code": "ov", "name": "Opdrachthoudende vereniging", "name_en": ""}
    (line,) = of(plan(listed("Infrax", legal_form="Opdrachthoudende vereniging"), here), "agreement")
    assert (line.outcome, line.reason, line.value) == (
        "conflict",
        "looks_like",
        "“Infrax” (Projectvereniging)",
    )


def test_a_name_that_recurs_is_made_with_a_warning():
    here = known((agreement("a", "Limburg", theme="water"), agreement("b", "Limburg", theme="sport")))
    (line,) = of(plan(listed("Limburg", "Halen", theme="Politiezones"), here), "agreement")
    assert (line.outcome, line.reason) == ("created", "namesakes")
    assert line.value == "“Limburg” (Water), “Limburg” (Sportregio's)"


def test_a_name_that_recurs_needs_its_theme_also_where_one_is_a_police_zone():
    here = known((agreement("a", "Limburg", theme="politie"), agreement("b", "Limburg", theme="sport")))
    assert told(plan(listed("Limburg", "Halen"), here))[0] == ("agreement", "refused", "name_unclear")


def test_a_list_in_doubt_denies_nobody():
    here = known((INFRAX,), (tie("infrax", "71037"),))
    document = replace(
        listed("Infrax", "Halen", theme="Sportregio's"),
        closed_agreements=frozenset({"Infrax"}),
        scope=("Halen", "Lummen"),
    )
    assert [change.reason for change in of(plan(document, here), "membership")] == [""]


def test_nobody_is_asked_about_a_body_without_a_usable_member():
    made = plan(listed("Infrax", "Nergens", theme="Sportregio's"), known((INFRAX,)))
    assert told(made)[0] == ("agreement", "refused", "all_rows_refused")
    assert made.choosable() == []


@pytest.mark.parametrize(("taken", "code"), [([], "infrax"), (["agreement:infrax"], "sportregios-infrax")])
def test_other_participants_go_where_the_members_go(taken, code):
    row = ParticipantRow("Infrax", "Provincie Limburg", "Provincie", "lid", at(9))
    document = replace(listed("Infrax", "Halen", theme="Sportregio's"), participants=(row,))
    writes = [*plan(document, known((INFRAX,))).writes(taken)]
    assert [write.key for write in writes if write.table == "stakeholder"] == [("provincie-limburg",)]
    assert [write.key for write in writes if write.table == "participation"] == [(code, "provincie-limburg")]
