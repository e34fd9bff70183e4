"""Who overlaps with whom, as a square by cluster; the diagonal says how much each has in all."""

import altair as alt
import pandas as pd

from kb.charts import theme
from kb.charts.labels import HeatmapLabels
from kb.charts.marks import LINK, finished, nothing

SPELLED = 12  # up to this many rows the cells say their number
CROWD = 25  # from more rows names may find no room on a phone
READABLE = 9  # pixels of a cell beside which a name is drawn
LARGEST = 84  # pixels of a cell, so that three municipalities stay a table and not a poster
SHARES = ("share", "jaccard", "overlap", "ochiai")  # from 0 to 1
SCALE = ["#f1f7f7", "#bcdadb", "#7fb5b8", "#3f8a90", theme.ACCENT]
PALE = SCALE[:3]  # under numbers: ink reads well on all of it
UNLIKE = "(isValid(hover.row) && hover.row[0] !== datum.row && hover.column[0] !== datum.column)"


def overlap_heatmap(
    cells: pd.DataFrame,
    nodes: pd.DataFrame,
    measure: str,
    labels: HeatmapLabels,
    most: int = 60,
    *,
    counted: bool = True,
) -> alt.LayerChart:
    """A square of `measure` ('shared', 'weight' or one of the SHARES) between municipalities.

    cells: row, col (ids), value, shared, n_row, n_col and, if a cell leads somewhere, url: both directions.
    The diagonal is ignored; a missing cell or value is drawn as "no evidence".
    nodes: id, nis, name, cluster (-1 none), n, in_study, url. Of more than `most`
    municipalities the study and those with most cooperations are kept. `counted`: whether the diagonal says
    its number, which means something only where the cells count cooperations.
    """
    if nodes.empty:
        return nothing(labels)
    kept = ordered(nodes, most)
    grid = squared(cells, kept)
    layers = [
        tiles(grid, kept, measure, labels),
        blanks(grid, labels),
        diagonal(kept, labels, counted=counted),
    ]
    if len(kept) <= SPELLED:
        layers.append(values(grid, measure))
    side = f"min(width, {len(kept) * LARGEST})"
    square = [alt.param("height", expr=side), alt.param("cell", expr=f"{side} / {len(kept)}")]
    chart = alt.layer(*layers).resolve_scale(color="independent").properties(height=400).add_params(*square)
    subtitle = labels.subtitle.format(shown=len(kept), total=len(nodes))
    note = f" / = {labels.no_evidence}." if grid["value"].isna().any() else ""
    crowded = f" {labels.crowded}" if len(kept) > CROWD else ""
    return finished(chart, labels, subtitle + note + crowded)


def ordered(nodes: pd.DataFrame, most: int) -> pd.DataFrame:
    kept = nodes.sort_values(["in_study", "n", "name"], ascending=[False, False, True]).head(most)
    double = kept["name"].duplicated(keep=False)
    full = kept["name"].where(~double, kept["name"] + " (" + kept["nis"] + ")")
    kept = kept.assign(name=full, alone=kept["cluster"] < 0)
    return kept.sort_values(["alone", "cluster", "name"], ignore_index=True)


def squared(cells: pd.DataFrame, kept: pd.DataFrame) -> pd.DataFrame:
    """Every pair of two different municipalities, known or not, with their names."""
    ids = kept["id"].to_numpy()
    pairs = pd.MultiIndex.from_product([ids, ids], names=["row_id", "col_id"]).to_frame(index=False)
    pairs = pairs[pairs["row_id"] != pairs["col_id"]]
    known = cells.rename(columns={"row": "row_id", "col": "col_id"})
    grid = pairs.merge(known, on=["row_id", "col_id"], how="left")
    names = kept.set_index("id")["name"]
    return grid.assign(row=grid["row_id"].map(names), column=grid["col_id"].map(names))


def places(kept: pd.DataFrame) -> dict[str, alt.X | alt.Y]:
    names = kept["name"].tolist()
    letters = alt.expr("clamp(cell - 2, 6, 13)")
    axis = {
        "title": None,
        "domain": False,
        "labelPadding": 5,
        "ticks": False,
        "labelFontSize": letters,
        "labelOpacity": alt.expr(f"cell < {READABLE} ? 0 : 1"),  # the room stays, or the cells would jump
        "labelLimit": 150,
    }
    scale = {"domain": names, "paddingInner": 0.04, "paddingOuter": 0}
    across = alt.Scale(range=[0, alt.expr("height")], **scale)
    return {
        "x": alt.X("column:N", scale=across, axis=alt.Axis(orient="top", labelAngle=-60, **axis)),
        "y": alt.Y("row:N", scale=alt.Scale(**scale), axis=alt.Axis(**axis)),
    }


