"""Lines of text that fit into a box, measured without a screen."""

from __future__ import annotations

from unicodedata import category, combining, east_asian_width

NARROW, WIDE = "iljtfrI.,:;'|!()[]/ -‘’“”", "mwMW@%&—…"
SHARES = {"narrow": 0.32, "wide": 0.86, "capital": 0.62, "plain": 0.52, "full": 1.1}  # of the font size
BOLD = 1.06
TURNS = dict.fromkeys(map(ord, "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))
JOINERS = "\u200d\ufe0f"  # between and after the parts of one emoji
ELLIPSIS = "…"


def cleaned(text: str) -> str:
    """Without what no picture can hold, or what would turn the reading direction of all that follows.

    >>> cleaned("one\\x00\\n two\\u202e three")
    'one two three'
    """
    kept = "".join(
        sign
        for sign in text.translate(TURNS)
        if sign.isspace() or category(sign)[0] != "C" or sign == "\u200d"
    )
    return " ".join(kept.split())


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Pixels that ``text`` takes at most in a humanist sans of ``size``; rather too many than too few."""
    return size * sum(map(_share, text)) * (BOLD if bold else 1)


def _share(sign: str) -> float:
    if combining(sign) or sign in JOINERS:
        return 0.0
    if east_asian_width(sign) in "WF" or category(sign) == "So":
        return SHARES["full"]
    if sign in NARROW:
        return SHARES["narrow"]
    if sign in WIDE:
        return SHARES["wide"]
    return SHARES["capital"] if sign.isupper() else SHARES["plain"]


def wrapped(text: str, width: float, size: float, *, bold: bool = False, most: int = 12) -> list[str]:
    """Lines of at most ``width`` pixels; a word that is wider is broken, what passes ``most`` lines is cut.

    >>> wrapped("one two three", 60, 16)
    ['one two', 'three']
    >>> wrapped("one two three", 60, 16, most=1)
    ['one…']
    """
    lines: list[str] = []
    for word in cleaned(text).split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(joined, size, bold=bold) <= width:
            lines[-1] = joined
        else:
            lines += _broken(word, width, size, bold=bold)
    if len(lines) > most:
        lines = [*lines[: most - 1], _cut(lines[most - 1], width, size, bold=bold)]
    return lines or [""]


def _broken(word: str, width: float, size: float, *, bold: bool) -> list[str]:
    parts = [""]
    for sign in word:
        if parts[-1] and text_width(parts[-1] + sign, size, bold=bold) > width:
            parts.append("")
        parts[-1] += sign
    return parts


def _cut(line: str, width: float, size: float, *, bold: bool) -> str:
    """The words of ``line`` that leave room for an ellipsis; of a single word, its letters."""
    while text_width(line + ELLIPSIS, size, bold=bold) > width:
        line = line.rpartition(" ")[0] if " " in line else line[:-1]
    return line + ELLIPSIS
