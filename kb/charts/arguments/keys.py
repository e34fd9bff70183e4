"""What the lines of a map mean, written under the picture."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kb.charts.arguments.drawing import Drawn
from kb.charts.arguments.look import LINES, Line
from kb.charts.arguments.wrapping import text_width

SAMPLE, SIZE, APART, HIGH = 42.0, 14.0, 24.0, 26.0


@dataclass(frozen=True)
class Key:
    """A sample from ``x`` and its ``word``; without a ``line`` the border of what rests on no source."""

    x: float
    y: float
    word: str
    line: Line | None

    @property
    def top(self) -> float:
        return self.y - 8

    @property
    def foot(self) -> float:
        return self.y + 5

    @property
    def words(self) -> float:
        return self.x + SAMPLE


def keys(drawn: Drawn, words: Iterable[tuple[str, str]]) -> list[Key]:
    """``words``: (relation, word), '' for no source; in rows as wide as the picture, under it."""
    return list(_placed(drawn, words))


def _placed(drawn: Drawn, words: Iterable[tuple[str, str]]) -> Iterator[Key]:
    x, y = 0.0, drawn.height + HIGH
    for relation, word in words:
        wide = SAMPLE + text_width(word, SIZE) + APART
        if x and x + wide > drawn.width:
            x, y = 0.0, y + HIGH
        yield Key(x, y, word, LINES.get(relation))
        x += wide


def height(found: list[Key], drawn: Drawn) -> float:
    """Of the picture with its keys."""
    return max((key.y for key in found), default=drawn.height) + HIGH / 2
