"""The list of choices of a scenario, for a file."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from kb.insight.plans.choices import Choices, Question, Rival


def choice_rows(found: Choices) -> tuple[list[str], list[list[Any]]]:
    """A row an agreement; those without a theme come last in each merger."""
    rows = []
    for asked in found.mergers:
        for question in asked.questions:
            rows += [_row(asked.name, rival, question) for rival in question.rivals]
        rows += [_row(asked.name, rival) for rival in asked.loose]
    return _heads(), rows


def _heads() -> list[str]:
    what = [_("New municipality"), _("Domain"), _("Theme"), _("Agreement")]
    exit_terms = [_("Legal form"), _("Obligation"), _("Term ends on"), _("How a member leaves")]
    return [*what, _("Members"), _("Not a member"), *exit_terms, _("Choice"), _("Note")]


def _row(merger: str, rival: Rival, question: Question | None = None) -> list[Any]:
    agreement = rival.agreement
    theme = question.theme if question else None
    what = [merger, theme.domain.name if theme else "", theme.name if theme else "", agreement.name]
    who = [", ".join(rival.members), ", ".join(rival.others)]
    exit_terms = [str(agreement.legal_form or ""), agreement.get_obligation_display(), agreement.expires_on]
    return [*what, *who, *exit_terms, rival.leaving, *_chosen(rival, question)]


def _chosen(rival: Rival, question: Question | None) -> tuple[str, str]:
    if question is None:
        return "", ""
    note = question.choice.note if question.choice else ""
    if not question.decided:
        return _("not decided yet"), note
    return (_("stays") if question.stays(rival) else _("is left")), note
