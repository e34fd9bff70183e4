"""The way back: which verdicts rest on an argument."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from kb.insight.deliberation.answers import Given
from kb.insight.deliberation.assessments import Judged
from kb.models import Argument


@dataclass(frozen=True)
class Resting:
    """What was judged, the verdict in words, and the place where it stands."""

    about: str
    verdict: str
    url: str


def resting_on(argument: Argument) -> list[Resting]:
    """Answers of options first, then assessments; two queries."""
    answers = argument.answers.select_related("option__study", "question__study")
    assessments = argument.assessments.select_related("municipality", "capacity")
    slug = argument.study.slug if argument.study else ""
    given = [Given(answer.option, answer.question, answer) for answer in answers]
    judged = [Judged(row.municipality, row.capacity, row) for row in assessments]
    page = reverse("kb:assessments", args=[slug])
    return [
        *(_answer(each) for each in given),
        *(_assessment(at, f"{page}#{at.place}") for at in judged),
    ]


def _answer(given: Given) -> Resting:
    verdict = given.verdict.get_verdict_display() if given.verdict else ""
    about = f"{given.option.name} – {given.question.text}"
    return Resting(about, verdict, f"{given.question.get_absolute_url()}#{given.place}")


def _assessment(at: Judged, url: str) -> Resting:
    verdict = at.label if at.word else _("reason without a verdict yet")
    return Resting(f"{at.name}, {at.capacity_name}", verdict, url)