def number_format(measure: str) -> str:
    return ".0%" if measure in SHARES else "d" if measure == "shared" else ".2f"


def highest(grid: pd.DataFrame, measure: str) -> float:
    """Upper end of the colours: 1 for a share, else the highest value there is."""
    known = grid["value"].dropna()
    return 1.0 if measure in SHARES or known.empty else max(float(known.max()), 1.0)


def tiles(grid: pd.DataFrame, kept: pd.DataFrame, measure: str, labels: HeatmapLabels) -> alt.Chart:
    top = highest(grid, measure)
    colours = PALE if len(kept) <= SPELLED else SCALE
    scale = alt.Scale(domain=[0, top], range=colours, interpolate="lab")
    legend = alt.Legend(
        title=labels.measure,
        format=number_format(measure),
        gradientLength=160,
        gradientThickness=10,
        gradientOpacity=1,
        tickCount=3,
    )
    shown = {
        "row:N": labels.row,
        "column:N": labels.column,
        "shared:Q": labels.shared,
        "n_row:Q": labels.row_cooperations,
        "n_col:Q": labels.column_cooperations,
    }
    tooltip = [alt.Tooltip("value:Q", title=labels.measure, format=number_format(measure))]
    tooltip += [alt.Tooltip(field, title=title) for field, title in shown.items()]
    return (
        alt.Chart(grid[grid["value"].notna()], name="cells")
        .mark_rect(cornerRadius=2, opacity=alt.expr(f"{UNLIKE} ? 0.35 : 1"), aria=False)
        .encode(
            color=alt.Color("value:Q", scale=scale, legend=legend),
            href=LINK,
            tooltip=tooltip,
            **places(kept),
        )
        .add_params(hover())
    )


def hover() -> alt.Parameter:
    on = {"fields": ["row", "column"], "on": "pointerover", "clear": "pointerout", "toggle": False}
    return alt.selection_point("hover", **on)


def blanks(grid: pd.DataFrame, labels: HeatmapLabels) -> alt.LayerChart:
    """A thin stroke where nothing is known: empty is not zero."""
    unknown = grid.loc[grid["value"].isna(), ["row", "column"]].assign(said=labels.no_evidence)
    titles = {"row": labels.row, "column": labels.column, "said": labels.measure}
    base = alt.Chart(unknown).encode(x="column:N", y="row:N")
    stroke = base.mark_point(
        filled=False,
        shape="M-.5,.5L.5,-.5",
        size=alt.expr("pow(min(cell * 0.5, 16), 2)"),
        stroke=theme.NO_EVIDENCE,
        strokeWidth=1,
        aria=False,
    )
    tooltip = [alt.Tooltip(f"{field}:N", title=title) for field, title in titles.items()]
    return alt.layer(stroke, base.mark_rect(fill="transparent", aria=False).encode(tooltip=tooltip))


def diagonal(kept: pd.DataFrame, labels: HeatmapLabels, *, counted: bool) -> alt.LayerChart:
    """Each municipality's own number of cooperations, in the colour of its cluster."""
    clusters = kept["cluster"].astype(int)
    own = kept[["n", "url"]].assign(
        row=kept["name"], column=kept["name"], tint=clusters.map(theme.cluster_tint)
    )
    tooltip = [alt.Tooltip("row:N", title=labels.row), alt.Tooltip("n:Q", title=labels.row_cooperations)]
    base = alt.Chart(own).encode(x="column:N", y="row:N")
    square = base.mark_rect(cornerRadius=2, stroke=theme.SECONDARY, strokeWidth=0.75, aria=False)
    number = base.mark_text(
        fontSize=alt.expr("clamp(cell * 0.45, 5, 13)"), fontWeight=600, color=theme.INK, aria=False
    )
    squares = square.encode(color=alt.Color("tint:N", scale=None), href=LINK, tooltip=tooltip)
    return alt.layer(squares, number.encode(text="n:Q")) if counted else alt.layer(squares)


def values(grid: pd.DataFrame, measure: str) -> alt.Chart:
    """Numbers in the cells, while there is room for them."""
    known = grid.loc[grid["value"].notna(), ["row", "column", "value"]]
    size = alt.expr("clamp(cell * 0.3, 8, 14)")
    mark = alt.Chart(known).mark_text(
        fontSize=size, color=theme.INK, opacity=alt.expr("cell < 22 ? 0 : 1"), aria=False
    )
    text = alt.Text("value:Q", format=number_format(measure))
    return mark.encode(x="column:N", y="row:N", text=text)
