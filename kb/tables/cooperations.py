"""The list of cooperations of a study."""

from __future__ import annotations

import django_tables2 as tables
from django.db.models import Count, Q, QuerySet
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from kb.models import Agreement, Study
from kb.models.agreements import HELD
from kb.tables.framed import NumberColumn


class CooperationTable(tables.Table):
    name = tables.Column(linkify=True, verbose_name=_("Cooperation"))
    theme = tables.Column(verbose_name=_("Theme"), order_by=("theme__order", "theme__name"), default="–")
    legal_form = tables.Column(verbose_name=_("Legal form"), default="–")
    obligation = tables.Column(verbose_name=_("Obligation"))
    status = tables.Column(verbose_name=_("Status"))
    mine = tables.Column(verbose_name=_("In the study"), attrs={"td": {"class": "number"}})
    size = tables.Column(verbose_name=_("Members"), attrs={"td": {"class": "number"}})
    to_check = tables.Column(verbose_name=_("To check"))

    class Meta:
        order_by = "name"
        caption = _("Cooperations")
        empty_text = _("No cooperation matches these filters.")

    def __init__(self, *args: object, total: int, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.total = total

    def render_mine(self, value: int) -> str:
        return _("%(n)s of %(total)s") % {"n": value, "total": self.total}

    def render_obligation(self, record: Agreement) -> str:
        return _badge(record.obligation)

    def render_status(self, record: Agreement) -> str:
        return _badge(record.status)

    def render_to_check(self, value: int) -> str:
        return (
            render_to_string("components/badge.html", {"kind": "to_check", "label": value}) if value else "–"
        )


class SharedTable(tables.Table):
    """The twin of the map that counts."""

    name = tables.Column(verbose_name=_("Municipality"), linkify=lambda record: record["url"])
    value = NumberColumn(verbose_name=_("Shared agreements"))

    class Meta:
        order_by = "-value"
        caption = _("Agreements shared with the municipalities of the study")
        empty_text = _("No municipality in this view.")


class MemberTable(tables.Table):
    """The twin of the map of one cooperation."""

    name = tables.Column(verbose_name=_("Municipality"), linkify=lambda record: record["url"])
    status = tables.Column(verbose_name=_("Membership"), default=_("no evidence"), empty_values=(None, ""))

    class Meta:
        order_by = "-status"
        caption = _("Members of this cooperation, in and around the study")
        empty_text = _("No municipality in this view.")

    def render_status(self, value: str) -> str:
        return _badge(value)


def _badge(kind: str) -> str:
    return render_to_string("components/badge.html", {"kind": kind})


def with_counts(rows: QuerySet[Agreement], study: Study) -> QuerySet[Agreement]:
    """``size``, ``mine`` and ``to_check``: distinct members, those of the study, ties to check."""
    members = study.municipalities.values("pk")
    return rows.select_related("theme__domain", "legal_form").annotate(
        size=Count("memberships__municipality", filter=HELD, distinct=True),
        mine=Count(
            "memberships__municipality",
            filter=HELD & Q(memberships__municipality__in=members),
            distinct=True,
        ),
        to_check=Count("memberships", filter=Q(memberships__status="to_check"), distinct=True),
    )
