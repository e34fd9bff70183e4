"""Boxes in columns: every node has one, none covers another, and nothing depends on the order of rows."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from kb.analysis.arguments.graph import Tie, argument_graph
from kb.analysis.arguments.layered import layered
from tests.kb.analysis.arguments.graphs import QUESTION, ROOT, argument, deliberations

WIDTHS, BETWEEN, GAP = (200, 220, 300), 60, 12


def drawn(graph, heights=None):
    tall = {node: 40.0 + 7 * (node[1] % 3) for node in graph}
    return layered(graph, heights or tall, WIDTHS, BETWEEN, GAP)


def test_nothing_and_one():
    assert drawn(argument_graph([], [])) == {}
    box = drawn(argument_graph([QUESTION], []))[ROOT]
    assert (box.x, box.y, box.width, box.column, box.above) == (0, 0, 200, 0, None)


def test_a_chain_runs_to_the_right_and_deep_columns_take_the_last_width():
    said = [Tie(("argument", 1), "pro", ROOT)]
    said += [Tie(("argument", n + 1), "supports", ("argument", n)) for n in (1, 2, 3)]
    boxes = drawn(argument_graph([QUESTION, *map(argument, (1, 2, 3, 4))], said))
    assert [(box.x, box.width) for box in boxes.values()] == [
        (0, 200),
        (260, 220),
        (540, 300),
        (900, 300),
        (1260, 300),
    ]
    assert {box.y for box in boxes.values()} == {0}


@given(deliberations(), st.data())
def test_no_box_covers_another(rows, data):
    graph = argument_graph(*rows)
    heights = {node: data.draw(st.floats(10, 200)) for node in graph}
    boxes = drawn(graph, heights)
    assert set(boxes) == set(graph)
    for one, other in combinations(boxes.values(), 2):
        apart = one.right <= other.x or other.right <= one.x
        assert apart or one.bottom <= other.y or other.bottom <= one.y


@given(deliberations(), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_means_nothing(rows, chance):
    things, ties = rows
    shuffled = argument_graph(chance.sample(things, len(things)), chance.sample(ties, len(ties)))
    assert list(drawn(argument_graph(things, ties)).items()) == list(drawn(shuffled).items())


@given(deliberations())
def test_a_box_stands_right_of_the_one_it_hangs_under_and_never_above_it(rows):
    boxes = drawn(argument_graph(*rows))
    for box in boxes.values():
        if box.above:
            upper = boxes[box.above]
            assert (box.x, box.y >= upper.y) == (upper.right + BETWEEN, True)
