"""The source that states something of those who look for a partner and of every candidate alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from kb.insight.scenes import kept
from kb.insight.withwhom.joining import candidates, places
from kb.models import Agreement, Claim, DataVersion, Source, Study


def common_source(study: Study, base: Iterable[int]) -> str:
    """The code of a register that knows all of them, or ''.

    A report describes its own subject at length and the others in passing: it never counts as common.
    """
    version = DataVersion.stamp()
    around = [{pk} for pk in base] + [places(row) for row in candidates(study, version)]
    stated = kept("partners-stated", "", version, _stated)
    known = (code for code, there in sorted(stated.items()) if all(there & ground for ground in around))
    return next(known, "")


def _stated() -> dict[str, set[int]]:
    """By register: the municipalities of which it states a membership, and those that grew out of them."""
    claims = Claim.objects.filter(
        says=Claim.Says.MEMBER,
        source__kind=Source.Kind.REGISTER,
        membership__agreement__in=Agreement.objects.cooperation().current(),
    )
    found: dict[str, set[int]] = defaultdict(set)
    pairs = claims.order_by().values_list(
        "source__code", "membership__municipality", "membership__municipality__successors"
    )
    for code, *ground in pairs.distinct():
        found[code] |= {pk for pk in ground if pk}
    return dict(found)
