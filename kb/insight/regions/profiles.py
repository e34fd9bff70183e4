"""The coverage profile of both groups as a picture: the words and the bars."""

from __future__ import annotations

from typing import Any

import pandas as pd
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kb.charts.labels import PairedLabels
from kb.charts.paired import paired_bars
from kb.insight.drawings import Drawing
from kb.insight.regions.comparison import Beside
from kb.models import LegalForm
from kb.wording import decimals, percent

Names = dict[Any, str]


def form_names() -> Names:
    """The legal forms by code, in the language of the reader."""
    return {form.code: str(form) for form in LegalForm.objects.all()}


def rows(found: Beside, forms: Names) -> pd.DataFrame:
    """A row a class: name, study, region (agreements), and their shares; the most common first."""
    classes = found.classes
    named = classes.assign(name=classes["class"].map(found.names if found.by == "domain" else forms))
    return named.sort_values(["study", "region", "name"], ascending=[False, False, True], ignore_index=True)


def profile(found: Beside, names: tuple[str, str], forms: Names) -> Drawing:
    """``names``: what the study and the region are called."""
    table = rows(found, forms)
    sides = [
        pd.DataFrame(
            {
                "name": table["name"],
                "side": name,
                "value": table[f"{side}_share"],
                "said": [
                    _said(n, share) for n, share in zip(table[side], table[f"{side}_share"], strict=True)
                ],
            }
        )
        for side, name in zip(("study", "region"), names, strict=True)
    ]
    bars = pd.concat(sides).sort_index(kind="stable")
    words = labels(found)
    return Drawing(paired_bars(bars, words), words)


def _said(n: int, share: float) -> str:
    return f"{n} ({percent(share, 0)})"


def labels(found: Beside) -> PairedLabels:
    by_domain = found.by == "domain"
    alike = _("How alike the two mixes are: %(value)s, from 0 (nothing in common) to 1 (the same).") % {
        "value": decimals(found.cosine)
    }
    unknown = found.unclassed
    left_out = ngettext(
        "%(n)s agreement is left out: its class is not known.",
        "%(n)s agreements are left out: their class is not known.",
        unknown,
    ) % {"n": unknown}
    return PairedLabels(
        title=_("Coverage by domain") if by_domain else _("Coverage by legal form"),
        subtitle=f"{alike} {left_out}" if unknown else alike,
        description=_(
            "For each class the share of the agreements of either group; beside the bar the number."
        ),
        name=_("Domain") if by_domain else _("Legal form"),
        side=_("Group"),
        value=_("Share of its agreements"),
        count=_("Agreements"),
        empty=_("Of no agreement the class is known."),
    )
