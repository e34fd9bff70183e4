"""What holds for every list, however muddled: nothing twice, nothing lost, nothing half."""

import datetime as dt
from collections import Counter

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kb.actions.changes import Outcome
from kb.exchange.rows import AgreementRow, Document, MembershipRow
from tests.kb.exchange.planning import agreement, at, carried_out, known, of, plan, tie

NAMES = ("Limburg", "PV Limburg", "PZ Limburg", "5907 Limburg", "Infrax", "infrax", "Infrax West")
NUMBERS = (("kbo", "0111111111"), ("kbo", "0222222222"), ("uri", "u:1"), ("code", "infrax"), ("code", "los"))
DAYS = (None, dt.date(2020, 1, 1), dt.date(2021, 1, 1))

agreements = st.builds(
    AgreementRow,
    key=st.just(""),
    where=st.just(at(1)),
    name=st.sampled_from(NAMES),
    theme=st.sampled_from(("", "Water", "Politiezones", "Nieuw", "Wather")),
    domain=st.sampled_from(("", "Ruimte", "Nieuw domein")),
    legal_form=st.sampled_from(("", "Projectvereniging", "Politiezone", "Onzin")),
    status=st.sampled_from(("", "active", "ended")),
    founded_on=st.sampled_from(DAYS),
    ended_on=st.sampled_from(DAYS),
    identifiers=st.lists(st.sampled_from(NUMBERS), unique=True, max_size=2).map(tuple),
)
members = st.builds(
    MembershipRow,
    agreement_key=st.sampled_from(("k0", "k1", "k2", "k3")),
    municipality=st.sampled_from(("Halen", "71020", "Lummen", "Hasselt", "71072", "Lumen")),
    where=st.integers(1, 99).map(at),
    body=st.sampled_from(("municipality", "ocmw")),
    role=st.sampled_from(("", "lid", "voorzitter")),
    since=st.sampled_from(DAYS),
    until=st.sampled_from(DAYS),
    sources=st.sampled_from(((), ("Nota",), ("lijst", "Nota"))),
)


@st.composite
def documents(draw):
    found = draw(st.lists(agreements, min_size=1, max_size=4))
    rows = tuple(
        AgreementRow(f"k{n}", *(getattr(row, name) for name in AgreementRow.__slots__[1:]))
        for n, row in enumerate(found)
    )
    closed = frozenset(draw(st.sets(st.sampled_from(("k0", "k1")))))
    scope = ("Halen", "Lummen") if closed else ()
    said = tuple(draw(st.lists(members, max_size=6)))
    return Document("long", agreements=rows, memberships=said, closed_agreements=closed, scope=scope)


def here():
    return known(
        (
            agreement("infrax", "Infrax", theme="water", legal_form="pv", status="active"),
            agreement("limburg", "Limburg", theme="politie"),
            agreement("sport", "Limburg", theme="sport", founded_on=dt.date(2020, 6, 1)),
        ),
        (
            tie("infrax", "71020"),
            tie("limburg", "71037", role="lid"),
            tie("sport", "71020", status="rejected"),
        ),
        identifiers={("kbo", "0111111111"): "infrax"},
    )


@settings(max_examples=150, deadline=None)
@given(documents())
def test_importing_twice_changes_nothing(document):
    """A refused agreement may be welcome once the others are there, so only lists without one are meant."""
    first = plan(document, here())
    assume(all(change.outcome != Outcome.REFUSED for change in of(first, "agreement")))
    again = plan(document, carried_out(here(), first))
    assert list(again.writes()) == []
    assert {change.outcome for change in again.changes} <= {
        Outcome.UNCHANGED,
        Outcome.CONFLICT,
        Outcome.REFUSED,
    }


@settings(max_examples=150, deadline=None)
@given(documents())
def test_every_row_is_answered_once_and_what_is_refused_writes_nothing(document):
    changes = plan(document, here()).changes
    answered = Counter((change.kind.value) for change in changes if "absent" not in change.key)
    assert answered["agreement"] == len(document.agreements)
    assert answered["membership"] == len(document.memberships)
    assert [change for change in changes if change.outcome == Outcome.REFUSED and change.writes] == []


@settings(max_examples=150, deadline=None)
@given(documents(), st.booleans())
def test_the_rules_of_the_database_hold(document, everything):
    """Unique keys, names once in a theme, ends after starts, and nothing that points nowhere."""
    made = plan(document, here())
    taken = made.choosable() if everything else []
    new = [(write.table, write.key) for write in made.writes(taken) if write.pk is None]
    new = [(table, key) for table, key in new if table not in {"domain", "theme"}]  # may serve two bodies
    assert len(new) == len(set(new))
    after = carried_out(here(), made, taken)
    names = [(row["theme"], row["name"]) for row in after.agreements.values() if row["theme"]]
    assert len(names) == len(set(names))
    for row in after.agreements.values():
        assert not row["founded_on"] or not row["ended_on"] or row["founded_on"] <= row["ended_on"]
        assert row["theme"] is None or row["theme"] in after.themes
    for (code, nis, _), row in after.memberships.items():
        assert code in after.agreements
        assert nis in after.municipalities
        assert not row["since"] or not row["until"] or row["since"] <= row["until"]
    assert {source for said in after.claims.values() for source in said} <= after.sources.keys()
