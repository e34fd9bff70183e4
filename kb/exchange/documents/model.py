"""What a document holds, before it is a file. All text is plain: nothing in it is markup."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

# What XML cannot hold and no reader sees: control characters, half pairs, signs that turn the writing.
UNWRITABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]"
)
LINE_END = re.compile("\r\n?|[\u2028\u2029\x85]")
BETWEEN_PARAGRAPHS = re.compile(r"\n[ \t]*\n\s*")


@dataclass(frozen=True)
class Heading:
    """``level`` 1 is a chapter; a document skips no level."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    """Text as somebody typed it: an empty line begins a new paragraph.

    ``lead`` says in bold whose words follow; a ``note`` is printed smaller.
    """

    text: str
    note: bool = False
    lead: str = ""


@dataclass(frozen=True)
class Listing:
    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True)
class Table:
    """Every row is as long as ``heads``."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Heading | Paragraph | Listing | Table


@dataclass(frozen=True)
class Document:
    """``facts`` stand under the title (what, of which day, from which data); ``foot`` on every page."""

    title: str
    subtitle: str
    facts: tuple[tuple[str, str], ...]
    blocks: tuple[Block, ...]
    foot: str
    language: str
    day: date


def readable(text: str) -> str:
    """``text`` with only what can be written down; every line ends the same way.

    >>> readable("één\\x00\\r\\ntwee")
    'één\\ntwee'
    """
    return UNWRITABLE.sub("", LINE_END.sub("\n", text))


def paragraphs(text: str) -> list[list[str]]:
    """The lines of each paragraph.

    >>> paragraphs("een\\ntwee\\n\\n\\ndrie")
    [['een', 'twee'], ['drie']]
    """
    parts = BETWEEN_PARAGRAPHS.split(readable(text).strip())
    return [[line.rstrip() for line in part.split("\n")] for part in parts if part.strip()]
