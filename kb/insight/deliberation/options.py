"""What speaks for an option and against it, in theory and in practice, and what else is known of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import Prefetch, QuerySet

from kb.insight.deliberation.answers import AnswerTable, Given, answer_table
from kb.insight.deliberation.grounds import without_source
from kb.models import (
    Approach,
    Argument,
    Basis,
    Capacity,
    Citation,
    LegalForm,
    Option,
    OptionKind,
    Polarity,
    Question,
    Service,
    Stance,
    Study,
)
from kb.models.framework.arguments import SIGNS

APPROACHES = {
    OptionKind.OPTIMISE: Approach.OPTIMISE,
    OptionKind.EXTEND: Approach.EXTEND,
    OptionKind.CARE: Approach.AUTONOMOUS,
}


@dataclass(frozen=True)
class Said:
    """An argument, with the sign that it has for this option; it may have another for another."""

    argument: Argument
    polarity: str

    @property
    def sign(self) -> str:
        return SIGNS[Polarity(self.polarity)]

    @property
    def word(self) -> str:
        return str(Polarity(self.polarity).label)


@dataclass(frozen=True)
class Touched:
    """How many arguments on an option speak of a capacity, by their sign."""

    capacity: Capacity
    counts: Counter[str]

    @property
    def signed(self) -> list[tuple[str, str, int]]:
        """Polarity, its sign and the number of arguments; signs that nothing has are left out."""
        return [(each.value, SIGNS[each], self.counts[each.value]) for each in Polarity if self.counts[each]]


@dataclass(frozen=True)
class Portrait:
    option: Option
    forms: list[LegalForm]
    said: list[Said]
    touched: list[Touched]
    answers: list[Given]
    services: list[Service]

    @property
    def theory(self) -> list[Said]:
        return self._on(Basis.THEORY)

    @property
    def practice(self) -> list[Said]:
        return self._on(Basis.PRACTICE)

    @property
    def unplaced(self) -> list[Said]:
        return self._on(Basis.OPEN)

    def _on(self, basis: Basis) -> list[Said]:
        return [said for said in self.said if said.argument.basis == basis]

    @property
    def signed(self) -> list[tuple[str, str, int]]:
        return [(each.value, SIGNS[each], self.n(each)) for each in Polarity]

    def n(self, polarity: Polarity) -> int:
        return sum(said.polarity == polarity for said in self.said)

    @property
    def n_pro(self) -> int:
        return self.n(Polarity.PRO)

    @property
    def n_ambiguous(self) -> int:
        return self.n(Polarity.AMBIGUOUS)

    @property
    def n_risk(self) -> int:
        return self.n(Polarity.RISK)

    @property
    def loose(self) -> list[Argument]:
        return without_source(said.argument for said in self.said)

    @property
    def answered(self) -> list[Given]:
        return [given for given in self.answers if given.decided]


def portraits(study: Study, options: QuerySet[Option]) -> list[Portrait]:
    """Each option with all of this, in a number of queries that does not grow with options or arguments."""
    cited = Prefetch("citations", Citation.objects.select_related("source"))
    arguments = Argument.objects.prefetch_related("capacities", cited)
    spoken = Stance.objects.order_by("argument__order", "argument").prefetch_related(
        Prefetch("argument", arguments)
    )
    forms = Prefetch("forms", LegalForm.objects.select_related("source"))
    found = list(options.select_related("source").prefetch_related(forms, Prefetch("stances", spoken)))
    answers = answer_table(study, study.questions.all(), found)
    services = list(study.services.select_related("form"))
    return [_portrait(option, answers, services) for option in found]


def _portrait(option: Option, answers: AnswerTable, services: Iterable[Service]) -> Portrait:
    places = {polarity.value: place for place, polarity in enumerate(Polarity)}
    said = [Said(stance.argument, stance.polarity) for stance in option.stances.all()]
    forms = list(option.forms.all())
    return Portrait(
        option=option,
        forms=forms,
        said=sorted(said, key=lambda each: places[each.polarity]),
        touched=_touched(said),
        answers=next(line.given for line in answers.lines if line.option == option),
        services=[service for service in services if _uses(service, option, forms)],
    )


def _touched(said: Iterable[Said]) -> list[Touched]:
    counts: dict[Capacity, Counter[str]] = {}
    for each in said:
        for capacity in each.argument.capacities.all():
            counts.setdefault(capacity, Counter())[each.polarity] += 1
    return [Touched(capacity, counts[capacity]) for capacity in sorted(counts, key=_order)]


def _order(capacity: Capacity) -> tuple[int, str]:
    return capacity.order, capacity.name


def _uses(service: Service, option: Option, forms: Iterable[LegalForm]) -> bool:
    """The service has chosen the approach or a legal form of this option."""
    approach = APPROACHES.get(OptionKind(option.kind))
    return (approach is not None and service.approach == approach) or service.form in list(forms)


@dataclass(frozen=True)
class Beside:
    """Options side by side: each with what is said of it and not, by the same sign, of all the others."""

    portraits: list[Portrait]
    own: list[Portrait]
    same: list[Said]
    questions: list[tuple[Question, list[Given]]]

    @property
    def unplaced(self) -> bool:
        return any(portrait.unplaced for portrait in self.own)

    @property
    def apart(self) -> int:
        """How many arguments are said of some of them only, or with another sign."""
        return len({said.argument.pk for portrait in self.own for said in portrait.said})


def beside(found: list[Portrait]) -> Beside:
    """Only the questions that at least one of them answers."""
    sides = [{(said.argument.pk, said.polarity) for said in portrait.said} for portrait in found]
    common = set.intersection(*sides) if sides else set()
    rows = list(zip(*(portrait.answers for portrait in found), strict=True))
    return Beside(
        portraits=found,
        own=[replace(each, said=[said for said in each.said if not _in(said, common)]) for each in found],
        same=[said for portrait in found[:1] for said in portrait.said if _in(said, common)],
        questions=[(row[0].question, list(row)) for row in rows if any(each.verdict for each in row)],
    )


def _in(said: Said, common: set[tuple[int, str]]) -> bool:
    return (said.argument.pk, said.polarity) in common
