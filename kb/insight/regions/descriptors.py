"""The descriptors of a group in words, for the page on groups that resemble a region."""

from __future__ import annotations

from collections.abc import Callable
from math import exp
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from kb.insight.regions.alike import Part
from kb.wording import decimals, percent


class Descriptor(NamedTuple):
    label: Any
    meaning: Any
    said: Callable[[float], str]


def _whole(value: float) -> str:
    return percent(value, 0)


def _inhabitants(value: float) -> str:
    return decimals(exp(value), 0)


def _count(value: float) -> str:
    return decimals(value, 0)


DESCRIPTORS = {
    "population": Descriptor(_("Inhabitants"), _("together, compared as a ratio (logarithm)"), _inhabitants),
    "evenness": Descriptor(_("Evenness"), _("1: all members are equally large"), decimals),
    "jaccard": Descriptor(_("Overlap"), _("mean Jaccard of the pairs"), _whole),
    "shared": Descriptor(_("Shared by all"), _("of the agreements of any of them"), _whole),
    "coverage": Descriptor(_("Same mix"), _("cosine of the coverage profiles, 1: the same"), decimals),
    "provinces": Descriptor(_("Provinces"), _("in which the group lies"), _count),
    "regions": Descriptor(_("Reference regions"), _("in which the group lies"), _count),
}


class Shown(NamedTuple):
    """A descriptor of one group as a cell: its value, and the share of the distance it makes up."""

    label: Any
    value: str
    share: str
    heavy: bool


def shown(parts: tuple[Part, ...]) -> list[Shown]:
    heaviest = max((part.share for part in parts), default=0.0)
    return [
        Shown(
            DESCRIPTORS[part.name].label,
            DESCRIPTORS[part.name].said(part.value),
            percent(part.share, 0),
            heaviest > 0 and part.share == heaviest,
        )
        for part in parts
    ]
