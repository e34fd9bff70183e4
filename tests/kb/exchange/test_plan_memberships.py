"""Ties: what each source says, what people decided, and what silence means."""

import datetime as dt
from dataclasses import replace

from kb.actions.changes import Difference, Write
from kb.exchange.reasons import Reason
from kb.exchange.rows import AgreementRow, Document, MembershipRow, Refusal, SourceRow, Where
from tests.kb.exchange.planning import agreement, at, known, listed, of, plan, tie, told

INFRAX = agreement("infrax", "Infrax", theme="water")
HALEN = ("infrax", "71020", "municipality")
LUMMEN = ("infrax", "71037", "municipality")


def here(*ties, claims=None, **more):
    sources = {"lijst": {"pk": 1, "code": "lijst", "title": "Lijst"}}
    return known((INFRAX,), ties, sources=sources, claims=claims or {}, **more)


def said(says="member"):
    return {HALEN: {"lijst": {"pk": 7, "says": says}}}


def rows(*members: MembershipRow) -> Document:
    return Document(
        "long", agreements=(AgreementRow("k", "Infrax", at(1), theme="Water"),), memberships=members
    )


def wide(*members: str, scope: tuple[str, ...], **more) -> Document:
    document = listed("Infrax", *members, theme="Water")
    return replace(document, kind="wide", scope=scope, closed_agreements=frozenset({"Infrax"}), **more)


def lines(document, snapshot):
    return [line[1:] for line in told(plan(document, snapshot)) if line[0] == "membership"]


def test_a_known_tie_gets_the_statement_of_a_new_source_once():
    document = listed("Infrax", "Halen", theme="Water")
    (line,) = of(plan(document, here(tie(*HALEN))), "membership")
    claim = {"membership": HALEN, "source": "lijst", "says": "member", "note": ""}
    assert (line.outcome, line.writes) == ("changed", (Write("claim", (*HALEN, "lijst"), claim),))
    assert lines(document, here(tie(*HALEN), claims=said())) == [("unchanged", "")]


def test_a_tie_to_check_stays_to_check():
    (line,) = of(
        plan(listed("Infrax", "Halen", theme="Water"), here(tie(*HALEN, status="to_check"))), "membership"
    )
    assert [write.table for write in line.writes] == ["claim"]


def test_a_tie_that_a_person_rejected_is_disputed_once():
    document = listed("Infrax", "Halen", theme="Water")
    rejected = tie(*HALEN, status="rejected")
    assert lines(document, here(rejected)) == [("conflict", "rejected_here")]
    assert lines(document, here(rejected, claims=said())) == [("unchanged", "")]


def test_details_are_filled_or_wait_for_a_person():
    row = MembershipRow("k", "Halen", at(2), role="stichter", since=dt.date(2020, 1, 1))
    (line,) = of(plan(rows(row), here(tie(*HALEN, role="lid"), claims=said())), "membership")
    assert line.differences == (
        Difference("since", "", "2020-01-01"),
        Difference("role", "lid", "stichter", clash=True),
    )
    assert [(write.values, write.if_taken) for write in line.writes] == [
        ({"since": dt.date(2020, 1, 1)}, False),
        ({"role": "stichter"}, True),
    ]


def test_an_end_before_the_start_is_refused_also_when_the_start_stands_here():
    row = MembershipRow("k", "Halen", at(2), until=dt.date(2019, 1, 1))
    assert lines(rows(row), here(tie(*HALEN, since=dt.date(2020, 1, 1)))) == [("refused", "backwards")]
    both = replace(row, since=dt.date(2020, 1, 1))
    assert lines(rows(both), here()) == [("refused", "backwards")]


def test_rows_about_one_tie_complete_each_other():
    one = MembershipRow("k", "Halen", at(2), role="lid", sources=("Lijst",))
    two = MembershipRow("k", "71020", at(3), since=dt.date(2020, 1, 1), sources=("Nota",))
    first, second = of(plan(rows(one, two), here()), "membership")
    membership, *claims = first.writes
    assert (membership.values["role"], membership.values["since"]) == ("lid", dt.date(2020, 1, 1))
    assert [claim.key[-1] for claim in claims] == ["lijst", "nota"]
    assert (second.outcome, second.reason, second.value) == ("unchanged", "same_as_row", "2 (Lijst)")


def test_rows_that_contradict_each_other_are_both_refused_and_name_each_other():
    one = MembershipRow("k", "Halen", at(2), role="lid")
    two = MembershipRow("k", "Halen", at(3), role="voorzitter")
    first, second = of(plan(rows(one, two), here()), "membership")
    assert [(line.outcome, line.reason, line.value) for line in (first, second)] == [
        ("refused", "contradicts_row", "3 (Lijst)"),
        ("refused", "contradicts_row", "2 (Lijst)"),
    ]


