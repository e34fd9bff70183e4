"""The map of a question as a drawing, with the addresses behind its boxes."""

from __future__ import annotations

import networkx as nx
from django.utils.translation import gettext as _

from kb.analysis.arguments.graph import Node, forest, hanging
from kb.charts.arguments.drawing import Drawn, drawn
from kb.charts.arguments.look import TONES
from kb.charts.arguments.shapes import Said
from kb.insight.arguments.deliberation import Deliberation, text_of
from kb.insight.arguments.view import View, in_sight
from kb.insight.arguments.words import relation_word, words


def picture(found: Deliberation, view: View) -> Drawn:
    """What ``view`` shows of it."""
    sight = in_sight(found, view)
    below, relation = hanging(found.graph), relations_of(sight.graph)
    said = {}
    for node in sight.graph:
        hidden = sight.hidden.get(node, 0)
        opens = bool(below.out_degree(node)) and not view.around
        said[node] = _said(found, view, node, relation.get(node, ""), hidden, opens)
    return drawn(sight.graph, said, words(), view.at)


def relations_of(graph: nx.MultiDiGraph) -> dict[Node, str]:
    """Of each node under another: what it is or does to that one."""
    below = hanging(graph)
    return {
        node: below.edges[upper, node]["relation"]
        for node, upper in forest(below).items()
        if upper is not None
    }


def _said(found: Deliberation, view: View, node: Node, relation: str, hidden: int, opens: bool) -> Said:
    row = found.rows[node]
    text = text_of(row)
    polarity = getattr(row, "polarity", "")
    return Said(
        text=text,
        label=_label(text, relation, polarity),
        url=f"?{view.choosing(node).query()}",
        polarity=polarity,
        unsourced=not getattr(row, "sourced", True),
        toggle_url=f"?{view.toggling(node).query()}" if opens else "",
        toggle_label=_toggle_label(text, hidden) if opens else "",
        hidden=hidden,
    )


def _label(text: str, relation: str, polarity: str) -> str:
    """The sign in words before the text."""
    word = relation_word(relation) if relation else ""
    if polarity and relation not in TONES:
        word = ", ".join(filter(None, [word, relation_word(polarity)]))
    return f"{word}: {text}" if word else text


def _toggle_label(text: str, hidden: int) -> str:
    if not hidden:
        return _("Close: %(text)s") % {"text": text}
    return _("Open (hidden: %(n)s): %(text)s") % {"n": hidden, "text": text}
