"""What a file is, told from its first bytes: an extension is only a claim."""

import zipfile
from typing import Literal

from .archives import opened
from .reasons import ImportRefused, Reason
from .rows import Where

Format = Literal["csv", "xlsx", "zip", "json"]

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
OTHER = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"II*\0", b"MM\0*", b"{\\rtf", b"\x1f\x8b")
MARKUP = (b"<!doctype", b"<html", b"<?xml", b"<svg")
BOM = b"\xef\xbb\xbf"


def format_of(name: str, data: bytes) -> Format:
    """One of the formats that can be read, else a refusal that says what to do."""
    head = data[:64].removeprefix(BOM).lstrip()
    if not head:
        raise ImportRefused(Reason.EMPTY_FILE, Where(name), file=name)
    if data.startswith(OLE):
        raise ImportRefused(_ole(data), Where(name), file=name)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(name, data)
    if data.startswith(OTHER) or head.lower().startswith(MARKUP):
        raise ImportRefused(Reason.NOT_A_SPREADSHEET, Where(name), file=name)
    return "json" if head.startswith((b"{", b"[")) else "csv"


def _ole(data: bytes) -> Reason:
    """Excel wraps a locked workbook, and kept its old ones, in the container of the old Office."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return Reason.LOCKED
    streams = ("Workbook", "Book")
    is_excel = any(stream.encode("utf-16-le") in data for stream in streams)
    return Reason.OLD_EXCEL if is_excel else Reason.NOT_A_SPREADSHEET


def _zipped(name: str, data: bytes) -> Format:
    with opened(name, data) as archive:
        names = set(archive.namelist())
        if "xl/workbook.xml" in names:
            return "xlsx"
        if "mimetype" in names and _is_open_document(archive):
            raise ImportRefused(Reason.OPEN_DOCUMENT, Where(name), file=name)
    if "[Content_Types].xml" in names:
        raise ImportRefused(Reason.NOT_A_SPREADSHEET, Where(name), file=name)
    return "zip"


def _is_open_document(archive: zipfile.ZipFile) -> bool:
    with archive.open("mimetype") as stream:
        return b"opendocument" in stream.read(200)
