"""When two names mean one body: what of a name counts, and what kind of body it speaks of."""

from __future__ import annotations

import re

from kb.exchange.folding import fold_name

# A prefix says what kind of body it is and is often left out; the rest tells the bodies apart.
PREFIXES = {
    "projectvereniging": "",
    "dienstverlenende vereniging": "",
    "opdrachthoudende vereniging": "",
    "interlokale vereniging": "",
    "politiezone": "police",
    "hulpverleningszone": "fire",
    "brandweerzone": "fire",
    "pv": "",
    "dvv": "",
    "ov": "",
    "iv": "",
    "pz": "police",
    "hvz": "fire",
}
SAFETY = {"politiezone": "police", "politie": "police", "hulpverleningszone": "fire", "brandweer": "fire"}
ZONE_NUMBER = re.compile(r"^\d{4} ")


def core(name: str) -> str:
    """The part of a name that tells bodies apart.

    A police zone often lists its municipalities after a colon, and carries a number of four digits.
    """
    bare = ZONE_NUMBER.sub("", fold_name(name.split(":", maxsplit=1)[0]))
    for prefix in PREFIXES:
        if bare.startswith(f"{prefix} "):
            return ZONE_NUMBER.sub("", bare.removeprefix(f"{prefix} "))
    return bare


def safety_kind(name: str, *contexts: str) -> str:
    """``police`` or ``fire`` where the name, the legal form or the theme says so, else ''.

    "West-Limburg" is a sports region as well as a police zone: the name alone may not join those two.
    """
    bare = fold_name(name)
    prefix = next((prefix for prefix in PREFIXES if bare.startswith(f"{prefix} ")), "")
    if PREFIXES.get(prefix):
        return PREFIXES[prefix]
    words = " ".join(map(fold_name, contexts))
    return next((kind for word, kind in SAFETY.items() if word in words), "")
