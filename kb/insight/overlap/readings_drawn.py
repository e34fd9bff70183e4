"""The four readings as a picture: what each cell says and how dark it is."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
from django.urls import reverse
from django.utils.translation import gettext as _

from kb.charts.heatmap import ordered
from kb.charts.readings import reading_rows
from kb.charts.squares import SPELLED, reading_squares
from kb.insight import captions
from kb.insight.drawings import Drawing
from kb.insight.overlap.readings import COUNTED, FourReadings
from kb.insight.overlap.standouts import Standouts
from kb.insight.pictures import picture
from kb.models import Study
from kb.wording import decimals

SHOWN = 15  # pairs
MOST = 46  # municipalities in a square: a reference region with its neighbours
SIGNS = {"above": "▲", "below": "▼", "none": "–"}
PLACES = {"shared": 0, "weight": 2, "jaccard": 2, "overlap": 2, "ochiai": 2}


def names(found: FourReadings) -> dict[str, str]:
    """What each reading is called, in the order in which they stand."""
    return {
        "all": _("All"),
        "voluntary": _("Voluntary only"),
        "small": _("At most %(n)s members") % {"n": found.most},
        "chance": _("Against chance"),
    }


def drawn(
    study: Study, found: FourReadings, told: Standouts, view: str, measure: tuple[str, str], query: str
) -> Drawing:
    """``measure`` is its code and its name; ``query`` is what a cell passes on to the page of its pair."""
    if view == "squares":
        return _squares(found, *measure)
    words = captions.readings(measure[1], squares=False)
    rows = told.pairs[told.pairs["shared_all"] > 0].head(SHOWN)
    cells = _cells(found, rows, measure[0])
    slug = study.slug
    cells["url"] = [
        f"{reverse('kb:reading_pair', args=[slug, a, b])}?{query}"
        for a, b in cells[["a_nis", "b_nis"]].itertuples(index=False)
    ]
    said = words.subtitle.format(shown=len(rows), total=decimals(len(told.pairs), 0))
    words = replace(words, subtitle=said)
    return Drawing(reading_rows(cells, words), words)


def _squares(found: FourReadings, measure: str, called: str) -> Drawing:
    nodes = picture(found.whole).nodes
    kept = ordered(nodes, MOST)
    place = {pk: at for at, pk in enumerate(kept["id"])}
    inside = found.pairs[found.pairs["a"].isin(place) & found.pairs["b"].isin(place)]
    cells = _cells(found, inside, measure)
    at = pd.DataFrame({side: cells[side].map(place) for side in "ab"})
    cells = cells.assign(row=at.min(axis=1), column=at.max(axis=1), panel=cells["at"])
    told = cells[(cells["light"] > 0) | cells["kind"].isin(["above", "below"]) | (len(kept) <= SPELLED)]
    words = captions.readings(called, squares=True, spelled=len(kept) <= SPELLED)
    said = replace(words, subtitle=words.subtitle.format(shown=len(kept), total=len(nodes)))
    chart = reading_squares(told, kept[["name", "in_study"]], list(names(found).values()), said)
    return Drawing(chart, said)


def _cells(found: FourReadings, pairs: pd.DataFrame, measure: str) -> pd.DataFrame:
    """A row a pair and reading, pair by pair; ``at`` numbers the readings."""
    by = "shared" if measure == "shared" else "value"
    pair = pairs["a_name"] + " – " + pairs["b_name"]
    base = pairs[["a", "b", "a_nis", "b_nis"]].assign(pair=pair, kind="count", order=range(len(pairs)))
    called = names(found)
    parts = []
    for at, name in enumerate(COUNTED):
        value = pairs[f"{by}_{name}"]
        said = [decimals(number, PLACES[measure]) for number in value]
        light = (value / max(value.max(), 1e-9)).astype(float)
        parts.append(base.assign(at=at, reading=called[name], said=said, short=said, light=light))
    parts.append(base.assign(at=len(COUNTED), reading=called["chance"], **_judged(pairs)))
    return pd.concat(parts).sort_values(["order", "at"], ignore_index=True)


def _judged(pairs: pd.DataFrame) -> dict[str, object]:
    words = {"above": _("more than"), "below": _("fewer than"), "none": _("no evidence")}
    numbers = [decimals(number, 1) for number in pairs["expected"]]
    kinds = pairs["evidence"].tolist()
    return {
        "kind": kinds,
        "said": [f"{SIGNS[kind]} {words[kind]} · {n}" for kind, n in zip(kinds, numbers, strict=True)],
        "short": [f"{SIGNS[kind]} {n}" for kind, n in zip(kinds, numbers, strict=True)],
        "light": 0.0,
    }
