"""The parties at the table: for whom somebody may speak, and what a party said so far."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.utils.translation import ngettext_lazy

from kb.models import Ballot, Homework, Party, Speaker, Study, StudyAccess, Support, VisionAnswer
from kb.rules import STUDY_WRITERS, role_in

GOES = (
    (
        VisionAnswer,
        ngettext_lazy("%(n)s answer about the vision.", "%(n)s answers about the vision.", "n"),
    ),
    (Support, ngettext_lazy("%(n)s time that it shares an argument or not.",
                            "%(n)s times that it shares an argument or not.", "n")),
    (Ballot, ngettext_lazy("%(n)s set of weights.", "%(n)s sets of weights.", "n")),
    (Speaker, ngettext_lazy("%(n)s person then speaks for nobody.",
                            "%(n)s people then speak for nobody.", "n")),
    (Homework, ngettext_lazy("%(n)s assignment stays, without a party.",
                             "%(n)s assignments stay, without a party.", "n")),
)  # fmt: skip


@dataclass(frozen=True)
class Seat:
    """A party and who speaks for it; ``stays`` as long as its municipality is of the study."""

    party: Party
    speakers: list[Any]
    stays: bool


def voices(user: Any, study: Study) -> list[Party]:
    """The parties for which ``user`` may speak: writers for any, a reader for their own."""
    parties = list(study.parties.all())
    if role_in(user, study) in STUDY_WRITERS:
        return parties
    own = set(Speaker.objects.filter(access__study=study, access__user=user).values_list("party", flat=True))
    return [party for party in parties if party.pk in own]


def called(user: Any) -> str:
    """The full name of somebody, or else the name they sign in with; nothing for nobody."""
    return str(user.get_full_name() or user) if user else ""


def table_of(study: Study) -> tuple[list[Seat], list[tuple[StudyAccess, int | None]]]:
    """Who sits at the table; and everybody with access, with the number of their party."""
    access = study.access.select_related("user", "speaker").order_by("user__username")
    people = [(row, row.speaker.party_id if hasattr(row, "speaker") else None) for row in access]
    speakers = defaultdict(list)
    for row, party in people:
        speakers[party].append(row.user)
    members = set(study.municipalities.values_list("pk", flat=True))
    seats = [
        Seat(party, speakers[party.pk], party.municipality_id in members) for party in study.parties.all()
    ]
    return seats, people


def goes_with(party: Party) -> list[str]:
    """What changes when the party leaves the table, in words; nothing where it said nothing yet."""
    counted = [(say, model.objects.filter(party=party).count()) for model, say in GOES]
    return [str(say % {"n": n}) for say, n in counted if n]