def test_a_list_with_a_column_of_sources_speaks_for_itself():
    """An exported list brought back: a tie without any source stays without."""
    halen = MembershipRow("k", "Halen", at(2), sources=("lijst",))
    lummen = MembershipRow("k", "Lummen", at(3))
    snapshot = here(tie(*HALEN), tie(*LUMMEN), claims=said())
    assert lines(rows(halen, lummen), snapshot) == [("unchanged", ""), ("unchanged", "")]


def test_a_municipality_is_the_one_that_existed_on_the_day_of_the_source():
    for day, nis in ((dt.date(2023, 1, 1), "71022"), (dt.date(2025, 6, 1), "71072"), (None, "71022")):
        source = SourceRow("lijst", "Lijst", "file", day)
        (line,) = of(plan(listed("Infrax", "HASSELT", theme="Water"), here(), source), "membership")
        assert line.key[1] == nis


def test_the_note_of_a_source_with_a_name_is_kept_with_its_statement():
    row = MembershipRow("k", "Halen", at(2), note="uit de naam")
    own = SourceRow("abb", "ABB")
    membership, claim = of(plan(replace(rows(row), source=own), here()), "membership")[0].writes
    assert ("note" in membership.values, claim.values["note"]) == (False, "uit de naam")
    membership, claim = of(plan(rows(row), here()), "membership")[0].writes
    assert (membership.values["note"], claim.values["note"]) == ("uit de naam", "")


def test_a_complete_list_that_is_silent_says_not_a_member():
    made = plan(wide("Halen", scope=("Halen", "Lummen")), here(tie(*HALEN), tie(*LUMMEN), claims=said()))
    halen, lummen = of(made, "membership")
    assert halen.outcome == "unchanged"
    assert (lummen.outcome, lummen.reason, lummen.value) == ("conflict", "absent", "Lijst")
    claim = {"membership": LUMMEN, "source": "lijst", "says": "not_member"}
    assert lummen.writes == (Write("claim", (*LUMMEN, "lijst"), claim),)
    assert not lummen.choosable


def test_a_source_that_no_longer_lists_a_member_changes_its_statement():
    snapshot = here(tie(*HALEN), tie(*LUMMEN), claims=said())
    halen = of(plan(wide("Lummen", scope=("Halen", "Lummen")), snapshot), "membership")[1]
    assert halen.writes == (Write("claim", (*HALEN, "lijst"), {"says": "not_member"}, 7),)
    again = here(tie(*HALEN), tie(*LUMMEN), claims=said("not_member"))
    assert lines(wide("Lummen", scope=("Halen", "Lummen")), again)[1] == ("unchanged", "absent_known")


def test_silence_says_nothing_outside_the_scope_or_in_an_open_list():
    snapshot = here(tie(*HALEN), tie(*LUMMEN), claims=said())
    assert lines(wide("Halen", scope=("Halen",)), snapshot) == [("unchanged", "")]
    assert lines(listed("Infrax", "Halen", theme="Water"), snapshot) == [("unchanged", "")]


def test_silence_says_nothing_about_a_tie_of_another_time_or_that_was_rejected():
    over = tie(*LUMMEN, until=dt.date(2020, 1, 1))
    later = tie(*LUMMEN, since=dt.date(2030, 1, 1))
    rejected = tie(*LUMMEN, status="rejected")
    for held in (over, later, rejected):
        snapshot = here(tie(*HALEN), held, claims=said())
        assert lines(wide("Halen", scope=("Halen", "Lummen")), snapshot) == [("unchanged", "")]


def test_a_municipality_is_named_by_its_ocmw_and_by_its_predecessor():
    ocmw = MembershipRow("Infrax", "Halen", at(2), body="ocmw")
    document = replace(wide(scope=("Halen",)), memberships=(ocmw,))
    assert lines(document, here(tie(*HALEN))) == [("created", "")]
    hasselt = tie("infrax", "71072")
    snapshot = here(hasselt, predecessors={("71072", "71022")})
    made = lines(wide("71022", scope=("71022", "71072")), snapshot)
    assert made == [("created", "")]


def test_a_list_with_refused_rows_is_not_complete():
    snapshot = here(tie(*HALEN), tie(*LUMMEN), claims=said())
    assert lines(wide("Halen", "Lumen", scope=("Halen", "Lummen")), snapshot) == [
        ("refused", "municipality_unknown"),
        ("unchanged", ""),
    ]
    unread = Refusal(Where("Lijst", 2, "Lummen"), Reason.DITTO, "idem")
    document = wide("Halen", scope=("Halen", "Lummen"), refusals=(unread,))
    assert lines(document, snapshot) == [("refused", "ditto"), ("unchanged", "")]
    register = replace(document, kind="register", refusals=(replace(unread, where=Where("m.csv", 2, "nis")),))
    assert ("conflict", "absent") not in lines(register, snapshot)
