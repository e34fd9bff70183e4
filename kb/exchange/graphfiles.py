"""Networks as GraphML and GEXF, for Gephi, yEd, R and whoever wants to compute it again.

Neither format knows an absent value, a date or a node that is a pair, and GEXF keeps one type for an
attribute and some names to itself. `plain` settles that once: what is written in either is read back equal.
"""

import io
import math
from collections.abc import Hashable, Iterable, Mapping
from datetime import date
from typing import Any

import networkx as nx
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

Attributes = Mapping[str, Any]

# Words with which GEXF describes time, nesting and looks.
RESERVED = frozenset(
    {"start", "end", "type", "viz", "slices", "spells", "parents", "pid", "networkx_key", "id"}
)


def graphml(graph: nx.Graph) -> bytes:
    stream = io.BytesIO()
    nx.write_graphml_xml(plain(graph), stream)
    return stream.getvalue()


def gexf(graph: nx.Graph) -> bytes:
    stream = io.BytesIO()
    nx.write_gexf(plain(graph), stream)
    return stream.getvalue()


def plain(graph: nx.Graph) -> nx.Graph:
    """The graph as both formats can hold it, in a fixed order.

    A node `("m", 12)` becomes `m:12` and has a label; an edge has an id. What has a direction keeps it, and
    may have several edges between two nodes. Unknown values (None, NaN) are left out, dates are ISO text. An
    attribute has one type everywhere: float where numbers are mixed, text where kinds are. A reserved name
    gets an underscore behind it.
    """
    names = {node: _identifier(node) for node in graph}
    nodes = {names[node]: {"label": names[node]} | _values(data) for node, data in graph.nodes(data=True)}
    edges = _edges(graph, names)
    _unify(nodes.values())
    _unify(data for _a, _b, data in edges)
    result = nx.MultiDiGraph() if graph.is_directed() else nx.Graph()
    result.add_nodes_from(sorted(nodes.items()))
    for number, (a, b, data) in enumerate(edges):
        name = f"e{number}"
        result.add_edge(a, b, **({"key": name} if graph.is_directed() else {"id": name}), **data)
    return result


def _edges(graph: nx.Graph, names: Mapping[Hashable, str]) -> list[tuple[str, str, dict[str, Any]]]:
    """Sorted by their ends; of a graph without direction the ends are too."""
    found = [(names[a], names[b], _values(data)) for a, b, data in graph.edges(data=True)]
    if graph.is_directed():
        return sorted(found, key=lambda edge: (edge[0], edge[1], sorted(map(str, edge[2].items()))))
    return sorted(((*sorted((a, b)), data) for a, b, data in found), key=lambda edge: edge[:2])


def _identifier(node: Hashable) -> str:
    return ":".join(map(str, node)) if isinstance(node, tuple) else str(node)


def _values(data: Attributes) -> dict[str, Any]:
    known = {name: _value(value) for name, value in data.items()}
    return {
        f"{name}_" if name in RESERVED else name: value for name, value in known.items() if value is not None
    }


def _value(value: Any) -> str | int | float | bool | None:
    if hasattr(value, "item"):
        value = value.item()
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return None
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool | int | float):
        return value
    return ILLEGAL_CHARACTERS_RE.sub("", str(value).replace("\r\n", "\n").replace("\r", "\n"))


def _unify(things: Iterable[dict[str, Any]]) -> None:
    things = list(things)
    kinds: dict[str, set[type]] = {"weight": {float}, "label": {str}}
    for data in things:
        for name, value in data.items():
            kinds.setdefault(name, set()).add(type(value))
    for data in things:
        for name, value in data.items():
            data[name] = _common(kinds[name])(value)


def _common(kinds: set[type]) -> type:
    if len(kinds) == 1:
        return next(iter(kinds))
    return float if kinds == {int, float} else str
