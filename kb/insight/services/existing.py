"""What already exists in the themes of a service: who takes part, and of whom there is no evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kb.models import Agreement, Membership, Municipality, Study


@dataclass(frozen=True)
class Existing:
    """An agreement of the study; ``members`` and ``to_check`` have a tie; no evidence of ``absent``."""

    agreement: Agreement
    members: list[Municipality]
    to_check: list[Municipality]
    absent: list[Municipality]

    @property
    def together(self) -> int:
        return len(self.members) + len(self.to_check)

    @property
    def all(self) -> int:
        return self.together + len(self.absent)

    @property
    def can_grow(self) -> bool:
        """Two partners or more, and not yet all."""
        return 1 < self.together < self.all


def existing(study: Study, themes: Iterable[int]) -> dict[int, list[Existing]]:
    """The current agreements of the study in ``themes``, by theme, those with most of its members first."""
    everybody = list(study.municipalities.in_order())
    wanted = Agreement.objects.cooperation().current().filter(theme__in=set(themes))
    ties = Membership.objects.counted(include_to_check=True).filter(
        agreement__in=wanted, municipality__in=everybody
    )
    held: dict[Agreement, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for tie in ties.select_related("agreement__theme").order_by("agreement__name", "agreement"):
        held[tie.agreement][tie.municipality_id].add(tie.status)
    found: dict[int, list[Existing]] = defaultdict(list)
    for agreement, states in held.items():
        found[agreement.theme_id].append(_existing(agreement, states, everybody))
    return {theme: sorted(rows, key=lambda row: -row.together) for theme, rows in found.items()}


def _existing(agreement: Agreement, states: dict[int, set[str]], everybody: list[Municipality]) -> Existing:
    """Town hall and OCMW of one municipality are one: a confirmed tie of either confirms it."""
    confirmed = [row for row in everybody if "confirmed" in states.get(row.pk, ())]
    to_check = [row for row in everybody if row.pk in states and row not in confirmed]
    absent = [row for row in everybody if row.pk not in states]
    return Existing(agreement, confirmed, to_check, absent)
