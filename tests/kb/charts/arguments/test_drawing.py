from __future__ import annotations

from collections import defaultdict

import pytest

from kb.analysis.arguments.graph import Thing, Tie, argument_graph
from kb.charts import theme
from kb.charts.arguments.drawing import Words, drawn
from kb.charts.arguments.look import LINES, TONES
from kb.charts.arguments.shapes import Said

Q, ONE, TWO = Thing("question", 1), Thing("option", 1), Thing("option", 2)
A, B = Thing("argument", 1), Thing("argument", 2)
SAID = [
    Tie(ONE.node, "answers", Q.node),
    Tie(TWO.node, "answers", Q.node),
    Tie(A.node, "pro", ONE.node),
    Tie(A.node, "risk", TWO.node),
    Tie(B.node, "weakens", A.node),
]
WORDS = Words({"weakens": "weakens"}, defaultdict(lambda: "tie", risk="−"), "also", "elsewhere")


def draw(text="Tekst", chosen=None):
    things = [Q, ONE, TWO, A, B]
    said = {
        thing.node: Said(text, text, polarity="pro" if thing.kind == "argument" else "") for thing in things
    }
    return drawn(argument_graph(things, SAID), said, WORDS, chosen)


def test_each_box_has_its_sign_and_each_tie_is_drawn_once():
    found = draw(chosen=A.node)
    shapes = {shape.name: shape for shape in found.shapes}
    assert len(found.spines) == 4
    assert [wire.word for wire in found.wires] == ["−"]
    assert draw().wires == []
    assert [row.text for row in shapes["argument-1"].notes] == ["also: − Tekst"]
    assert [row.text for row in shapes["option-2"].notes] == ["elsewhere: 1 −"]
    assert shapes["argument-1"].tone == TONES["pro"]
    assert [shape.name for shape in found.shapes if shape.chosen] == ["argument-1"]
    assert (shapes["argument-2"].caption.text, shapes["option-1"].tone) == ("weakens", None)
    assert found.relations == ["answers", "pro", "risk", "weakens"]


def test_text_stays_in_its_box_however_long_it_is():
    found = draw("Intergemeentelijkesamenwerkingsverbanden " * 10)
    for shape in found.shapes:
        assert max(row.y for row in shape.rows) < shape.box.bottom
        assert all(shape.box.x < row.x < shape.box.right for row in shape.rows)
    assert found.height >= max(shape.box.bottom for shape in found.shapes)


@pytest.mark.parametrize("tone", TONES.values())
def test_signs_can_be_read(tone):
    assert theme.contrast(tone.ink, tone.tint) >= 4.5


def test_kinds_of_links_differ_without_colour():
    styles = [LINES[name].dash for name in ("supports", "weakens", "mitigates", "depends")]
    assert len(set(styles)) == 4


def test_the_words_on_lines_cover_no_box_where_there_is_room():
    across = Tie(B.node, "mitigates", ONE.node)
    things = [Q, ONE, TWO, A, B]
    said = {thing.node: Said("Tekst", "Tekst") for thing in things}
    words = Words({}, {"weakens": "verzwakt"}, "", "")
    found = drawn(argument_graph(things, [*SAID[:3], SAID[4], across]), said, words)
    (wire,) = found.wires
    covered = [
        shape.name
        for shape in found.shapes
        if shape.box.x < wire.x < shape.box.right and shape.box.y < wire.y < shape.box.bottom
    ]
    assert covered == []
