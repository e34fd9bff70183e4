"""A map as Argdown (argdown.org), a text that argument editors read: syntax of @argdown/core 1.7."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from django.utils.translation import gettext as _

from kb.actions.naming import first_free
from kb.analysis.arguments.graph import DEPENDS, Node
from kb.charts.arguments.wrapping import cleaned
from kb.insight.arguments.deliberation import Deliberation, text_of

# What begins markup anywhere in a line; a point or colon before a letter may begin a special character.
SPECIAL = re.compile(r"([\\@#*_\[\]<>/{}=]|[.:](?=\S))")
SIGNS = {
    "pro": "+",
    "ambiguous": "+-",  # both: it counts for and against
    "risk": "-",
    "supports": "+",
    "weakens": "-",
    "mitigates": "_",
    DEPENDS: "+",
}
INDENT = "    "


def escaped(text: str) -> str:
    r"""``text`` on one line, in which nothing is markup.

    >>> escaped("see http://a.b <b>#1</b>\n[x]: y")
    'see http\\:\\/\\/a\\.b \\<b\\>\\#1\\<\\/b\\> \\[x\\]: y'
    """
    return SPECIAL.sub(r"\\\1", cleaned(text))


def argdown(found: Deliberation) -> str:
    """The whole map: the question as heading, options as statements, arguments under what they speak of."""
    blocks = ["\n".join(_comments()), f"# {escaped(found.question.text)}"]
    written: set[Node] = set()
    lines = _lines(found)
    for node in found.graph:
        relations = lines.get(node, [])
        if node[0] == "option" or relations:
            block = [_element(found, node, written)]
            for sign, other in relations:
                block += [f"{INDENT}{each} {_element(found, other, written)}" for each in sign]
            blocks.append("\n".join(block))
    return "\n\n".join(blocks) + "\n"


def _comments() -> Iterator[str]:
    said = (
        _("+ speaks for, - speaks against what stands above it."),
        _("± (not unambiguous) is written as both + and -, with the tag #ambiguous."),
        _("_ mitigates: Argdown calls it an undercut."),
        _("What an argument depends on is written under it with +, as its support."),
        _("#unsourced: this argument rests on no source."),
    )
    return (f"// {cleaned(line)}" for line in said)


def _lines(found: Deliberation) -> dict[Node, list[tuple[str, Node]]]:
    """Under each node what speaks of it, in the order of the map."""
    under: dict[Node, list[tuple[str, Node]]] = defaultdict(list)
    for one, other, relation in found.graph.edges(keys=True):
        if relation in SIGNS:
            upper, lower = (one, other) if relation == DEPENDS else (other, one)
            under[upper].append((SIGNS[relation], lower))
    return under


def _element(found: Deliberation, node: Node, written: set[Node]) -> str:
    """Its title, and the first time its text."""
    row = found.rows[node]
    title = f"<{row.code}>" if node[0] == "argument" else f"[{_title(found, node)}]"
    if node in written:
        return title
    written.add(node)
    return " ".join([f"{title}: {escaped(text_of(row))}", *_tags(row)])


def _tags(row: object) -> Iterator[str]:
    if getattr(row, "polarity", "") == "ambiguous":
        yield "#ambiguous"
    if not getattr(row, "sourced", True):
        yield "#unsourced"


def _title(found: Deliberation, node: Node) -> str:
    """A question and an option are statements both, and may have the same code."""
    code: str = found.rows[node].code
    return first_free(code, {option.code for option in found.of("option")}) if node == found.root else code
