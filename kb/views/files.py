"""Files that leave by the browser: always as a download, always with a name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import get_language

from kb.charts.render import png, svg
from kb.exchange.graphfiles import gexf, graphml
from kb.exchange.outgoing import membership_rows, network_graph
from kb.exchange.template import LIST_SHEET
from kb.exchange.writers import table_csv, table_xlsx
from kb.insight.scenes import Scene
from kb.models import Agreement

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "graphml": "application/graphml+xml",
    "gexf": "application/gexf+xml",
    "svg": "image/svg+xml",
    "png": "image/png",
    "zip": "application/zip",
    "argdown": "text/plain; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


def attachment(body: bytes, name: str) -> HttpResponse:
    """``body`` as a download; a form that we do not write does not exist."""
    kind = TYPES.get(name.rpartition(".")[2])
    if kind is None:
        raise Http404
    disposition = content_disposition_header(as_attachment=True, filename=name)
    return HttpResponse(body, content_type=kind, headers={"Content-Disposition": disposition})


def chart_file(chart: alt.TopLevelMixin, form: str, name: str) -> HttpResponse:
    """A chart as it stands on the page, for a report."""
    if form not in {"svg", "png"}:
        raise Http404
    language = (get_language() or "nl")[:2]
    body = png(chart, 1100, language=language) if form == "png" else svg(chart, 1100, language).encode()
    return attachment(body, f"{name}.{form}")


def table_file(
    columns: Sequence[str], rows: Sequence[Sequence[Any]], form: str, name: str, sheet: str = ""
) -> HttpResponse:
    """``sheet`` is its short name inside a workbook, where that of the file may be too long."""
    if form not in {"csv", "xlsx"}:
        raise Http404
    body = table_csv(columns, rows) if form == "csv" else table_xlsx(sheet or name, columns, rows)
    return attachment(body, f"{name}.{form}")


def membership_file(agreements: QuerySet[Agreement], form: str, name: str) -> HttpResponse:
    return table_file(*membership_rows(agreements), form, f"{name}-samenwerkingen", LIST_SHEET)


def graph_file(view: Scene, form: str, name: str) -> HttpResponse:
    write = graphml if form == "graphml" else gexf
    return attachment(write(network_graph(view)), f"{name}-network.{form}")
