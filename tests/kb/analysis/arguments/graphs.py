"""Small random argument graphs, from a bare question to a tangle with rings in it."""

from __future__ import annotations

from hypothesis import strategies as st

from kb.analysis.arguments.graph import Thing, Tie

QUESTION = Thing("question", 1)
ROOT = QUESTION.node
STANCES = ("pro", "ambiguous", "risk")
LINKS = ("supports", "weakens", "mitigates", "depends")


@st.composite
def deliberations(draw):
    """Rows as they are read: things, and ties that may name what is not there."""
    options = [
        Thing("option", n, order) for n, order in enumerate(draw(st.lists(st.integers(0, 3), max_size=4)))
    ]
    arguments = [
        Thing("argument", n, order) for n, order in enumerate(draw(st.lists(st.integers(0, 3), max_size=8)))
    ]
    ties = [Tie(option.node, "answers", ROOT) for option in options]
    some_argument = st.tuples(st.just("argument"), st.integers(0, 9))
    some_option = st.tuples(st.just("option"), st.integers(0, 5))
    speaks = st.builds(Tie, some_argument, st.sampled_from(STANCES), some_option | st.just(ROOT))
    links = st.builds(Tie, some_argument, st.sampled_from(LINKS), some_argument)
    ties += draw(st.lists(speaks | links, max_size=20))
    return [QUESTION, *options, *arguments], ties


def argument(number: int, order: int = 0) -> Thing:
    return Thing("argument", number, order)
