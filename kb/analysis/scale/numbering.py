"""An order of municipalities in which partners stand near each other, so that they lie near in memory."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from kb.analysis.graphs import Floats, Ids

BITS = 16


def along_hilbert(lon: Floats, lat: Floats) -> Ids:
    """The row numbers in the order of a Hilbert curve through the points; without coordinates (NaN) last.

    The curve fills the box around the points, 2¹⁶ cells a side (Hilbert 1891, Mathematische Annalen 38);
    units do not matter. Equal cells keep the order of the rows. Without any point the rows stay as they are.

    >>> along_hilbert(np.array([0.0, 9, 9, 0]), np.array([0.0, 0, 9, 9])).tolist()
    [0, 3, 2, 1]
    """
    known = np.isfinite(lon) & np.isfinite(lat)
    at = np.full(len(lon), np.iinfo(np.int64).max)
    at[known] = _distance(_cells(lon[known]), _cells(lat[known]))
    order: Ids = np.argsort(at, kind="stable")
    return order


def along_partners(across: sparse.csr_array) -> Ids:
    """The columns of Bᵀ in reverse Cuthill–McKee order of the two-mode graph: where no coordinates are known.

    Those that share agreements come together (Cuthill & McKee 1969, 24th ACM Conference). Slower than
    :func:`along_hilbert` and larger in memory, as good for the product. Who has no agreement keeps a place.

    >>> order = along_partners(sparse.csr_array([[1, 0, 1, 0], [0, 1, 0, 0], [0, 1, 0, 1]])).tolist()
    >>> sorted(order), abs(order.index(0) - order.index(2))
    ([0, 1, 2, 3], 1)
    """
    municipalities = across.shape[1]
    if not across.nnz:
        return np.arange(municipalities, dtype=np.int64)
    both = sparse.block_array([[None, across.T], [across, None]], format="csr")
    nodes = sparse.csgraph.reverse_cuthill_mckee(both, symmetric_mode=True)
    order: Ids = nodes[nodes < municipalities].astype(np.int64)
    return order


def numbering(across: sparse.csr_array, places: pd.DataFrame | None) -> Ids:
    """:func:`along_hilbert` where half of `places` (`lon`, `lat`) is known, else :func:`along_partners`."""
    if places is None or places[["lon", "lat"]].isna().any(axis=1).mean() > 0.5:
        return along_partners(across)
    return along_hilbert(places["lon"].to_numpy(float), places["lat"].to_numpy(float))


def _cells(values: Floats) -> Ids:
    low, high = (values.min(), values.max()) if len(values) else (0.0, 0.0)
    cells: Ids = ((values - low) / ((high - low) or 1.0) * (2**BITS - 1)).astype(np.int64)
    return cells


def _distance(x: Ids, y: Ids) -> Ids:
    """How far along the curve each cell lies: by quadrant, each turned into the place of the first."""
    along = np.zeros(len(x), np.int64)
    for bit in reversed(range(BITS)):
        side = np.int64(1 << bit)
        right, up = (x & side) > 0, (y & side) > 0
        along += side * side * _quadrant(right, up)
        mirrored = right & ~up
        x, y = np.where(mirrored, ~x, x), np.where(mirrored, ~y, y)
        x, y = np.where(up, x, y), np.where(up, y, x)
    return along


def _quadrant(right: NDArray[np.bool_], up: NDArray[np.bool_]) -> Ids:
    """0 below left, 1 above left, 2 above right, 3 below right."""
    return (3 * right.astype(np.int64)) ^ up
