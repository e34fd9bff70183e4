import pandas as pd
import pytest

from kb.charts import theme
from kb.charts.nodes import crowding, dressed, group_name, groups, radii
from tests.kb.charts.examples import EDGES, NETWORK, nodes


@pytest.mark.parametrize(
    ("cluster", "label", "expected"),
    [(0, "", "1"), (1, "Maaskant", "2 · Maaskant"), (1, "Cluster 2", "Cluster 2"), (-1, "x", "no evidence")],
)
def test_group_name_carries_the_number_once(cluster: int, label: str, expected: str) -> None:
    assert group_name(cluster, label, "no evidence") == expected


def test_area_of_a_circle_grows_with_the_count() -> None:
    assert radii(pd.Series([0, 4, 16])).tolist() == [5.5, 9.25, 13.0]
    assert radii(pd.Series([0, 0])).tolist() == [5.5, 5.5]
    assert crowding(60) == 1
    assert crowding(240) == 0.5


def test_dress_of_study_member_and_of_municipality_without_evidence() -> None:
    dress = dressed(nodes(), EDGES, EDGES, NETWORK).set_index("id")
    assert dress["ring"].tolist() == [theme.INK, theme.PAPER, theme.NO_EVIDENCE]
    assert dress["fill"].tolist() == ["#0072b2", "#0072b2", theme.PAPER]
    assert dress["number"].tolist() == ["1", "1", ""]
    assert dress["near"].tolist() == [[1, 2], [1, 2], [3]]
    assert dress["partners"].tolist() == ["Place1 (4)", "Place0 (4)", "–"]


def test_legend_counts_clusters_and_ends_with_no_evidence() -> None:
    dress = dressed(nodes(8).iloc[::-1], EDGES, EDGES, NETWORK)
    assert groups(dress)[0] == ["1", "2", "3", "4", "no evidence"]
