"""The descriptors of a group and of one municipality in words, for the page on regions alike."""

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
EACH = {
    "population": Descriptor(_("Inhabitants"), _("compared as a ratio (logarithm)"), _inhabitants),
    "agreements": Descriptor(_("Agreements"), _("in which it takes part"), _count),
    "mix": Descriptor(_("Same mix"), _("cosine with the coverage profile of the whole region"), decimals),
    "neighbours": Descriptor(_("Overlap with neighbours"), _("mean Jaccard with those it borders"), _whole),
}


class Shown(NamedTuple):
    """A descriptor as a cell: its value, and the share of the distance it makes up."""

    label: Any
    value: str
    share: str
    heavy: bool


def shown(parts: tuple[Part, ...], words: dict[str, Descriptor] = DESCRIPTORS) -> list[Shown]:
    heaviest = max((part.share for part in parts), default=0.0)
    return [
        Shown(
            words[part.name].label,
            words[part.name].said(part.value),
            percent(part.share, 0),
            heaviest > 0 and part.share == heaviest,
        )
        for part in parts
    ]
