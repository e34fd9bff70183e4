"""Over how many domains a municipality spreads its agreements."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

UNKNOWN = -1


@dataclass(frozen=True)
class Breadth:
    """`municipalities`: `id`, `n` agreements, `unknown` of them without domain, `domains`, `entropy`, `even`.

    `coverage` counts the agreements of each municipality (index) in each known domain (columns, sorted).
    """

    municipalities: pd.DataFrame
    coverage: pd.DataFrame


def breadth(
    memberships: pd.DataFrame,
    agreements: pd.DataFrame,
    municipalities: Iterable[int],
    domains: Iterable[int] = (),
) -> Breadth:
    """Shannon entropy of each portfolio over the domains, H_i = −Σ_d p_id ln p_id, and what it covers.

    p_id is the share of domain d in the agreements of i whose domain is known; those of an unknown domain
    (-1) are counted apart. `even` = exp(H_i): as broad as that many domains used alike (Hill 1973).
    `domains` adds columns that nobody covers. Without an agreement of known domain: entropy and `even`
    NaN. Natural logarithm. Source: Shannon 1948, Bell System Technical Journal 27.

    >>> memberships = pd.DataFrame({"municipality": [1, 1, 2], "agreement": [6, 7, 7]})
    >>> agreements = pd.DataFrame({"id": [6, 7], "domain": [50, 51]})
    >>> breadth(memberships, agreements, [1, 2]).municipalities.round(2).values.tolist()
    [[1.0, 2.0, 0.0, 2.0, 0.69, 2.0], [2.0, 1.0, 0.0, 1.0, 0.0, 1.0]]
    """
    ids = sorted(set(municipalities))
    of = memberships["agreement"].map(agreements.set_index("id")["domain"]).fillna(UNKNOWN).astype("int64")
    inside = memberships["municipality"].isin(ids)
    found = pd.crosstab(memberships.loc[inside, "municipality"], of[inside])
    known = sorted((set(found.columns) | set(agreements["domain"]) | set(domains)) - {UNKNOWN})
    counts = found.reindex(index=ids, columns=[*known, UNKNOWN], fill_value=0).astype("int64")
    coverage = counts[known].rename_axis(index="municipality", columns="domain")
    entropy = _entropy(coverage.to_numpy(np.float64))
    table = {
        "id": ids,
        "n": counts.sum(axis=1).to_numpy(),
        "unknown": counts[UNKNOWN].to_numpy(),
        "domains": (coverage > 0).sum(axis=1).to_numpy(),
        "entropy": entropy,
        "even": np.exp(entropy),
    }
    types = dict.fromkeys(["id", "n", "unknown", "domains"], "int64")
    return Breadth(pd.DataFrame(table).astype(types), coverage)


def _entropy(counts: np.ndarray) -> np.ndarray:
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = counts / counts.sum(axis=1, keepdims=True)
        terms = np.where(counts > 0, shares * np.log(shares), 0.0)
    return np.where(counts.sum(axis=1) > 0, np.abs(terms.sum(axis=1)), np.nan)
