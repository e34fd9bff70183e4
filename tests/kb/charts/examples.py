"""Three municipalities on a strip, two of them together in cluster 0, and the words for their charts."""

from typing import Any
from xml.etree import ElementTree

import pandas as pd

from kb.charts.labels import CountLabels, HeatmapLabels, MemberLabels, NetworkLabels

COMMON = {"title": "Who", "subtitle": "Note", "description": "A picture.", "empty": "Nothing yet."}
NETWORK = NetworkLabels(
    **{**COMMON, "subtitle": "The {k} strongest"},
    municipality="Municipality",
    cluster="Cluster",
    cooperations="Agreements",
    shared="Shared",
    partners="Partners",
    no_evidence="no evidence",
)
HEATMAP = HeatmapLabels(
    **{**COMMON, "subtitle": "{shown} of {total}"},
    row="Row",
    column="Column",
    measure="Jaccard",
    shared="Shared",
    row_cooperations="Row has",
    column_cooperations="Column has",
    no_evidence="no evidence",
    crowded="See the table.",
)
MEMBERS = MemberLabels(
    **COMMON,
    municipality="Municipality",
    status="Membership",
    confirmed="member",
    to_check="to check (?)",
    no_evidence="no evidence",
)
COUNTS = CountLabels(**COMMON, name="Municipality", value="Agreements", no_evidence="no evidence")

EDGES = pd.DataFrame({"a": [1], "b": [2], "shared": [4], "weight": [1.5], "jaccard": [0.5]})


def nodes(count: int = 3) -> pd.DataFrame:
    """`count` municipalities from west to east; the last has no cluster, the first is in the study."""
    rows = range(count)
    return pd.DataFrame(
        {
            "id": [i + 1 for i in rows],
            "nis": [str(71000 + i) for i in rows],
            "name": [f"Place{i}" for i in rows],
            "cluster": [-1 if i == count - 1 else i // 2 for i in rows],
            "cluster_label": ["" for _ in rows],
            "lon": [5.05 + i / 10 for i in rows],
            "lat": [50.9 for _ in rows],
            "x": [i / max(count - 1, 1) for i in rows],
            "y": [0.5 for _ in rows],
            "n": [count - 1 - i for i in rows],
            "in_study": [i == 0 for i in rows],
            "url": [f"/{i}/" for i in rows],
        }
    )


def shapes(count: int = 3) -> list[dict[str, Any]]:
    """One square a municipality, wound the way GeoJSON prescribes and Vega does not."""
    return [square(i + 1, 5 + i / 10) for i in range(count)]


def square(number: int, west: float) -> dict[str, Any]:
    ring = [[west, 50.85], [west + 0.1, 50.85], [west + 0.1, 50.95], [west, 50.95], [west, 50.85]]
    return {
        "type": "Feature",
        "id": str(number),
        "properties": {"id": number, "name": f"Place{number - 1}"},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


def cells() -> pd.DataFrame:
    one = {"row": 1, "col": 2, "value": 0.5, "shared": 4, "n_row": 6, "n_col": 6, "url": "/pair/"}
    return pd.DataFrame([one, {**one, "row": 2, "col": 1}])


def texts(svg: str) -> list[str]:
    """Every word on the drawing that can be seen."""
    found = ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")
    return ["".join(part.itertext()) for part in found if part.get("opacity") != "0"]


def marks(svg: str, name: str) -> list[dict[str, str]]:
    """Attributes of the marks of one named layer."""
    groups = ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}g")
    group = next(group for group in groups if f"{name}_marks" in group.get("class", ""))
    return [dict(part.attrib) for part in group]
