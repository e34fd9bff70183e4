"""Small random membership frames, from empty to dense, for the property tests."""

import pandas as pd
from hypothesis import strategies as st

MUNICIPALITIES = range(1, 9)
AGREEMENTS = range(50, 60)


def frame(pairs: set[tuple[int, int]]) -> pd.DataFrame:
    rows = sorted(pairs, key=lambda pair: pair[::-1])
    return pd.DataFrame(rows, columns=["municipality", "agreement"], dtype="int64")


memberships = st.sets(
    st.tuples(st.sampled_from(MUNICIPALITIES), st.sampled_from(AGREEMENTS)), max_size=40
).map(frame)

# What every function must survive, with what the comment says of each.
EMPTY = frame(set())
SINGLE = frame({(1, 50)})
EDGELESS = frame({(1, 50), (2, 51)})  # two municipalities, nothing shared
SPLIT = frame({(1, 50), (2, 50), (3, 51), (4, 51)})  # two parts without a tie between them
