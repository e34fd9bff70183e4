"""Two writers of one list: what both did to it since both read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Key = int
Row = Mapping[str, str]
Rows = Mapping[Key, Row]


@dataclass
class Merged:
    """``rows`` keep the order of mine, theirs come after; ``clashes`` are (key, name, mine, theirs)."""

    rows: dict[Key, dict[str, str]] = field(default_factory=dict)
    clashes: list[tuple[Key, str, str, str]] = field(default_factory=list)
    added: list[Key] = field(default_factory=list)
    removed: list[Key] = field(default_factory=list)


def merge(base: Rows, mine: Rows, theirs: Rows) -> Merged:
    """Mine and theirs together, both written from ``base``.

    What one of them added, changed or removed is done. A row that one removed and the other changed
    stays; a field that both changed keeps mine, and is told.

    >>> was = {1: {"remark": "a"}, 2: {"remark": "b"}}
    >>> merge(was, {1: {"remark": "x"}, 2: {"remark": "b"}}, {1: {"remark": "a"}, 3: {"remark": "c"}}).rows
    {1: {'remark': 'x'}, 3: {'remark': 'c'}}
    """
    found = Merged()
    for key in [*mine, *(key for key in theirs if key not in mine)]:
        if key in mine and key in theirs:
            found.rows[key] = _fields(found, key, base.get(key, {}), mine[key], theirs[key])
        elif key in mine:
            _alone(found, key, mine[key], base.get(key), found.removed)
        elif _alone(found, key, theirs[key], base.get(key), []):
            found.added.append(key)
    return found


def _alone(found: Merged, key: Key, row: Row, before: Row | None, gone: list[Key]) -> bool:
    """A row that one has and the other has not stays when it is new or was changed."""
    if stays := before is None or not _same(row, before):
        found.rows[key] = dict(row)
    else:
        gone.append(key)
    return stays


def _fields(found: Merged, key: Key, before: Row, mine: Row, theirs: Row) -> dict[str, str]:
    whole = dict(mine)
    for name in mine:
        yours, other, old = mine[name], theirs.get(name, ""), before.get(name, "")
        if _plain(yours) == _plain(old):
            whole[name] = other
        elif _plain(other) not in {_plain(old), _plain(yours)}:
            found.clashes.append((key, name, yours, other))
    return whole


def _same(one: Row, other: Row) -> bool:
    return {name: _plain(text) for name, text in one.items()} == {
        name: _plain(text) for name, text in other.items()
    }


def _plain(text: str) -> str:
    """A browser ends its lines in its own way."""
    return " ".join(text.split())
