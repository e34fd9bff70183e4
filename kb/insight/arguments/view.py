"""How somebody looks at a map: which node is chosen, which branches are closed, how far around is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from kb.analysis.arguments.folding import Folded, around, folded
from kb.analysis.arguments.graph import Node
from kb.insight.arguments.deliberation import Deliberation

BIG = 40  # boxes; a larger map opens with its options closed
FURTHEST = 3


@dataclass(frozen=True)
class View:
    """``at``: the chosen node; ``around``: links around it that are shown, 0 for the whole map."""

    at: Node
    closed: frozenset[Node]
    around: int = 0
    everything: bool = False

    def query(self) -> str:
        """As it stands in an address; what was closed is always said, for nothing said is a choice too."""
        values = {"at": named(self.at), "closed": ",".join(sorted(map(named, self.closed)))}
        if self.around:
            values["around"] = str(self.around)
        if self.everything:
            values["everything"] = "1"
        return urlencode(values, safe=",")

    def choosing(self, node: Node) -> View:
        return replace(self, at=node)

    def toggling(self, node: Node) -> View:
        return replace(self, closed=self.closed ^ {node})

    def opening(self, *nodes: Node) -> View:
        return replace(self, closed=self.closed - {*nodes})


def named(node: Node) -> str:
    return f"{node[0]}-{node[1]}"


def view_of(asked: Mapping[str, str], found: Deliberation) -> View:
    """What the address asks, as far as it names what is there."""
    nodes = {named(node): node for node in found.graph}
    closed = [nodes[name] for name in asked.get("closed", "").split(",") if name in nodes]
    if "closed" not in asked and len(nodes) > BIG:
        closed = [node for node in found.graph if node[0] == "option"]
    steps = asked.get("around", "")
    wide = min(int(steps), FURTHEST) if steps.isdecimal() and len(steps) < 3 else 0
    at = nodes.get(asked.get("at", ""), found.root)
    return View(at, frozenset(closed), wide, wants_everything(asked))


def wants_everything(asked: Mapping[str, str]) -> bool:
    return asked.get("everything") == "1"


def in_sight(found: Deliberation, view: View) -> Folded:
    if view.around:
        return Folded(around(found.graph, view.at, view.around), {})
    return folded(found.graph, found.root, view.closed)
