"""What the lines and signs of a map are called."""

from __future__ import annotations

from django.utils.translation import gettext as _

from kb.charts.arguments.drawing import Drawn, Words
from kb.charts.arguments.look import TONES
from kb.models import LinkKind, Polarity


def words() -> Words:
    """A box under an argument says what it does to it; a line across says it in the same words."""
    links = {kind.value: str(kind.label) for kind in LinkKind}
    signs = {name: tone.sign for name, tone in TONES.items()}
    captions = links | {LinkKind.DEPENDS.value: _("is needed for")}
    ties = {"answers": _("answers"), **signs, **links}
    return Words(captions, ties, also=_("also"), elsewhere=_("elsewhere in this map"))


def relation_word(relation: str) -> str:
    """The word for a legend, and for whoever hears the map."""
    if relation in Polarity.values:
        return str(Polarity(relation).label)
    return str(LinkKind(relation).label) if relation in LinkKind.values else _("answers the question")


def legend(drawn: Drawn) -> list[tuple[str, str]]:
    """(relation, word) of every line that occurs; '' is the border of what rests on no source."""
    found = [(relation, relation_word(relation)) for relation in drawn.relations]
    unsourced = any(shape.said.unsourced for shape in drawn.shapes)
    return [*found, ("", _("rests on no source"))] if unsourced else found
