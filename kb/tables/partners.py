"""Sets of partners as tables: every criterion's value, what adds up to the score, and the back-test."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from kb.insight.withwhom.backtests import Backtest
from kb.insight.withwhom.criteria import LABELS
from kb.insight.withwhom.joining import Search
from kb.tables.framed import FrameData, NumberColumn, ShareColumn

UNKNOWN = ("low_of_100", "high_of_100", "unknown")


class SetTable(tables.Table):
    joined = tables.Column(verbose_name=_("Joins"))
    rank = NumberColumn(verbose_name=_("Place"))
    score_of_100 = NumberColumn(places=1, verbose_name=_("Score of 100"))
    mean_all = NumberColumn(places=3, verbose_name=_("Overlap, mean of pairs"))
    min_all = NumberColumn(places=3, verbose_name=_("Weakest pair"))
    mean_voluntary = NumberColumn(places=3, verbose_name=_("Voluntary, mean"))
    min_voluntary = NumberColumn(places=3, verbose_name=_("Voluntary, weakest"))
    mean_small = NumberColumn(places=3, verbose_name=_("Small, mean"))
    min_small = NumberColumn(places=3, verbose_name=_("Small, weakest"))
    mean_chance = ShareColumn(verbose_name=_("Pairs above chance"))
    common = NumberColumn(verbose_name=_("Agreements of all"))
    population = NumberColumn(verbose_name=_("Inhabitants"))
    threshold = NumberColumn(verbose_name=_("Threshold reached"))
    smallest = ShareColumn(verbose_name=_("Smallest to largest"))
    apart = ShareColumn(verbose_name=_("Agreements not of all"))
    provinces = NumberColumn(verbose_name=_("Provinces"))
    regions = NumberColumn(verbose_name=_("Reference regions"))
    members = NumberColumn(verbose_name=_("Municipalities"))
    low_of_100 = NumberColumn(places=1, verbose_name=_("If the unknown is 0"))
    high_of_100 = NumberColumn(places=1, verbose_name=_("If the unknown is 1"))
    unknown = NumberColumn(verbose_name=_("Criteria not known"))

    class Meta:
        prefix = "set-"
        order_by = "rank"
        caption = _("Sets of partners and their criteria")
        empty_text = _("No set to compare.")

    @classmethod
    def of(cls, found: Search) -> SetTable:
        """The columns of what is not known appear only where something is not known."""
        known = bool((found.table["unknown"] == 0).all())
        return cls(FrameData(found.table), exclude=UNKNOWN if known else ())


class PartTable(tables.Table):
    joined = tables.Column(verbose_name=_("Joins"))
    rank = NumberColumn(verbose_name=_("Place"))
    criterion = tables.Column(verbose_name=_("Criterion"))
    points = NumberColumn(places=1, verbose_name=_("Points of 100"))

    class Meta:
        prefix = "part-"
        order_by = "rank"
        caption = _("What each criterion adds to the score")
        empty_text = _("No set to compare.")

    @classmethod
    def of(cls, found: Search) -> PartTable:
        said = found.parts["criterion"].map(lambda code: str(LABELS[code]))
        return cls(FrameData(found.parts.assign(criterion=said)))


class BacktestTable(tables.Table):
    name = tables.Column(verbose_name=_("Municipality"))
    partner_names = tables.Column(verbose_name=_("Merged with"))
    neighbours = NumberColumn(verbose_name=_("Neighbours"))
    place = NumberColumn(verbose_name=_("Place in the ranking"))
    jaccard = NumberColumn(verbose_name=_("Place by plain Jaccard"))
    chance_1 = ShareColumn(verbose_name=_("First by chance"))

    class Meta:
        prefix = "test-"
        order_by = "name"
        caption = _("The municipalities that merged, and the place of their real partner")

    @classmethod
    def of(cls, found: Backtest) -> BacktestTable:
        return cls(FrameData(found.rows))

    def render_name(self, value: str, record: dict[str, Any]) -> str:
        return format_html('<a href="{}">{}</a>', reverse("kb:municipality", args=[record["nis"]]), value)


def set_rows(found: Search) -> tuple[list[str], list[list[Any]]]:
    """The best sets for a file, every column."""
    names = list(SetTable.base_columns)
    whole = dict.fromkeys(("population", "threshold", "provinces", "regions", "common"), "Int64")
    values = found.table[names].round(4).astype(whole).astype(object)
    heads = [str(column.verbose_name) for column in SetTable.base_columns.values()]
    return heads, values.where(values.notna(), None).to_numpy().tolist()


def backtest_rows(found: Backtest | None) -> tuple[list[str], list[list[Any]]]:
    """The municipalities that merged, for a file; without a test only the heads."""
    heads = [str(column.verbose_name) for column in BacktestTable.base_columns.values()]
    if found is None:
        return heads, []
    values = found.rows[list(BacktestTable.base_columns)].astype(object)
    return heads, values.where(values.notna(), None).to_numpy().tolist()
