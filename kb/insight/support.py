"""Who shares an argument, party by party, and for whom the reader may answer."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from kb.insight.parties import voices
from kb.models import Argument, Party, Support


@dataclass(frozen=True, slots=True)
class Tally:
    """The answers of the people of one party."""

    party: Party
    yes: int
    no: int


@dataclass(frozen=True, slots=True)
class Voice:
    """``parties``: those that the reader may speak for; ``said``: what the reader answered before."""

    tallies: list[Tally]
    parties: list[Party]
    said: Support | None

    @property
    def answered(self) -> int:
        return sum(1 for tally in self.tallies if tally.yes or tally.no)


def spoken_for(user: Any, argument: Argument) -> Voice:
    answers = list(argument.supports.all())
    counted = Counter((said.party_id, said.shares) for said in answers)
    parties = argument.study.parties.all()
    return Voice(
        tallies=[Tally(party, counted[party.pk, True], counted[party.pk, False]) for party in parties],
        parties=voices(user, argument.study),
        said=next((said for said in answers if said.user_id == user.pk), None),
    )
