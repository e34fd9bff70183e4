"""Zip files, and the XLSX files that are zip files too: looked at from outside before they are unpacked."""

import io
import zipfile
import zlib
from pathlib import PurePosixPath

from .budget import Budget
from .limits import MAX_ENTRIES, MAX_RATIO, MAX_UNPACKED, SMALL_UNPACKED
from .reasons import ImportRefused, Reason
from .rows import Where

ENCRYPTED = 0x1
# NotImplementedError, for an unknown compression, is a RuntimeError.
UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError)


def opened(name: str, data: bytes) -> zipfile.ZipFile:
    """An archive of reasonable size. What an entry claims is also the most that `zipfile` reads of it."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except UNREADABLE:
        raise ImportRefused(Reason.BROKEN_FILE, Where(name), file=name) from None
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    swollen = unpacked > SMALL_UNPACKED and unpacked > MAX_RATIO * len(data)
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED or swollen:
        raise ImportRefused(Reason.ZIP_BOMB, Where(name), file=name)
    if any(entry.flag_bits & ENCRYPTED for entry in entries):
        raise ImportRefused(Reason.LOCKED, Where(name), file=name)
    return archive


def unpacked(name: str, data: bytes, budget: Budget) -> list[tuple[str, bytes]]:
    """The files of an archive by their bare names: folders in it, and where they point, mean nothing here."""
    files = []
    with opened(name, data) as archive:
        for entry in archive.infolist():
            bare = PurePosixPath(entry.filename.replace("\\", "/")).name
            if entry.is_dir() or bare.startswith(".") or "__MACOSX" in entry.filename:
                continue
            budget.unpack(name, entry.file_size)
            try:
                files.append((bare, archive.read(entry)))
            except UNREADABLE:
                raise ImportRefused(Reason.BROKEN_FILE, Where(name), file=bare) from None
    if not files:
        raise ImportRefused(Reason.EMPTY_FILE, Where(name), file=name)
    return files
