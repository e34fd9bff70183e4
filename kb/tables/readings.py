"""The table twin of the four readings, and the agreements behind one pair."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
import pandas as pd
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kb.insight.overlap.readings import COUNTED, FourReadings
from kb.insight.overlap.readings_drawn import names
from kb.insight.overlap.standouts import Standouts
from kb.models import LegalForm
from kb.models.subjects import Obligation
from kb.tables.framed import FrameData, NumberColumn, ShareColumn

EVIDENCE = {"above": _("more"), "below": _("fewer"), "none": _("no evidence")}


class ReadingTable(tables.Table):
    """A pair leads to its own page, which reads with the same ``query``."""

    a_name = tables.Column(verbose_name=_("Municipality"))
    b_name = tables.Column(verbose_name=_("With"))
    shared_all = NumberColumn(verbose_name=_("All"))
    shared_voluntary = NumberColumn(verbose_name=_("Voluntary only"))
    shared_small = NumberColumn()
    expected = NumberColumn(places=1, verbose_name=_("By chance"))
    evidence = tables.Column(verbose_name=_("Against chance"))
    value_all = NumberColumn(places=2)
    value_voluntary = NumberColumn(places=2)
    value_small = NumberColumn(places=2)
    p = NumberColumn(places=4, verbose_name=_("p-value"))
    adjusted = NumberColumn(places=4, verbose_name=_("p-value, corrected"))

    class Meta:
        prefix = "pair-"
        caption = _("Pairs in four readings")
        empty_text = _("No two municipalities in this view.")

    @classmethod
    def of(cls, told: Standouts, found: FourReadings, measure: str, links: tuple[str, str]) -> ReadingTable:
        """``measure`` is the name of it; ``links`` are the study and the query of the page of a pair."""
        made = cls(FrameData(told.pairs))
        made.slug, made.query = links
        for name, label in headings(found, measure).items():
            made.columns[name].column.verbose_name = label
        return made

    def render_a_name(self, value: str, record: dict[str, Any]) -> str:
        url = reverse("kb:reading_pair", args=[self.slug, record["a_nis"], record["b_nis"]])
        return format_html('<a href="{}">{}</a>', f"{url}?{self.query}" if self.query else url, value)

    def render_evidence(self, value: str) -> str:
        return str(EVIDENCE[value])


def headings(found: FourReadings, measure: str) -> dict[str, str]:
    """The headings that depend on what is asked."""
    readings = {name: called for name, called in names(found).items() if name in COUNTED}
    valued = {f"value_{name}": f"{measure}: {called}" for name, called in readings.items()}
    return {"shared_small": readings["small"], **valued}


def reading_rows(told: Standouts, found: FourReadings, measure: str) -> tuple[list[str], list[list[Any]]]:
    """The pairs for a file: names and NIS codes, then every figure, strongest first."""
    heads: dict[str, Any] = {}
    for name, column in ReadingTable.base_columns.items():
        heads[name] = column.verbose_name
        if name in {"a_name", "b_name"}:
            heads[f"{name[0]}_nis"] = gettext("NIS code")
    heads |= headings(found, measure)
    verdicts = {kind: str(said) for kind, said in EVIDENCE.items()}
    spoken = told.pairs.assign(evidence=told.pairs["evidence"].map(verdicts))
    values = spoken[list(heads)].round(6).astype(object)
    return [str(head) for head in heads.values()], values.where(values.notna(), None).to_numpy().tolist()


class AgreementTable(tables.Table):
    """The agreements of one pair, and in which readings each counts."""

    name = tables.Column(verbose_name=_("Agreement"))
    whose = tables.Column(verbose_name=_("Members here"))
    obligation = tables.Column(verbose_name=_("Obligation"))
    size = NumberColumn(verbose_name=_("Known members"))
    in_voluntary = tables.Column(verbose_name=_("Voluntary only"))
    in_small = tables.Column()
    free = tables.Column(verbose_name=_("Against chance"))
    chance = ShareColumn(verbose_name=_("Chance to share it"))
    form = tables.Column(verbose_name=_("Legal form"), default="–")
    theme_name = tables.Column(verbose_name=_("Theme"))

    class Meta:
        empty_text = _("No agreement of these two is known in this view.")
        caption = _("The agreements of this pair")
        attrs = {"class": "table--compact"}

    @classmethod
    def of(cls, rows: pd.DataFrame, found: FourReadings, pair: tuple[str, str]) -> AgreementTable:
        forms = {form.code: str(form) for form in LegalForm.objects.all()}
        both, only = gettext("both"), gettext("only %(name)s")
        alone = [only % {"name": pair[0] if in_a else pair[1]} for in_a in rows["in_a"]]
        whose = [both if shared else one for shared, one in zip(rows["shared"], alone, strict=True)]
        said = rows.assign(whose=whose, free=~rows["fixed"], form=[forms.get(code) for code in rows["form"]])
        made = cls(FrameData(said))
        made.columns["in_small"].column.verbose_name = names(found)["small"]
        return made

    def render_name(self, value: str, record: dict[str, Any]) -> str:
        return format_html('<a href="{}">{}</a>', reverse("kb:agreement", args=[record["id"]]), value)

    def render_obligation(self, value: str) -> str:
        return str(Obligation(value).label)

    def render_in_voluntary(self, value: bool) -> str:
        return gettext("yes") if value else gettext("no")

    render_in_small = render_in_voluntary

    def render_free(self, value: bool) -> str:
        return gettext("yes") if value else gettext("as given")


class DomainTable(tables.Table):
    """How much two municipalities share in each domain in which they meet."""

    domain_name = tables.Column(verbose_name=_("Domain"), empty_values=())
    shared = NumberColumn(verbose_name=_("Shared agreements"))
    n_a = NumberColumn()
    n_b = NumberColumn()
    jaccard = NumberColumn(places=2, verbose_name=_("Jaccard"))

    class Meta:
        prefix = "domain-"
        caption = _("Where do they meet?")
        empty_text = _("No two municipalities in this view are known to share an agreement.")

    @classmethod
    def of(cls, rows: pd.DataFrame, called: tuple[str, str]) -> DomainTable:
        made = cls(FrameData(rows))
        for column, name in zip(("n_a", "n_b"), called, strict=True):
            made.columns[column].column.verbose_name = gettext("Agreements of %(who)s") % {"who": name}
        return made

    def render_domain_name(self, value: str) -> str:
        return value or gettext("not known")
