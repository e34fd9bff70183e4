"""Which files make one document, and what is left aside."""

import io
import zipfile

import pytest
from openpyxl import load_workbook

from kb.exchange.read import files_of, read
from kb.exchange.reasons import ImportRefused, Reason
from tests.kb.exchange.inventory import as_workbook
from tests.kb.exchange.test_register import FOLDER

FIRST = ("a.csv", b"Verband;Gemeente\nCipal;Halen\n")
SECOND = ("b.csv", b"Gemeente,Verband\nLummen,Cipal\n")


def zipped(files, folder=""):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in files:
            archive.writestr(f"{folder}{name}", data)
    return stream.getvalue()


def test_several_long_lists_are_one_document():
    document = read([FIRST, SECOND])
    assert [row.name for row in document.agreements] == ["Cipal"]
    assert [row.municipality for row in document.memberships] == ["Halen", "Lummen"]


def test_a_zipped_register_is_the_same_register():
    assert read([("register.zip", zipped(FOLDER, "flanders/"))]) == read(FOLDER)


def test_what_lies_beside_a_register_is_left_aside_unless_it_is_meant_to_be_read():
    beside = [("map.json", b'{"type": "Topology"}'), ("notes.pdf", b"%PDF-1.7"), ("list.csv", FIRST[1])]
    assert read([*FOLDER, *beside]).ignored == ("README.md", "map.json", "notes.pdf", "list.csv")
    with pytest.raises(ImportRefused) as refused:
        read(
            [
                *FOLDER,
                ("locked.xlsx", bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le")),
            ]
        )
    assert refused.value.code == Reason.LOCKED


def test_a_workbook_may_hold_other_sheets_and_hidden_ones():
    book = load_workbook(io.BytesIO(as_workbook([["Verband", "Gemeente"], ["Cipal", "Halen"]])))
    book.create_sheet("Nota").append(["Nog na te kijken"])
    hidden = book.create_sheet("Oud")
    hidden.append(["Verband", "Gemeente"])
    hidden.append(["Audio", "Halen"])
    hidden.sheet_state = "hidden"
    stream = io.BytesIO()
    book.save(stream)
    document = read([("lijst.xlsx", stream.getvalue())])
    assert [row.name for row in document.agreements] == ["Cipal"]
    assert document.ignored == ("Nota",)


def test_progress_is_told_after_each_file():
    told = []
    read([("lijst.zip", zipped([FIRST, SECOND]))], lambda *step: told.append(step))
    assert told == [("a.csv", 1, 2), ("b.csv", 2, 2)]


def test_files_of_a_folder_or_a_single_file(tmp_path):
    for name in ("b.csv", "a.csv", ".hidden"):
        (tmp_path / name).write_bytes(name.encode())
    (tmp_path / "folder").mkdir()
    assert files_of(tmp_path) == [("a.csv", b"a.csv"), ("b.csv", b"b.csv")]
    assert files_of(tmp_path / "b.csv") == [("b.csv", b"b.csv")]
