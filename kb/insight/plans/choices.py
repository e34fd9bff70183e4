"""What a merger asks a team to choose: competing agreements per theme, and what each choice entails."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from kb.insight.plans.whatif import Merging, Plan
from kb.models import Agreement, Choice, Scenario, ScenarioChange, Theme


@dataclass(frozen=True)
class Rival:
    """One agreement and where the merging municipalities stand: ``members`` are in it, ``others`` not."""

    agreement: Agreement
    members: list[str]
    others: list[str]

    @property
    def by_law(self) -> bool:
        """A municipality does not choose a zone alone; the form tells where the agreement does not."""
        form = self.agreement.legal_form
        own = self.agreement.obligation
        return own == "mandatory" or (
            own == "unknown" and form is not None and form.obligation == "mandatory"
        )

    @property
    def leaving(self) -> str:
        form = self.agreement.legal_form
        return form.leaving if form else ""

    @property
    def earliest(self) -> date | None:
        """The end of the term, where that is known; a way out before it stands in the statutes."""
        return self.agreement.expires_on


@dataclass(frozen=True)
class Consequence:
    """What follows for one agreement: ``who`` must leave it, or comes into it."""

    rival: Rival
    who: list[str]
    leaves: bool


@dataclass
class Question:
    """One theme in which the municipalities of ``merger`` sit apart, and what was chosen so far."""

    merger: ScenarioChange
    theme: Theme
    rivals: list[Rival]
    choice: Choice | None = None

    @property
    def place(self) -> str:
        """Where it stands on its page: a theme may be asked of more than one merger."""
        return f"theme-{self.merger.pk}-{self.theme.pk}"

    @property
    def decided(self) -> bool:
        """A choice for an agreement that is no longer among these asks again."""
        if self.choice is None:
            return False
        return self.choice.outcome in {"all", "none"} or self._kept is not None

    @property
    def silent(self) -> list[str]:
        """Those of whom no agreement in this theme is known: perhaps nobody wrote it down."""
        found = {name for rival in self.rivals for name in rival.members}
        return [name for name in self.rivals[0].others if name not in found]

    @property
    def stale(self) -> bool:
        return self.choice is not None and self.choice.outcome == "one" and self._kept is None

    @property
    def _kept(self) -> Rival | None:
        wanted = self.choice.keeps_id if self.choice else None
        return next((rival for rival in self.rivals if rival.agreement.pk == wanted), None)

    def stays(self, rival: Rival) -> bool:
        return self.choice is not None and (self.choice.outcome == "all" or rival is self._kept)

    @property
    def consequences(self) -> list[Consequence]:
        if not self.decided:
            return []
        found = [Consequence(rival, rival.others, leaves=False) for rival in self.rivals if self.stays(rival)]
        found += [
            Consequence(rival, rival.members, leaves=True) for rival in self.rivals if not self.stays(rival)
        ]
        return [consequence for consequence in found if consequence.who]


@dataclass
class Asked:
    """The questions of one merger; ``loose`` are rivals of which no theme is known, largest first."""

    name: str
    parts: list[str]
    questions: list[Question]
    loose: list[Rival] = field(default_factory=list)


@dataclass(frozen=True)
class Choices:
    mergers: list[Asked]

    @property
    def questions(self) -> list[Question]:
        return [question for asked in self.mergers for question in asked.questions]

    @property
    def n(self) -> int:
        return len(self.questions)

    @property
    def decided(self) -> int:
        return sum(question.decided for question in self.questions)

    @property
    def loose(self) -> int:
        return sum(len(asked.loose) for asked in self.mergers)


def choices(scenario: Scenario, plan: Plan) -> Choices:
    """Every merger of the scenario with its questions, in the order of domains and themes."""
    rows = pd.concat([merging.rivals for merging in plan.mergers]) if plan.mergers else pd.DataFrame()
    wanted = set(rows["agreement"]) if len(rows) else set()
    related = Agreement.objects.select_related("legal_form__source", "theme__domain").in_bulk(list(wanted))
    steps = list(scenario.changes.prefetch_related("choices")) if plan.mergers else []
    return Choices([_asked(merging, related, steps[merging.place]) for merging in plan.mergers])


def _asked(merging: Merging, related: dict[int, Agreement], step: ScenarioChange) -> Asked:
    made = {choice.theme_id: choice for choice in step.choices.all()}
    themed: dict[Theme, list[Rival]] = {}
    loose = []
    ordered = merging.rivals.sort_values(["size", "agreement"], ascending=[False, True])
    for agreement, members in ordered[["agreement", "members"]].itertuples(index=False):
        rival = _rival(related[agreement], members, merging.parts)
        theme = rival.agreement.theme
        (themed.setdefault(theme, []) if theme else loose).append(rival)
    order = sorted(themed, key=lambda theme: (theme.domain.order, theme.order, theme.name))
    questions = [Question(step, theme, themed[theme], made.get(theme.pk)) for theme in order]
    return Asked(merging.name, list(merging.parts.values()), questions, loose)


def _rival(agreement: Agreement, members: Iterable[int], parts: dict[int, str]) -> Rival:
    inside = set(members)
    return Rival(
        agreement,
        [name for pk, name in parts.items() if pk in inside],
        [name for pk, name in parts.items() if pk not in inside],
    )


def question(found: Choices, merger: int, theme: int) -> Question | None:
    return next((one for one in found.questions if (one.merger.pk, one.theme.pk) == (merger, theme)), None)
