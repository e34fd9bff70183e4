"""Networks are read back by networkx as they were written."""

import datetime as dt
import io
import math

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.exchange.graphfiles import gexf, graphml, plain

FORMATS = [(graphml, nx.read_graphml), (gexf, nx.read_gexf)]
NAMES = st.sampled_from(
    ["name", "since", "population", "active", "start", "end", "type", "id", "label", "kind"]
)
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**40), 2**40),
    st.floats(allow_nan=True),
    st.text(max_size=12),
    st.dates(),
)


@st.composite
def networks(draw):
    graph = nx.Graph()
    for number in range(draw(st.integers(1, 5))):
        graph.add_node(("m", number), **draw(st.dictionaries(NAMES, VALUES, max_size=4)))
        graph.add_node(("a", number), **draw(st.dictionaries(NAMES, VALUES, max_size=4)))
    for pair in draw(st.sets(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=6)):
        if ("m", pair[0]) in graph and ("a", pair[1]) in graph:
            graph.add_edge(("m", pair[0]), ("a", pair[1]), **draw(st.dictionaries(NAMES, VALUES, max_size=3)))
    return graph


def content(graph):
    edges = {tuple(sorted((a, b))): data for a, b, data in graph.edges(data=True)}
    return dict(graph.nodes(data=True)), edges


@pytest.mark.parametrize(("write", "read_back"), FORMATS)
@given(graph=networks())
def test_read_back_without_loss(write, read_back, graph):
    assert content(read_back(io.BytesIO(write(graph)))) == content(plain(graph))


def test_what_the_formats_cannot_hold_is_settled_once():
    graph = nx.Graph()
    graph.add_node(("m", 71020), label="Halen", population=np.int64(9485), lon=math.nan, start="vroeg")
    graph.add_node(
        ("a", 7), label="Limburg.net\r\nafval", founded=dt.date(2001, 1, 1), ended=None, population=0.5
    )
    graph.add_edge(("m", 71020), ("a", 7), weight=1, confirmed=np.True_)
    assert content(plain(graph)) == (
        {
            "a:7": {"label": "Limburg.net\nafval", "founded": "2001-01-01", "population": 0.5},
            "m:71020": {"label": "Halen", "population": 9485.0, "start_": "vroeg"},
        },
        {("a:7", "m:71020"): {"weight": 1.0, "confirmed": True, "id": "e0"}},
    )


@pytest.mark.parametrize(("write", "read_back"), FORMATS)
def test_a_network_without_nodes(write, read_back):
    assert content(read_back(io.BytesIO(write(nx.Graph())))) == ({}, {})
