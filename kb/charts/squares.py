"""Four readings side by side: a square a reading, all of the same municipalities in the same order."""

from dataclasses import dataclass

import altair as alt
import pandas as pd

from kb.charts import theme
from kb.charts.heatmap import PALE, SCALE
from kb.charts.labels import ReadingsLabels
from kb.charts.marks import finished, nothing
from kb.charts.readings import TINTS, tints

SPELLED = 12  # up to this many municipalities the cells say their numbers
STRONG = {"above": theme.ACCENT, "below": theme.AMBIGUOUS, "none": theme.GROUND}
NARROW = "width < 560"
INSET = 0.22  # fewer than chance is a smaller square: colour is not the only sign
TALLEST, LARGEST = 860, 150  # pixels of the whole, and of one cell


def reading_squares(
    cells: pd.DataFrame, names: pd.DataFrame, panels: list[str], labels: ReadingsLabels
) -> alt.LayerChart:
    """Four squares, two by two, of the same municipalities in the same order.

    cells: row, column (places in `names`, row < column), panel (0 to 3), said, light, kind, pair.
    names: name, in_study, in the order of rows and columns. panels: the heading of each square.
    """
    if names.empty:
        return nothing(labels)
    grid = Grid(len(names))
    ramp, kinds = (PALE, TINTS) if grid.n <= SPELLED else (SCALE, STRONG)
    data = cells.assign(
        tint=tints(cells, ramp, kinds),
        right=(cells["panel"] % 2) * grid.step,
        down=(cells["panel"] // 2) * grid.step,
        inset=((cells["kind"] == "below") & (grid.n > SPELLED)) * INSET,
    )[["row", "column", "right", "down", "inset", "said", "short", "pair", "tint"]]
    halves = [_half(data, turned=turned) for turned in (False, True)]
    layers = [_tiles(half, grid, labels) for half in halves]
    if grid.n <= SPELLED:
        layers += [_numbers(half, grid) for half in halves]
    layers += [_diagonals(grid), _headings(panels, grid), _names(names, grid)]
    height = alt.param("height", expr=grid.height)
    chart = alt.layer(*layers).properties(height=400).add_params(height)
    return finished(chart, labels, labels.subtitle)


@dataclass(frozen=True)
class Grid:
    """Two by two squares of n × n cells; lengths in cells, the place of names in pixels."""

    n: int

    @property
    def gap(self) -> float:
        """Between the squares, and above each for its heading."""
        return max(self.n * 0.17, 0.6)

    @property
    def step(self) -> float:
        return self.n + self.gap

    @property
    def room(self) -> str:
        """For names left of the squares; on a phone only few names are worth it."""
        return f"({NARROW} ? {96 if self.n <= SPELLED else 0} : 130)"

    @property
    def height(self) -> str:
        tallest = min(TALLEST, int(self.step * LARGEST))
        return f"min((width - {self.room}) * {2 * self.step / (self.n + self.step):.4f}, {tallest})"

    @property
    def cell(self) -> str:
        return f"(height / {2 * self.step:.4f})"

    def x(self, field: str) -> alt.X:
        ends = [alt.expr(self.room), alt.expr(f"{self.room} + {self.n + self.step} * {self.cell}")]
        scale = alt.Scale(domain=[0, self.n + self.step], range=ends, nice=False, zero=False)
        return alt.X(f"{field}:Q", scale=scale, axis=None)

    def y(self, field: str) -> alt.Y:
        ends = [0, alt.expr("height")]
        scale = alt.Scale(domain=[-self.gap, self.n + self.step], range=ends, nice=False, zero=False)
        return alt.Y(f"{field}:Q", scale=scale, axis=None)


def _half(data: pd.DataFrame, *, turned: bool) -> alt.Chart:
    """One frame serves both halves of a square."""
    row, column = ("column", "row") if turned else ("row", "column")
    corner = {"x": f"datum.{column} + datum.right", "y": f"datum.{row} + datum.down"}
    places = {"": "+ datum.inset", "_end": "+ 1 - datum.inset", "_mid": "+ 0.5"}
    return alt.Chart(data).transform_calculate(
        **{f"{axis}{end}": f"{at} {more}" for axis, at in corner.items() for end, more in places.items()}
    )


def _tiles(half: alt.Chart, grid: Grid, labels: ReadingsLabels) -> alt.Chart:
    shown = {"pair": labels.pair, "said": labels.value}
    return half.mark_rect(
        stroke=theme.PAPER, strokeWidth=alt.expr(f"{grid.cell} < 6 ? 0 : 1"), aria=False
    ).encode(
        x=grid.x("x"),
        x2="x_end",
        y=grid.y("y"),
        y2="y_end",
        color=alt.Color("tint:N", scale=None),
        tooltip=[alt.Tooltip(f"{field}:N", title=title) for field, title in shown.items()],
    )


def _numbers(half: alt.Chart, grid: Grid) -> alt.Chart:
    size = alt.expr(f"clamp({grid.cell} * 0.26, 8, 14)")
    mark = half.mark_text(fontSize=size, color=theme.INK, aria=False)
    return mark.encode(x=grid.x("x_mid"), y=grid.y("y_mid"), text="short:N")


def _diagonals(grid: Grid) -> alt.Chart:
    """A municipality with itself: a line, so that no white square looks like nothing shared."""
    corners = [(right * grid.step, down * grid.step) for down in (0, 1) for right in (0, 1)]
    ends = [{"x": x, "y": y, "x_end": x + grid.n, "y_end": y + grid.n} for x, y in corners]
    mark = alt.Chart(pd.DataFrame(ends)).mark_rule(stroke=theme.NO_EVIDENCE, strokeWidth=0.75, aria=False)
    return mark.encode(x=grid.x("x"), x2="x_end", y=grid.y("y"), y2="y_end")


def _headings(panels: list[str], grid: Grid) -> alt.Chart:
    places = [
        {"x": (at % 2) * grid.step, "y": (at // 2) * grid.step, "text": text}
        for at, text in enumerate(panels)
    ]
    size = alt.expr(f"{NARROW} ? 10 : 15")
    mark = alt.Chart(pd.DataFrame(places)).mark_text(
        align="left", baseline="bottom", dy=-5, fontSize=size, fontWeight=600, color=theme.INK, aria=False
    )
    return mark.encode(x=grid.x("x"), y=grid.y("y"), text="text:N")


def _names(names: pd.DataFrame, grid: Grid) -> alt.Chart:
    """Left of the two squares on the left; too small to read, only those of the study."""
    rows = names[["name", "in_study"]].reset_index(drop=True)
    sides = [rows.assign(x=0.0, y=rows.index + down * grid.step + 0.5) for down in (0, 1)]
    mark = alt.Chart(pd.concat(sides, ignore_index=True)).mark_text(
        align="right",
        dx=-6,
        limit=alt.expr(f"{grid.room} - 6"),
        color=theme.INK,
        fontSize=alt.expr(f"{grid.room} > 0 ? clamp({grid.cell}, 7, 13) : 0"),
        fontWeight=alt.expr("datum.in_study ? 700 : 400"),
        opacity=alt.expr(f"{grid.cell} < 7 && !datum.in_study ? 0 : 1"),
        aria=False,
    )
    return mark.encode(x=grid.x("x"), y=grid.y("y"), text="name:N")
