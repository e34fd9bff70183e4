"""The columns of a table of facts, and how a table becomes a page or a file."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

import django_tables2 as tables
from django.db.models import Count, QuerySet, Value
from django.utils.translation import gettext_lazy as _
from django_filters import FilterSet
from django_tables2.utils import Accessor

from kb.models import Municipality
from kb.wording import decimals, with_years

Rows = QuerySet[Any]
NUMBER = {"td": {"class": "number"}, "th": {"class": "number"}}


@dataclass(frozen=True)
class FactTable:
    title: Any
    about: Any
    rows: Callable[[], Rows]
    columns: dict[str, tables.Column]
    filters: type[FilterSet]

    def table(self, rows: Rows, **more: tables.Column) -> tables.Table:
        """``more`` columns stand on the page alone, beside the one that names the row."""
        first, *rest = [(name, deepcopy(column)) for name, column in self.columns.items()]
        columns = [first, *more.items(), *rest]
        table = tables.Table(rows, extra_columns=columns, empty_text=_("Nothing matches these filters."))
        table.caption = self.title
        return table

    def headings(self) -> list[str]:
        return [str(column.verbose_name) for column in self.columns.values()]

    def values(self, rows: Rows) -> list[list[Any]]:
        """The cells as plain values: a file has no links and no locale."""
        cells = [_reader(name, column) for name, column in self.columns.items()]
        return [[_plain(cell(row)) for cell in cells] for row in rows]


def counted(facts: dict[str, FactTable]) -> dict[str, int]:
    """The rows of every table, asked in one question; a table without rows may be missing."""
    asked = [
        fact.rows().model.objects.order_by().values(of_table=Value(slug)).annotate(n=Count("pk"))
        for slug, fact in facts.items()
    ]
    first, *rest = asked
    return {row["of_table"]: row["n"] for row in first.union(*rest, all=True)}


def _reader(name: str, column: tables.Column) -> Callable[[Any], Any]:
    if isinstance(column, Itself):
        return str
    return partial(Accessor(column.accessor or name).resolve, quiet=True)


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, (str, int, float, date)) else str(value)


class Itself(tables.Column):
    """The row as it names itself, where that depends on the language."""

    def __init__(self, label: Any) -> None:
        super().__init__(label, accessor="pk", order_by="name")

    def render(self, record: Any) -> str:
        return str(record)


class Named(tables.Column):
    """A municipality with its years, linking to its page."""

    def __init__(self, label: Any, accessor: str = "municipality") -> None:
        order = tuple(f"{accessor}__{field}" for field in ("name", "nis"))
        super().__init__(label, accessor=accessor, linkify=True, order_by=order, default="–")

    def render(self, value: Municipality) -> str:
        return with_years(value)


class Number(tables.Column):
    """A count, its thousands grouped as the reader groups them."""

    def render(self, value: float) -> str:
        return decimals(value, 0)


def ticks(ticked: set[str], form: str) -> tables.Column:
    """A box a row, sent with the form of that name elsewhere on the page."""
    return tables.TemplateColumn(
        template_name="kb/facts/_tick.html",
        extra_context={"ticked": ticked, "form_id": form},
        verbose_name=_("Choose"),
        orderable=False,
    )


def text(label: Any, accessor: str | None = None, **options: Any) -> tables.Column:
    return tables.Column(label, accessor=accessor, default="–", **options)


def link(label: Any, accessor: str | None = None, **options: Any) -> tables.Column:
    return tables.Column(label, accessor=accessor, linkify=True, default="–", **options)


def word(label: Any, field: str) -> tables.Column:
    """The label of a choice; sorted by what is stored."""
    return tables.Column(label, accessor=f"get_{field}_display", order_by=field)


def number(label: Any, accessor: str | None = None) -> tables.Column:
    return Number(label, accessor=accessor, attrs=NUMBER, default="–")


def day(label: Any, accessor: str | None = None) -> tables.Column:
    return tables.DateColumn(verbose_name=label, accessor=accessor, format="j F Y", default="–")
