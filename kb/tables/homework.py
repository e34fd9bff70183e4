"""The homework of a study, for the page and for a file."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import django_tables2 as tables
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kb.insight.parties import called
from kb.insight.vision.progress import label_of
from kb.models import Homework


def state_of(homework: Homework, today: date) -> str:
    if homework.done_on:
        return _("done")
    return _("overdue") if homework.due_on < today else _("to do")


def cell(template: str, label: Any, **options: Any) -> tables.Column:
    return tables.TemplateColumn(template_name=f"kb/homework/{template}.html", verbose_name=label, **options)


class HomeworkTable(tables.Table):
    text = cell("_what", gettext_lazy("Assignment"), attrs={"td": {"class": "assignment"}})
    who = cell("_who", gettext_lazy("By whom"), order_by=("party__order", "person__first_name"))
    due_on = tables.DateColumn(
        verbose_name=gettext_lazy("Ready by"), format="j F Y", attrs={"td": {"class": "nowrap"}}
    )
    state = cell("_state", gettext_lazy("State"), order_by=("done_on", "due_on"))

    class Meta:
        empty_text = gettext_lazy("No assignment matches these filters.")
        caption = gettext_lazy("Homework")
        order_by = "due_on"

    def __init__(self, rows: Any, *, today: date, mine: set[int], edits: bool) -> None:
        """``mine``: the assignments that the reader may report on; ``edits``: may change them."""
        act = cell(
            "_act", gettext_lazy("Change"), orderable=False, extra_context={"mine": mine, "edits": edits}
        )
        super().__init__(rows, extra_columns=[("act", act)] if edits or mine else [])
        self.today = today


def homework_rows(rows: Iterable[Homework], today: date) -> tuple[list[str], list[list[Any]]]:
    heads = [_("Assignment"), _("Party"), _("Person"), _("Ready by"), _("State"), _("Done on")]
    heads += [_("Result"), _("Section"), _("Question")]
    return heads, [_row(row, today) for row in rows]


def _row(row: Homework, today: date) -> list[Any]:
    asked = [label_of(row.prompt.section), row.prompt.text] if row.prompt else ["", ""]
    who = [str(row.party or ""), called(row.person)]
    return [row.text, *who, row.due_on, state_of(row, today), row.done_on, row.result, *asked]
