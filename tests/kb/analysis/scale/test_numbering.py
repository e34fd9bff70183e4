import numpy as np
import pandas as pd
import pytest
from scipy import sparse

from kb.analysis.scale.numbering import along_hilbert, along_partners, numbering


@pytest.mark.parametrize("side", [2, 4, 16])
def test_each_step_along_the_curve_goes_to_a_neighbouring_cell(side: int) -> None:
    lon, lat = (axis.ravel().astype(float) for axis in np.meshgrid(np.arange(side), np.arange(side)))
    order = along_hilbert(lon, lat)
    assert sorted(order.tolist()) == list(range(side**2))
    steps = np.abs(np.diff(lon[order])) + np.abs(np.diff(lat[order]))
    assert steps.tolist() == [1] * (side**2 - 1)


@pytest.mark.parametrize(
    ("lon", "order"),
    [
        ([], []),
        ([np.nan, np.nan], [0, 1]),
        ([np.nan, 5.0, 4.0], [2, 1, 0]),
        ([3.0, 3.0], [0, 1]),
    ],
    ids=["nobody", "nowhere", "one without a place comes last", "in one place"],
)
def test_points_at_the_edge(lon: list[float], order: list[int]) -> None:
    assert along_hilbert(np.array(lon), np.zeros(len(lon))).tolist() == order


def test_without_agreements_everybody_stays() -> None:
    assert along_partners(sparse.csr_array((2, 3), dtype=np.int16)).tolist() == [0, 1, 2]


def test_partners_come_together() -> None:
    """Two groups of three, their rows interleaved, and one that belongs nowhere."""
    order = along_partners(sparse.csr_array([[1, 0, 1, 0, 1, 0, 0], [0, 1, 0, 1, 0, 1, 0]])).tolist()
    assert sorted(order) == list(range(7))
    groups = [row % 2 for row in order if row != 6]
    assert groups in ([0, 0, 0, 1, 1, 1], [1, 1, 1, 0, 0, 0])


@pytest.mark.parametrize(
    ("lon", "by_place"), [([1.0, np.nan, 0.0, 2.0], True), ([1.0, np.nan, np.nan, np.nan], False)]
)
def test_places_decide_where_at_least_half_is_known(lon: list[float], by_place: bool) -> None:
    across = sparse.csr_array([[1, 0, 0, 1], [0, 1, 1, 0]])
    places = pd.DataFrame({"lon": lon, "lat": lon})
    expected = along_hilbert(*places.to_numpy().T) if by_place else along_partners(across)
    assert numbering(across, places).tolist() == expected.tolist()
    assert numbering(across, None).tolist() == along_partners(across).tolist()
