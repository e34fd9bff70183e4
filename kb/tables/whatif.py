"""A scenario beside today, as rows: key figures, pairs, agreements that change, clusters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import django_tables2 as tables
import pandas as pd
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kb.analysis.plans.beside import Figures, Spread
from kb.insight.plans.choices import Choices
from kb.insight.plans.whatif import Clustered, Plan
from kb.insight.scenes import Scene
from kb.tables.framed import FrameData, NumberColumn
from kb.wording import decimals


@dataclass(frozen=True)
class FigureRow:
    """One key figure in words: what it is, today, then, the difference, and its heading in the methods."""

    label: str
    meaning: str
    today: str
    then: str
    difference: str
    method: str


def figure_rows(plan: Plan, asked: Choices) -> list[FigureRow]:
    was, now = plan.today, plan.then
    return [
        _row(_("Municipalities"), _("of the study"), was.members, now.members, "what-if"),
        _row(_("Agreements"), _("with at least one of them"), was.known, now.known, "what-if"),
        FigureRow(
            _("Shared by all"),
            _("agreements in which every one of them takes part"),
            _shared(was),
            _shared(now),
            _signed(now.shared_by_all - was.shared_by_all) if min(was.members, now.members) > 1 else "–",
            "overlap",
        ),
        _spread_row(
            _("Agreements each"),
            _("how many one of them has: mean, lowest to highest"),
            was.portfolio,
            now.portfolio,
            1,
            "what-if",
        ),
        FigureRow(
            _("Overlap of a pair"),
            _("Jaccard: of what either has, the share that both have; mean, lowest to highest"),
            _overlap(was),
            _overlap(now),
            _change(was.jaccard, now.jaccard, 3),
            "overlap",
        ),
        FigureRow(
            _("Divergent themes"),
            _(
                "themes in which they do not sit together, of those in which one of them does;"
                " ties to check count only where you ask for them"
            ),
            _of(was.divergent, was.themes),
            _of(now.divergent, now.themes) + _still_open(asked),
            _signed(now.divergent - was.divergent),
            "divergence",
        ),
    ]


def _row(label: str, meaning: str, was: int, now: int, method: str) -> FigureRow:
    return FigureRow(label, meaning, decimals(was, 0), decimals(now, 0), _signed(now - was), method)


def _spread_row(label: str, meaning: str, was: Spread, now: Spread, places: int, method: str) -> FigureRow:
    change = _change(was, now, places)
    return FigureRow(label, meaning, _spread(was, places), _spread(now, places), change, method)


def _change(was: Spread, now: Spread, places: int) -> str:
    return _signed(now.mean - was.mean, places) if was.n and now.n else "–"


def _overlap(found: Figures) -> str:
    return _("one municipality: no pairs") if found.members == 1 else _spread(found.jaccard, 3)


def _still_open(asked: Choices) -> str:
    """A merger ends every difference on paper; what it leaves to decide is said beside it."""
    left = asked.n - asked.decided
    if not left:
        return ""
    return "; " + ngettext("%(n)s choice open", "%(n)s choices open", left) % {"n": left}


def _spread(found: Spread, places: int) -> str:
    if not found.n:
        return _("no evidence (n = 0)")
    bounds = {"low": decimals(found.low, places), "high": decimals(found.high, places), "n": found.n}
    return decimals(found.mean, places) + " " + _("(%(low)s to %(high)s; n = %(n)s)") % bounds


def _shared(found: Figures) -> str:
    if found.members < 2:
        return _("not said of one municipality")
    return _of(found.shared_by_all, found.known)


def _of(part: int, whole: int) -> str:
    return _("%(part)s of %(whole)s") % {"part": part, "whole": whole}


def _signed(value: float, places: int = 0) -> str:
    """With its sign, a true minus; a difference that rounds to nothing is a plain zero."""
    text = decimals(abs(value), places)
    if text == decimals(0, places):
        return text
    return f"+{text}" if value > 0 else f"\N{MINUS SIGN}{text}"


def figure_file(rows: list[FigureRow]) -> tuple[list[str], list[list[str]]]:
    heads = [_("Figure"), _("Meaning"), _("Today"), _("Then"), _("Difference")]
    return heads, [[row.label, row.meaning, row.today, row.then, row.difference] for row in rows]


class PlannedPairTable(tables.Table):
    a_name = tables.Column(verbose_name=gettext_lazy("Municipality"))
    b_name = tables.Column(verbose_name=gettext_lazy("With"))
    shared = NumberColumn(verbose_name=gettext_lazy("Shared today"))
    shared_after = NumberColumn(verbose_name=gettext_lazy("Shared then"))
    jaccard = NumberColumn(places=3, verbose_name=gettext_lazy("Jaccard today"))
    jaccard_after = NumberColumn(places=3, verbose_name=gettext_lazy("Jaccard then"))
    differ = NumberColumn(verbose_name=gettext_lazy("Themes that differ today"))
    differ_after = NumberColumn(verbose_name=gettext_lazy("Themes that differ then"))
    one = tables.BooleanColumn(
        verbose_name=gettext_lazy("Becomes one"), yesno=(gettext_lazy("yes"), gettext_lazy("no"))
    )

    class Meta:
        prefix = "pair-"
        order_by = "-shared"
        caption = gettext_lazy("Pairs of the study, today and then")
        empty_text = gettext_lazy("A study of one municipality has no pairs.")

    @classmethod
    def of(cls, plan: Plan, names: dict[int, str]) -> PlannedPairTable:
        named = {f"{side}_name": plan.pairs[side].map(names) for side in ("a", "b")}
        return cls(FrameData(plan.pairs.assign(**named)))

    def render_one(self, value: bool) -> str:
        return _("yes") if value else _("no")


class ChangedTable(tables.Table):
    name = tables.Column(verbose_name=gettext_lazy("Agreement"))
    theme_name = tables.Column(verbose_name=gettext_lazy("Theme"), default="–")
    before = NumberColumn(verbose_name=gettext_lazy("Municipalities today"))
    after = NumberColumn(verbose_name=gettext_lazy("Municipalities then"))
    coming = tables.Column(verbose_name=gettext_lazy("Comes in"), orderable=False)
    going = tables.Column(verbose_name=gettext_lazy("Goes out"), orderable=False)

    class Meta:
        prefix = "changed-"
        caption = gettext_lazy("Agreements that change")
        empty_text = gettext_lazy("No agreement of the study changes.")

    @classmethod
    def of(cls, plan: Plan, scene: Scene) -> ChangedTable:
        known = scene.agreements[["id", "name", "theme_name"]].rename(columns={"id": "agreement"})
        rows = plan.changed.merge(known, on="agreement", how="left")
        return cls(
            FrameData(rows.assign(**{side: _listed(rows[side], scene.names) for side in ("coming", "going")}))
        )

    def render_name(self, value: str, record: dict[str, Any]) -> str:
        return format_html('<a href="{}">{}</a>', reverse("kb:agreement", args=[record["agreement"]]), value)


def _listed(sides: pd.Series, names: dict[int, str]) -> list[str]:
    return [", ".join(sorted(names[pk] for pk in ids)) or "–" for ids in sides]


class ClusterTable(tables.Table):
    name = tables.Column(verbose_name=gettext_lazy("Municipality"))
    number = NumberColumn(verbose_name=gettext_lazy("Cluster"))
    n = NumberColumn(verbose_name=gettext_lazy("Agreements"))

    class Meta:
        order_by = "name"
        caption = gettext_lazy("Municipalities and their cluster")
        empty_text = gettext_lazy("No municipality in this view.")

    @classmethod
    def of(cls, side: Clustered, prefix: str) -> ClusterTable:
        number = (side.nodes["cluster"] + 1.0).where(side.nodes["cluster"] >= 0)
        return cls(FrameData(side.nodes[["name", "n"]].assign(number=number)), prefix=prefix)
