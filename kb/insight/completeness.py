"""Whose lists are known to be complete: a register names members wherever they lie, a team mostly its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from kb.models import Claim, Source


def unsure_alone(ties: pd.DataFrame, mine: Iterable[int], heirs: Mapping[int, int]) -> frozenset[int]:
    """Agreements of which only members among ``mine`` are known, unless a register names all of these.

    ``ties`` are those of all municipalities; a register that names a merged one names its heir.
    """
    ours = ties["municipality"].isin(list(mine))
    alone = ties[ours & ~ties["agreement"].isin(ties.loc[~ours, "agreement"])]
    if alone.empty:
        return frozenset()
    said = Claim.objects.filter(
        membership__agreement__in=set(alone["agreement"].tolist()),
        source__kind=Source.Kind.REGISTER,
        says=Claim.Says.MEMBER,
    ).values_list("membership__agreement_id", "membership__municipality_id")
    named = {(agreement, heirs.get(who, who)) for agreement, who in said}
    pairs = alone[["agreement", "municipality"]].itertuples(index=False, name=None)
    return frozenset(agreement for agreement, who in pairs if (agreement, who) not in named)


def knows_others(ties: pd.DataFrame, mine: Iterable[int]) -> bool:
    """Whether of any agreement of ``mine`` a member elsewhere is known: only then can lists be compared."""
    ours = ties["municipality"].isin(list(mine))
    return bool(ties.loc[ours, "agreement"].isin(ties.loc[~ours, "agreement"]).any())
