"""Questions by options: what each option answers, and on what that rests."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kb.insight.deliberation.grounds import Grounded, grounds
from kb.models import AnswerVerdict, Option, OptionAnswer, Question, Study


@dataclass(frozen=True)
class Given(Grounded):
    """``verdict`` is the answer of the option, None where it has none yet."""

    option: Option
    question: Question
    verdict: OptionAnswer | None

    @property
    def place(self) -> str:
        """Its place on a page."""
        return f"answer-{self.question.code}-{self.option.code}"

    @property
    def decided(self) -> bool:
        """Whether it has a verdict, and not only a text."""
        return bool(self.verdict and self.verdict.verdict)


@dataclass(frozen=True)
class Line:
    """One option with what it answers to each question of the table."""

    option: Option
    given: list[Given]


@dataclass(frozen=True)
class AnswerTable:
    questions: list[Question]
    lines: list[Line]

    @property
    def every(self) -> list[Given]:
        return [given for line in self.lines for given in line.given]

    @property
    def answered(self) -> list[Given]:
        return [given for given in self.every if given.decided]

    @property
    def undecided(self) -> list[Given]:
        """Texts without a verdict."""
        return [given for given in self.every if given.verdict and not given.decided]

    @property
    def loose(self) -> list[Given]:
        """Answers that rest on no argument, or on one without a source."""
        return [given for given in self.answered if given.loose or not given.arguments]

    def about(self, questions: Iterable[Question]) -> AnswerTable:
        """The same table with these questions alone."""
        asked = list(questions)
        lines = [
            Line(line.option, [given for given in line.given if given.question in asked])
            for line in self.lines
        ]
        return AnswerTable(asked, lines)

    def of(self, question: Question) -> list[Given]:
        return [given for given in self.every if given.question == question]

    def counted(self) -> list[tuple[str, int]]:
        """How often each verdict was given, the most decided first; verdicts nobody gave are left out."""
        given = [each.verdict.verdict for each in self.answered if each.verdict]
        named = [(str(verdict.label), given.count(verdict.value)) for verdict in AnswerVerdict]
        return [(label, n) for label, n in named if n]


def answer_table(study: Study, questions: Iterable[Question], options: Iterable[Option]) -> AnswerTable:
    """Every option of ``options`` with every question, in four queries."""
    asked, roads = list(questions), list(options)
    rows = OptionAnswer.objects.filter(option__study=study, question__in=asked)
    found = rows.select_related("source").prefetch_related(grounds())
    known = {(row.option_id, row.question_id): row for row in found}
    lines = [
        Line(option, [Given(option, each, known.get((option.pk, each.pk))) for each in asked])
        for option in roads
    ]
    return AnswerTable(asked, lines)
