"""The criteria of a partner in words: a name, and what a mayor should know of it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

LABELS = {
    "all": _("Shared agreements"),
    "voluntary": _("Shared by choice"),
    "small": _("Shared in small circles"),
    "chance": _("More than chance"),
    "weakest": _("Weakest pair"),
    "population": _("Population thresholds"),
    "province": _("One province"),
    "region": _("One reference region"),
    "few": _("Few newcomers"),
    "alike": _("Alike"),
    "diverse": _("Different"),
}
MEANINGS = {
    "all": _("Of all agreements that two of them have, the part they share; the mean over the pairs."),
    "voluntary": _("The same, counting only agreements that no law requires."),
    "small": _("The same, counting only agreements with few members."),
    "chance": _("The part of the pairs that share more than the size of their portfolios explains."),
    "weakest": _("The overlap of the two that have least in common: a chain and its weakest link."),
    "population": _("The part of the chosen thresholds that they reach together."),
    "province": _("1 inside one province, ½ across two, ⅓ across three."),
    "region": _("1 inside one reference region, ½ across two, ⅓ across three."),
    "few": _("1 when one joins, ½ when two join: the more partners, the more complex."),
    "alike": _("How equal they are in inhabitants and agreements. Whether that is good, you decide."),
    "diverse": _("How unequal they are in inhabitants and agreements. Whether that is good, you decide."),
}
