"""Pictures ready to show: frames and words meet in a chart, drawn alike for the page and for a file."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

import altair as alt
import pandas as pd
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from kb import frames
from kb.analysis.reading import Reading
from kb.charts.choropleths import agreement_map, count_map
from kb.charts.heatmap import overlap_heatmap
from kb.charts.maps import cluster_map
from kb.charts.network import force_layout
from kb.charts.render import note_of, spec
from kb.insight import captions
from kb.insight.pictures import Picture, heat_cells, placed
from kb.insight.scenes import Scene, in_scope, scene
from kb.models import Agreement, Membership, Municipality, Study

NO_MARKUP = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&"}
DRAWN = ["id", "nis", "name", "population", "cluster", "cluster_label", "n", "in_study", "url"]


@dataclass(frozen=True)
class Drawing:
    """A chart with its words; ``outlined`` of ``total`` municipalities have a known outline.

    ``rows`` is what a map of one value shows, for its table.
    """

    chart: alt.TopLevelMixin
    words: Any
    outlined: int = 0
    total: int = 0
    rows: pd.DataFrame | None = None


@dataclass(frozen=True)
class Figure:
    """A drawing as a page shows it; ``spec`` is JSON that can stand in a script block."""

    spec: SafeString
    title: str
    description: str
    outlined: int
    total: int
    members: int = 0

    @property
    def without_outline(self) -> int:
        return self.total - self.outlined


def figure(drawn: Drawing) -> Figure:
    words, note = drawn.words, note_of(drawn.chart)
    described = f"{words.description} {note}" if note else words.description
    text = json.dumps(spec(drawn.chart), separators=(",", ":")).translate(NO_MARKUP)
    members = (
        0 if drawn.rows is None or "status" not in drawn.rows else int((drawn.rows["status"] != "").sum())
    )
    return Figure(mark_safe(text), words.title, described, drawn.outlined, drawn.total, members)


def clusters_on_map(picture: Picture) -> Drawing:
    shapes = frames.shapes(Municipality.objects.filter(pk__in=picture.nodes["id"].tolist()))
    words = captions.network(clusters=len(picture.clusters), on_map=True)
    chart = cluster_map(shapes, picture.nodes[[*DRAWN, "lon", "lat"]], picture.ties, words)
    return Drawing(chart, words, len(shapes), len(picture.nodes))


def clusters_by_force(scene: Scene, picture: Picture) -> Drawing:
    words = captions.network(clusters=len(picture.clusters), on_map=False)
    nodes = placed(scene, picture)[[*DRAWN, "x", "y"]]
    return Drawing(force_layout(nodes, picture.ties, words), words)


def heatmap(picture: Picture, measure: str, called: str) -> Drawing:
    words = captions.heatmap(called)
    cells = heat_cells(picture, measure)
    return Drawing(overlap_heatmap(cells, picture.nodes[DRAWN], measure, words), words)


def members(study: Study, agreement: Agreement, today: date) -> Drawing:
    """Who is a member of one agreement, in and around the study."""
    around = in_scope(study, "region").on(study.as_of or today)
    ties = Membership.objects.counted(include_to_check=True).filter(agreement=agreement)
    status = dict(ties.order_by("status").values_list("municipality_id", "status"))
    nodes = _around(around, study)
    nodes["status"] = [status.get(pk, "") for pk in nodes["id"]]
    words = captions.members(agreement.name)
    shapes = frames.shapes(around)
    return Drawing(agreement_map(shapes, nodes, words), words, len(shapes), len(nodes), nodes)


def shared(study: Study, today: date) -> Drawing:
    """How many agreements each municipality around shares with at least one of the study."""
    view = scene(study, Reading(scope="region"), today)
    mine = view.ties.loc[view.ties["municipality"].isin(view.study), "agreement"]
    common = view.ties[view.ties["agreement"].isin(mine)].groupby("municipality").size()
    around = in_scope(study, "region").on(study.as_of or today)
    nodes = _around(around, study)
    nodes["value"] = nodes["id"].map(common).astype(float)
    words = captions.shared_with_study()
    shapes = frames.shapes(around)
    return Drawing(count_map(shapes, nodes, words), words, len(shapes), len(nodes), nodes)


def _around(rows: QuerySet[Municipality], study: Study) -> pd.DataFrame:
    nodes = frames.municipalities(rows)
    nodes["in_study"] = nodes["id"].isin(list(study.municipalities.values_list("pk", flat=True)))
    nodes["url"] = [reverse("kb:municipality", args=[nis]) for nis in nodes["nis"]]
    return nodes[["id", "name", "lon", "lat", "in_study", "url"]]
