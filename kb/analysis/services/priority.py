"""With which services to start: policy-neutral first, then those with most potential.

Source of the order: the analysis of 2022 starts with services that touch policy little, and goes on to those
with more potential when that runs well. Putting it in numbers is our own definition.
"""

import pandas as pd

NEUTRAL = 4  # from this neutrality on (of 1 to 5) a service is one to start with
FIRST, LATER, UNKNOWN = 1, 2, 0


def priority(neutrality: pd.Series, potential: pd.Series) -> pd.Series:
    """The place of each service in the order in which to start, 1 first; Int64, <NA> where not known.

    neutrality and potential: scores from 1 to 5 with the same index, NaN where nobody judged. rank(i) = 1 +
    the number of services j with n_j > n_i, or n_j = n_i and p_j > p_i, where a potential that is not known
    counts as below every known one. Ties share a place and the next place is skipped. A service of which the
    neutrality is not known has no place, and takes none from the others. Different indexes raise ValueError.

    >>> n, p = pd.Series([5, 3, 5, 3, None, 5]), pd.Series([2, 5, 4, 5, 1, None])
    >>> priority(n, p).tolist()
    [2, 4, 1, 4, <NA>, 3]
    """
    scores = _scores(neutrality, potential).dropna(subset="neutrality").fillna({"potential": 0})
    steps = scores.rank(method="dense")
    height = steps["neutrality"] * (len(scores) + 1) + steps["potential"]
    ranks = height.rank(method="min", ascending=False)
    return ranks.reindex(neutrality.index).astype("Int64").rename("priority")


def _scores(neutrality: pd.Series, potential: pd.Series) -> pd.DataFrame:
    if not neutrality.index.equals(potential.index):
        raise ValueError("neutrality and potential speak of different services")
    return pd.DataFrame({"neutrality": neutrality.astype(float), "potential": potential.astype(float)})


def stages(neutrality: pd.Series) -> pd.Series:
    """In which stage each service would begin: 1 to start with, 2 when that runs well, 0 not known.

    The stage is 1 from neutrality 4 of 5 on, else 2; 0 where nobody judged the neutrality.

    >>> stages(pd.Series([5, 4, 3, None])).tolist()
    [1, 1, 2, 0]
    """
    stage = (neutrality >= NEUTRAL).map({True: FIRST, False: LATER})
    return stage.where(neutrality.notna(), UNKNOWN).astype("int64").rename("stage")
