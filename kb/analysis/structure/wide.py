"""Agreements that nearly everybody in view has: they say nothing about who belongs with whom."""

import numpy as np

from kb.analysis.graphs import Incidence

SHARE = 0.5
MEMBERS = 20


def telling(inc: Incidence, share: float = SHARE, members: int = MEMBERS) -> Incidence:
    """Without the wide agreements: those with over `share` of the rows as members, and over `members`.

    Two agreements that each have more than half of the municipalities in view always have members in
    common, whoever works with whom: such agreements cannot tell two clusters apart, and a few of them
    drown the others. In a view of a few municipalities every agreement is wide in that sense; the second
    bound keeps them all there. On the register every share from 0.2 to 0.75 leaves out the same six in
    Limburg. Rows stay, also those that lose all; empty input stays empty. Our own rule.

    >>> import pandas as pd
    >>> from kb.analysis.graphs import incidence
    >>> frame = pd.DataFrame({"municipality": [1, 2, 3, 1, 2], "agreement": [7, 7, 7, 8, 8]})
    >>> telling(incidence(frame)).agreements.tolist()
    [7, 8]
    >>> telling(incidence(frame), share=0.7, members=1).agreements.tolist()
    [8]
    """
    counts = inc.member_counts
    wide = (counts > share * len(inc.municipalities)) & (counts > members)
    kept = np.flatnonzero(~wide)
    return Incidence(inc.matrix[:, kept], inc.municipalities, inc.agreements[kept])
