"""The knowledge graph as files: GraphML for other programs, tables for a spreadsheet, a list of a page."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from typing import Any

import networkx as nx
from django.utils.translation import gettext as _

from kb.analysis.connections.knowledge import Knowledge, Node
from kb.exchange.graphfiles import graphml
from kb.exchange.writers import table_csv
from kb.insight.connections.connections import Section

NODES, EDGES = "nodes.csv", "edges.csv"
STAMP = (1980, 1, 1, 0, 0, 0)  # the same graph gives the same file


def knowledge_graphml(known: Knowledge) -> bytes:
    """Every edge with its relation, from source to target."""
    graph: nx.MultiDiGraph[Any] = nx.MultiDiGraph()
    for node, said in known.graph.nodes(data=True):
        graph.add_node(node, kind=node[0], **_known(said))
    for one, other, relation, said in known.graph.edges(keys=True, data=True):
        graph.add_edge(one, other, relation, relation=relation, **_known(said))
    return graphml(graph)


def _known(said: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in said.items() if value != ""}


def knowledge_zip(known: Knowledge) -> bytes:
    """`nodes.csv` and `edges.csv`, that refer to each other by the column id."""
    nodes = [(_id(node), node[0], node[1], *said.values()) for node, said in known.graph.nodes(data=True)]
    edges = [
        (_id(one), _id(other), relation, *said.values())
        for one, other, relation, said in known.graph.edges(keys=True, data=True)
    ]
    files = {
        NODES: table_csv(["id", "kind", "key", "label", "state"], nodes),
        EDGES: table_csv(["source", "target", "relation", "length", "mark", "note"], edges),
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in files.items():
            entry = zipfile.ZipInfo(name, STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, body)
    return stream.getvalue()


def _id(node: Node) -> str:
    return ":".join(node)


def section_rows(sections: Iterable[Section]) -> tuple[list[str], list[list[Any]]]:
    """Headings and rows of what surrounds one thing."""
    headings = [_("Steps away"), _("How"), _("Kind"), _("Name"), _("Ways"), _("To note"), _("Ties")]
    rows = [
        [section.ring, section.title, line.thing.kind, line.thing.label, line.ways,
         line.note, line.thing.ties]
        for section in sections
        for line in section.lines
    ]  # fmt: skip
    return headings, rows
