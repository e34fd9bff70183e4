"""The knowledge graph as files: what has a direction keeps it, and several ties between two stay apart."""

import io
import zipfile

import networkx as nx
import pandas as pd
import pytest

from kb.analysis.connections.knowledge import ENDS, knowledge
from kb.exchange.graphfiles import gexf, graphml
from kb.exchange.knowledge import knowledge_graphml, knowledge_zip

NODES = pd.DataFrame(
    [("place", "a", "=Aa", ""), ("place", "b", "Bé", ""), ("body", "x", "Xx", "ended")],
    columns=["kind", "id", "label", "state"],
)
EDGES = pd.DataFrame(
    [
        ("place", "a", "body", "x", "member", 2.0, "ended", ""),
        ("place", "a", "body", "x", "leads", 1.0, "", "as chair"),
        ("body", "x", "place", "b", "seated", 1.0, "", ""),
    ],
    columns=[*ENDS, "relation", "length", "mark", "note"],
)


@pytest.fixture
def known():
    return knowledge(NODES, EDGES)


def test_graphml_is_read_back_as_it_was(known):
    found = nx.read_graphml(io.BytesIO(knowledge_graphml(known)))
    assert dict(found.nodes(data=True)) == {
        "place:a": {"label": "=Aa", "kind": "place"},
        "place:b": {"label": "Bé", "kind": "place"},
        "body:x": {"label": "Xx", "kind": "body", "state": "ended"},
    }
    assert sorted((one, other, data["relation"]) for one, other, data in found.edges(data=True)) == [
        ("body:x", "place:b", "seated"),
        ("place:a", "body:x", "leads"),
        ("place:a", "body:x", "member"),
    ]


@pytest.mark.parametrize(("write", "read"), [(graphml, nx.read_graphml), (gexf, nx.read_gexf)])
def test_the_formats_keep_direction_and_number_of_edges(known, write, read):
    found = read(io.BytesIO(write(known.graph)))
    assert found.is_directed()
    assert found.number_of_edges() == 3
    assert found.number_of_edges("place:a", "body:x") == 2


def test_two_tables_that_refer_to_each_other(known):
    with zipfile.ZipFile(io.BytesIO(knowledge_zip(known))) as archive:
        nodes = archive.read("nodes.csv").decode("utf-8-sig").splitlines()
        edges = archive.read("edges.csv").decode("utf-8-sig").splitlines()
    assert nodes == [
        "id;kind;key;label;state",
        "body:x;body;x;Xx;ended",
        "place:a;place;a;'=Aa;",  # no spreadsheet runs a name as a formula
        "place:b;place;b;Bé;",
    ]
    assert edges == [
        "source;target;relation;length;mark;note",
        "body:x;place:b;seated;1,0;;",
        "place:a;body:x;leads;1,0;;as chair",
        "place:a;body:x;member;2,0;ended;",
    ]


def test_the_same_graph_gives_the_same_files(known):
    again = knowledge(NODES[::-1], EDGES[::-1])
    assert knowledge_zip(known) == knowledge_zip(again)
    assert knowledge_graphml(known) == knowledge_graphml(again)
