"""The table twin of the four readings, and the agreements behind one pair."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
import pandas as pd
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kb.insight.readings import FourReadings
from kb.insight.standouts import Standouts
from kb.models import LegalForm, Study
from kb.models.subjects import Obligation
from kb.tables.framed import FrameData, NumberColumn, ShareColumn

EVIDENCE = {"above": _("more"), "below": _("fewer"), "none": _("no evidence")}


class ReadingTable(tables.Table):
    """A pair leads to its own page, which reads with the same ``query``."""

    a_name = tables.Column(verbose_name=_("Municipality"))
    b_name = tables.Column(verbose_name=_("With"))
    shared_all = NumberColumn(verbose_name=_("All"))
    shared_voluntary = NumberColumn(verbose_name=_("Voluntary"))
    shared_small = NumberColumn(verbose_name=_("Small"))
    expected = NumberColumn(places=1, verbose_name=_("By chance"))
    evidence = tables.Column(verbose_name=_("Against chance"))
    value_all = NumberColumn(places=2)
    value_voluntary = NumberColumn(places=2)
    value_small = NumberColumn(places=2)
    p = NumberColumn(places=4, verbose_name=_("p"))
    adjusted = NumberColumn(places=4, verbose_name=_("p, corrected"))

    class Meta:
        prefix = "pair-"
        caption = _("Pairs in four readings")
        empty_text = _("No two municipalities in this view.")

    @classmethod
    def of(cls, told: Standouts, study: Study, measure: str, query: str) -> ReadingTable:
        made = cls(FrameData(told.pairs))
        made.slug, made.query = study.slug, query
        for name, label in valued(measure).items():
            made.columns[name].column.verbose_name = label
        return made

    def render_a_name(self, value: str, record: dict[str, Any]) -> str:
        url = reverse("kb:reading_pair", args=[self.slug, record["a_nis"], record["b_nis"]])
        return format_html('<a href="{}?{}">{}</a>', url, self.query, value)

    def render_evidence(self, value: str) -> str:
        return str(EVIDENCE[value])


def valued(measure: str) -> dict[str, str]:
    """The headings of the columns of the measure."""
    readings = {"all": gettext("all"), "voluntary": gettext("voluntary"), "small": gettext("small")}
    return {f"value_{name}": f"{measure}, {said}" for name, said in readings.items()}


def reading_rows(told: Standouts, measure: str) -> tuple[list[str], list[list[Any]]]:
    """The pairs for a file: names and NIS codes, then every figure, strongest first."""
    heads: dict[str, Any] = {}
    for name, column in ReadingTable.base_columns.items():
        heads[name] = column.verbose_name
        if name in {"a_name", "b_name"}:
            heads[f"{name[0]}_nis"] = gettext("NIS code")
    heads |= valued(measure)
    spoken = told.pairs.assign(evidence=[str(EVIDENCE[kind]) for kind in told.pairs["evidence"]])
    values = spoken[list(heads)].round(6).astype(object)
    return [str(head) for head in heads.values()], values.where(values.notna(), None).to_numpy().tolist()


class AgreementTable(tables.Table):
    """The agreements of one pair, and in which readings each counts."""

    name = tables.Column(verbose_name=_("Agreement"))
    whose = tables.Column(verbose_name=_("Whose"))
    form = tables.Column(verbose_name=_("Legal form"), default="–")
    obligation = tables.Column(verbose_name=_("Obligation"))
    size = NumberColumn(verbose_name=_("Members"))
    counts = tables.Column(verbose_name=_("Counts in"), orderable=False)
    chance = ShareColumn(verbose_name=_("Chance to share it"))

    class Meta:
        empty_text = _("No agreement of these two is known in this view.")
        caption = _("The agreements of this pair")

    @classmethod
    def of(cls, rows: pd.DataFrame, found: FourReadings, names: tuple[str, str]) -> AgreementTable:
        forms = {form.code: str(form) for form in LegalForm.objects.all()}
        both, only = gettext("both"), gettext("only %(name)s")
        alone = [only % {"name": names[0] if in_a else names[1]} for in_a in rows["in_a"]]
        whose = [both if shared else one for shared, one in zip(rows["shared"], alone, strict=True)]
        said = rows.assign(whose=whose, form=[forms.get(code) for code in rows["form"]])
        return cls(FrameData(said.assign(counts=[_counts(row, found) for row in rows.to_dict("records")])))

    def render_name(self, value: str, record: dict[str, Any]) -> str:
        return format_html('<a href="{}">{}</a>', reverse("kb:agreement", args=[record["id"]]), value)

    def render_obligation(self, value: str) -> str:
        return str(Obligation(value).label)


def _counts(row: dict[str, Any], found: FourReadings) -> str:
    """All and … : a mandatory agreement is taken as given against chance."""
    readings = {
        gettext("all"): True,
        gettext("voluntary"): row["in_voluntary"],
        gettext("at most %(n)s members") % {"n": found.most}: row["in_small"],
        gettext("against chance"): not row["fixed"],
    }
    return " · ".join(name for name, counts in readings.items() if counts)
