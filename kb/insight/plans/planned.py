"""The picture of a situation after a plan: a merged municipality is the union of the outlines it had."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
from django.urls import reverse
from django.utils.translation import gettext as _

from kb import frames
from kb.charts.maps import cluster_map
from kb.charts.network import force_layout
from kb.insight import captions
from kb.insight.drawings import DRAWN, Drawing
from kb.insight.plans.whatif import Clustered
from kb.models import Municipality, Scenario


def drawing(side: Clustered, heirs: dict[int, int], scenario: Scenario, *, then: bool) -> Drawing:
    """The clusters on the map, or by strength of tie where no outline is known."""
    nodes = side.nodes.assign(url=[_page(nis, scenario) for nis in side.nodes["nis"]])
    shapes = united(frames.shapes(Municipality.objects.filter(pk__in=list(heirs))), heirs, nodes)
    words = captions.network(clusters=side.n, on_map=bool(shapes))
    words = replace(words, title=_("After the plan") if then else _("Today"))
    if shapes:
        chart = cluster_map(shapes, nodes[[*DRAWN, "lon", "lat"]], side.ties, words)
        return Drawing(chart, words, len(shapes), len(nodes))
    return Drawing(force_layout(nodes[[*DRAWN, "x", "y"]], side.ties, words), words)


def united(shapes: list[dict[str, Any]], heirs: dict[int, int], nodes: pd.DataFrame) -> list[dict[str, Any]]:
    """One shape for each municipality of the plan, with every polygon of those it came from."""
    names = dict(zip(nodes["id"], nodes["name"], strict=True))
    parts: dict[int, list[Any]] = {}
    for shape in shapes:
        geometry = shape["geometry"]
        single = geometry["type"] == "Polygon"
        polygons = [geometry["coordinates"]] if single else geometry["coordinates"]
        parts.setdefault(heirs[shape["properties"]["id"]], []).extend(polygons)
    return [
        {
            "type": "Feature",
            "id": str(pk),
            "properties": {"id": pk, "name": names[pk]},
            "geometry": {"type": "MultiPolygon", "coordinates": polygons},
        }
        for pk, polygons in parts.items()
    ]


def _page(nis: str, scenario: Scenario) -> str:
    """A municipality that does not exist yet has no page but that of the plan."""
    return reverse("kb:municipality", args=[nis]) if nis else scenario.get_absolute_url()
