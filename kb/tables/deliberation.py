"""Answers, options and assessments as rows of a file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from kb.insight.deliberation.answers import AnswerTable, Given
from kb.insight.deliberation.assessments import Judged, Row
from kb.insight.deliberation.grounds import Grounded
from kb.insight.deliberation.options import Portrait, Said

Rows = tuple[list[str], list[list[Any]]]


def answer_rows(table: AnswerTable) -> Rows:
    heads = [_("Question"), _("Option"), _("Verdict"), _("Answer")]
    given = [each for question in table.questions for each in table.of(question)]
    return [*heads, *_ground_heads()], [_answer(each) for each in given]


def _answer(given: Given) -> list[Any]:
    answer = given.verdict
    said = [answer.get_verdict_display(), answer.text] if answer else ["", ""]
    return [given.question.text, given.option.name, *said, *_grounds(given)]


def assessment_rows(rows: Iterable[Row]) -> Rows:
    heads = [_("Municipality"), _("Capacity"), _("Verdict"), _("Reason")]
    places = [(row.name, place) for row in rows for place in row.places]
    return [*heads, *_ground_heads()], [_assessment(name, place) for name, place in places]


def _assessment(name: str, place: Judged) -> list[Any]:
    reason = place.verdict.reason if place.verdict else ""
    return [name, place.capacity_name, place.label, reason, *_grounds(place)]


def _ground_heads() -> list[str]:
    return [_("Rests on"), _("Arguments"), _("Without a source"), _("Source")]


def _grounds(place: Grounded) -> list[Any]:
    """The arguments with their signs, how many, how many without a source, and the source of the verdict."""
    said = "; ".join(f"{argument.sign} {argument.text}" for argument in place.arguments)
    row = place.verdict
    where = [str(part) for part in (row.source, row.place) if part] if row else []
    return [said, len(place.arguments), len(place.loose), ", ".join(where)]


def option_rows(portraits: Iterable[Portrait]) -> Rows:
    heads = [_("Option"), _("Kind"), _("Basis"), _("Speaks"), _("Argument"), _("Capacities"), _("Source")]
    return heads, [row for portrait in portraits for row in _option(portrait)]


def _option(portrait: Portrait) -> list[list[Any]]:
    option = portrait.option
    own = [option.name, option.get_kind_display()]
    return [[*own, *_said(said)] for said in portrait.said] or [[*own, "", "", "", "", ""]]


def _said(said: Said) -> list[Any]:
    argument = said.argument
    capacities = ", ".join(str(capacity) for capacity in argument.capacities.all())
    sources = "; ".join(str(citation) for citation in argument.citations.all())
    return [argument.get_basis_display(), said.word, argument.text, capacities, sources]
