"""Where a label goes and from which chart width on there is room for it.

A chart in a browser changes its width, its labels do not. So each label gets a side of its node and the
narrowest chart on which it collides with nothing; below that width it shows when its node is pointed at.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Boxes = NDArray[np.float64]  # one row each: left, top, right, bottom
Frame = tuple[int, float]  # width and height in pixels

SIDES = ("above", "below", "right", "left")
WIDTHS = (320, 440, 600, 800, 1000, 1300)
IMPORTANCE = ["in_study", "population", "n", "name"]
NEVER = 100_000
OUTSIDE = 100  # a label that leaves the drawing is worse than one that covers another
LETTER, LINE = 0.52, 1.05  # of the font size: mean width of a letter, height of a line
BOLD = 1.1  # a bold letter is wider, and the study is in bold


def size_factor(width: float) -> float:
    return min(max(width / 800, 0.5), 1)


def font_size(width: float) -> int:
    return 11 if width < 600 else 13


@dataclass(frozen=True)
class Sheet:
    """The drawing: height by width within bounds; `centred` in it as a map is, else stretched to fill it."""

    ratio: float
    lowest: int = 150
    highest: int = 760
    centred: bool = True

    def height(self, width: float) -> float:
        return min(max(width * self.ratio, self.lowest), self.highest)

    def expression(self) -> str:
        """`height` for Vega."""
        return f"clamp(width * {self.ratio:.4f}, {self.lowest}, {self.highest})"

    def pixels(self, nodes: pd.DataFrame, width: float) -> NDArray[np.float64]:
        """Where the positions u, v (shares of the drawing, v downwards) come to stand."""
        wide, high = width, self.height(width)
        if self.centred:
            wide = min(width, high / self.ratio)
            high = wide * self.ratio
        left, top = (width - wide) / 2, (self.height(width) - high) / 2
        return np.column_stack([left + nodes["u"] * wide, top + nodes["v"] * high])


def label_boxes(spot: Sequence[float], radius: float, letters: float, width: float) -> Boxes:
    """The box of a label on each of the SIDES of its node."""
    x, y = spot
    wide, high = letters * LETTER * font_size(width), LINE * font_size(width)
    gap = radius + 3
    return np.array(
        [
            (x - wide / 2, y - gap - high, x + wide / 2, y - gap),
            (x - wide / 2, y + gap, x + wide / 2, y + gap + high),
            (x + gap, y - high / 2, x + gap + wide, y + high / 2),
            (x - gap - wide, y - high / 2, x - gap, y + high / 2),
        ]
    )


def collisions(boxes: Boxes, taken: Boxes, frame: Frame) -> NDArray[np.int64]:
    """How many of the taken boxes each box covers, and OUTSIDE for one that leaves the frame."""
    left, top, right, bottom = (boxes[:, i, None] for i in range(4))
    apart = (taken[:, 0] >= right) | (taken[:, 2] <= left) | (taken[:, 1] >= bottom) | (taken[:, 3] <= top)
    wide, high = frame
    outside = (left < 0) | (top < 0) | (right > wide) | (bottom > high)
    return (~apart).sum(axis=1) + OUTSIDE * outside[:, 0]


def place(nodes: pd.DataFrame, sheet: Sheet) -> pd.DataFrame:
    """The narrowest width with `room` (0 for members of the study) and the `side` of each label.

    nodes: u, v, name, radius, in_study, n and, where known, population: large places are labelled first.
    """
    ranked = nodes.assign(population=nodes.get("population", 0.0))
    order = ranked.sort_values(IMPORTANCE, ascending=[False, False, False, True]).index
    side = dict.fromkeys(nodes.index, "above")
    room = dict.fromkeys(nodes.index, NEVER)
    for width in WIDTHS:
        spots = sheet.pixels(nodes.loc[order], width)
        place_at(spots, nodes.loc[order], (width, sheet.height(width)), side, room)
    return pd.DataFrame({"room": pd.Series(room, dtype="int64"), "side": pd.Series(side, dtype="object")})


def place_at(
    spots: NDArray[np.float64], nodes: pd.DataFrame, frame: Frame, side: dict[int, str], room: dict[int, int]
) -> None:
    """One pass over the nodes, most important first; what had room on a narrower chart keeps its side."""
    width = frame[0]
    radii = nodes["radius"].to_numpy() * size_factor(width)
    circles = np.column_stack([spots - radii[:, None], spots + radii[:, None]])
    taken, count = np.vstack([circles, np.zeros((len(nodes), 4))]), len(nodes)
    rows = zip(nodes.index, spots, radii, nodes["name"], nodes["in_study"], strict=True)
    for index, spot, radius, name, in_study in sorted(rows, key=lambda row: room[row[0]] == NEVER):
        boxes = label_boxes(spot, radius, len(name) * (BOLD if in_study else 1), width)
        if room[index] == NEVER:
            hits = collisions(boxes, taken[:count], frame)
            if hits.min() and not in_study:
                continue
            side[index] = SIDES[int(hits.argmin())]
            room[index] = 0 if in_study else width
        taken[count] = boxes[SIDES.index(side[index])]
        count += 1
