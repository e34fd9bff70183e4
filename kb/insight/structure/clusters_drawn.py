"""How often municipalities belong together, as a picture."""

from __future__ import annotations

import pandas as pd

from kb.charts.heatmap import overlap_heatmap
from kb.insight import captions
from kb.insight.drawings import DRAWN, Drawing
from kb.insight.pictures import Picture
from kb.insight.structure.clusters import Structure


def together(found: Structure, drawn: Picture) -> Drawing:
    words = captions.together(found.stable.n)
    chart = overlap_heatmap(_cells(found, drawn), drawn.nodes[DRAWN], "share", words, counted=False)
    return Drawing(chart, words)


def _cells(found: Structure, drawn: Picture) -> pd.DataFrame:
    """Every pair of which both have evidence, in both directions."""
    co = found.stable.co.rename_axis(index="row", columns="col")
    cells = co.stack().rename("value").reset_index().dropna()
    cells = cells[cells["row"] != cells["col"]]
    sizes = drawn.nodes.set_index("id")["n"]
    shared = (cells["value"] * found.stable.n).round().astype("int64")
    return cells.assign(shared=shared, n_row=cells["row"].map(sizes), n_col=cells["col"].map(sizes))
