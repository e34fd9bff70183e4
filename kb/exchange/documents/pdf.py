"""A document as a tagged PDF (PDF/UA-1), which a screen reader reads in order, set in our own fonts.

What people typed goes to the typesetter as data, never as markup: nothing in it can be run.
"""

from __future__ import annotations

import json
import re
import unicodedata
from datetime import UTC, datetime, time
from functools import cache
from importlib.resources import files
from typing import Any

import typst
from fontTools.ttLib import TTFont

from kb.exchange.documents.model import (
    Block,
    Document,
    Heading,
    Listing,
    Paragraph,
    Table,
    paragraphs,
    readable,
)

FONTS = {
    "font_source_sans_pro": "SourceSansPro-Regular.ttf",
    "font_source_serif_pro": "SourceSerifPro-Bold.ttf",
}
LAYOUT = "layout.typ"
BOX = "■"  # for a sign that our fonts lack
LONG_WORD = re.compile(r"\S{31,}")
SOME_LETTERS = re.compile(r"\S{10}(?=\S)")
MAY_BREAK = "\u200b"


def pdf(document: Document) -> bytes:
    layout = files("kb.exchange.documents").joinpath(LAYOUT)
    made = typst.compile(
        layout.read_bytes(),
        font_paths=[str(files(package) / "files") for package in FONTS],
        ignore_system_fonts=True,
        sys_inputs={"document": json.dumps(_told(document))},
        pdf_standards="ua-1",
        timestamp=datetime.combine(document.day, time(), UTC),
    )
    return bytes(made)


def _told(document: Document) -> dict[str, Any]:
    """The document as the layout reads it."""
    return {
        "title": printable(document.title).strip() or "Samenwijzer",  # the standard asks for one
        "subtitle": printable(document.subtitle),
        "foot": printable(document.foot),
        "language": document.language,
        "facts": [[printable(label), printable(value)] for label, value in document.facts],
        "blocks": [_block(block) for block in document.blocks],
    }


def _block(block: Block) -> dict[str, Any]:
    kind = type(block).__name__.lower()
    match block:
        case Heading(text, level):
            return {"kind": kind, "text": printable(text), "level": level}
        case Paragraph(text, note, lead):
            parts = paragraphs(printable(text))
            return {"kind": kind, "parts": parts, "note": note, "lead": printable(lead)}
        case Listing(items, numbered):
            return {"kind": kind, "items": [printable(item) for item in items], "numbered": numbered}
        case Table(heads, rows):
            lines = [[printable(text) for text in row] for row in rows]
            return {"kind": kind, "heads": [printable(head) for head in heads], "rows": lines}


def printable(text: str) -> str:
    """``text`` in letters that our fonts have; any other sign is a box, so that nothing falls away unseen.

    A word too long for a line may break anywhere.
    """
    signs = known_signs()
    plain = readable(unicodedata.normalize("NFC", text))
    said = "".join(sign if sign in signs else _unknown(sign) for sign in plain)
    return LONG_WORD.sub(lambda word: SOME_LETTERS.sub(rf"\g<0>{MAY_BREAK}", word[0]), said)


def _unknown(sign: str) -> str:
    joins = unicodedata.category(sign) in {"Cf", "Mn"}  # joins or changes what stands before it
    return "" if joins else BOX


@cache
def known_signs() -> frozenset[str]:
    """The signs that text and headings both have."""
    found = []
    for package, file in FONTS.items():
        with TTFont(str(files(package) / "files" / file)) as font:
            found.append({chr(point) for point in font.getBestCmap()})
    return frozenset.intersection(*map(frozenset, found)) | {"\n", "\t"}
