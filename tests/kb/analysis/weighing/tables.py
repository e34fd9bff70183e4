"""Small random tables of options by criteria, for the property tests."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

Floats = NDArray[np.float64]
POINTS = st.integers(0, 20).map(lambda number: number * 5.0)


@st.composite
def tables(draw: Any, least: int = 2, most: int = 6) -> tuple[Floats, Floats]:
    """Values [o, c] and weights [c]; equal rows and weights of 0 happen often."""
    options, criteria = draw(st.integers(least, most)), draw(st.integers(1, 5))
    row = st.lists(POINTS, min_size=criteria, max_size=criteria)
    values = draw(st.lists(row, min_size=options, max_size=options))
    weights = draw(st.lists(st.integers(0, 10), min_size=criteria, max_size=criteria))
    return np.array(values, dtype=float), np.array(weights, dtype=float)


@st.composite
def intervals(draw: Any, least: int = 2) -> tuple[Floats, Floats]:
    """Low and high [o, c]; some values are sure."""
    values, _weights = draw(tables(least=least))
    other = draw(
        st.lists(st.lists(POINTS, min_size=values.shape[1], max_size=values.shape[1]), min_size=len(values))
    )
    ends = np.array(other[: len(values)], dtype=float)
    return np.minimum(values, ends), np.maximum(values, ends)


# The example that is worked out in the methods: three roads on staff, money and nearness.
VALUES = np.array([[80.0, 20.0, 40.0], [40.0, 60.0, 60.0], [10.0, 10.0, 50.0]])
HALEN, LUMMEN = [60, 20, 20], [1 / 9, 11 / 18, 5 / 18]
