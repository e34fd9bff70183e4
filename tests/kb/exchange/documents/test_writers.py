"""One description as Word and as PDF, read back with other programs than those that wrote them."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date

import pytest
from docx import Document as WordFile
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from kb.exchange.documents import WRITERS, Document, Heading, Listing, Paragraph, Table
from kb.exchange.documents.model import readable

HOSTILE = '#panic("x") #read("/etc/passwd") $x^2$ *vet* _cursief_ `c` @l <b>&amp;</b> \\ // ]] {{ 7*7 }}'
PLAIN = Document(
    title="Gedeelde visie",
    subtitle="Halen, Herk-de-Stad en Lummen",
    facts=(("Datum", "3 maart 2026"),),
    blocks=(
        Heading("Ambitie"),
        Paragraph("Eerste regel\r\ntweede regel\n\nTweede alinea"),
        Heading("Antwoorden", 2),
        Listing(("het ene", "het andere")),
        Listing(("eerst", "dan"), numbered=True),
        Table(("Partij", "Antwoord"), (("Halen", "ja"), ("Lummen", "neen"))),
        Paragraph("Kleine letters", note=True),
        Paragraph("Ja\n\nof nee", lead="Halen"),
    ),
    foot="Samenwijzer · versie 12",
    language="nl",
    day=date(2026, 3, 3),
)


def word(document: Document) -> WordFile:
    return WordFile(io.BytesIO(WRITERS["docx"](document)))


def pdf(document: Document) -> PdfReader:
    return PdfReader(io.BytesIO(WRITERS["pdf"](document)))


def printed(document: Document) -> str:
    """The words of the PDF in their order, wherever its lines break."""
    return " ".join(" ".join(page.extract_text() for page in pdf(document).pages).split())


def saying(text: str) -> Document:
    return replace(
        PLAIN,
        title=text or "x",
        blocks=(Paragraph(text, lead=text), Listing((text,)), Table((text,), ((text,),))),
    )


def test_word_holds_real_headings_lists_and_tables():
    file = word(PLAIN)
    found = [(line.style.name, line.text) for line in file.paragraphs if line.text]
    assert found == [
        ("Title", "Gedeelde visie"),
        ("Subtitle", "Halen, Herk-de-Stad en Lummen"),
        ("Normal", "Datum: 3 maart 2026"),
        ("Heading 1", "Ambitie"),
        ("Normal", "Eerste regel\ntweede regel"),
        ("Normal", "Tweede alinea"),
        ("Heading 2", "Antwoorden"),
        ("List Bullet", "het ene"),
        ("List Bullet", "het andere"),
        ("List Number", "eerst"),
        ("List Number", "dan"),
        ("Normal", "Kleine letters"),
        ("Normal", "Halen: Ja"),
        ("Normal", "of nee"),
    ]
    (table,) = file.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Partij", "Antwoord"],
        ["Halen", "ja"],
        ["Lummen", "neen"],
    ]
    assert file.sections[0].footer.paragraphs[0].text == "Samenwijzer · versie 12"
    assert (file.core_properties.title, file.core_properties.language) == ("Gedeelde visie", "nl-BE")


def test_the_pdf_is_tagged_and_says_its_language_and_title():
    file = pdf(PLAIN)
    root = file.trailer["/Root"]
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("nl-BE", True)
    assert file.metadata.title == "Gedeelde visie"
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_object().get_data()
    assert {"/H1", "/P", "/L", "/Table", "/TH"} <= tags(root["/StructTreeRoot"])


def tags(node) -> set[str]:
    """The kinds of part in the structure of a PDF."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        return set().union(*map(tags, node)) if node else set()
    if not isinstance(node, dict):
        return set()
    return {str(node["/S"])} | tags(node.get("/K")) if "/S" in node else tags(node.get("/K"))


def test_the_pdf_says_everything_in_order():
    said = printed(PLAIN)
    wanted = ["Gedeelde visie", "3 maart 2026", "Ambitie", "Eerste regel tweede regel", "Tweede alinea"]
    wanted += [
        "het ene",
        "1. eerst",
        "2. dan",
        "Partij Antwoord",
        "Lummen neen",
        "Kleine letters",
        "versie 12",
    ]
    places = [said.index(words) for words in wanted]
    assert places == sorted(places)


def test_what_looks_like_markup_is_printed_and_never_run():
    assert HOSTILE in printed(replace(PLAIN, blocks=(Paragraph(HOSTILE),)))
    hostile = word(saying(HOSTILE))
    assert HOSTILE in [line.text for line in hostile.paragraphs]
    assert hostile.tables[0].cell(1, 0).text == HOSTILE


def test_a_sign_that_the_fonts_do_not_have_is_a_box_in_any_language():
    assert "Goed д ■ ■" in printed(saying("Goed д 😀 ก"))
    assert "Goed д 😀 ก" in [line.text for line in word(saying("Goed д 😀 ก")).paragraphs]


def test_a_word_too_long_for_the_line_breaks_within_the_page():
    long = "https://voorbeeld.be/" + "W" * 300
    reader = pdf(replace(PLAIN, blocks=(Paragraph(long), Table(("a", "b", "c"), ((long, "x", "y"),)))))
    reached = []

    def place(text: str, _matrix, at, _font, size) -> None:
        reached.append(at[4] + 0.9 * (size or 10.5) * len(text.rstrip()))

    for page in reader.pages:
        page.extract_text(visitor_text=place)
        assert max(reached) <= page.mediabox.width
    assert "".join(printed(replace(PLAIN, blocks=(Paragraph(long),))).split()).count("W") == 300


def test_a_letter_with_a_loose_accent_is_one_letter():
    assert "één" in printed(saying("e\u0301e\u0301n"))


@pytest.mark.parametrize("form", WRITERS)
def test_control_characters_fall_away(form):
    text = "a\x00b\x0bc\ud800d\u202ee\ufffff"
    found = word(saying(text)).paragraphs[0].text if form == "docx" else printed(saying(text))
    assert "abcdef" in found


@pytest.mark.parametrize("form", WRITERS)
def test_twenty_thousand_characters_without_an_end(form):
    text = "Samen " * 3_000 + "slot" + "x" * 2_000
    if form == "docx":
        assert word(replace(PLAIN, blocks=(Paragraph(text),))).paragraphs[-1].text == text
    else:
        found = pdf(replace(PLAIN, blocks=(Paragraph(text),)))
        pages = " ".join(page.extract_text() for page in found.pages)
        assert (pages.count("Samen "), len(found.pages) > 3) == (3_000, True)


def test_the_same_document_is_the_same_pdf():
    assert WRITERS["pdf"](PLAIN) == WRITERS["pdf"](PLAIN)


@pytest.mark.parametrize("form", WRITERS)
def test_an_empty_document_is_one(form):
    empty = Document("Leeg", "", (), (), "", "en", date(2026, 1, 1))
    assert len(WRITERS[form](empty)) > 1_000


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(exclude_categories=()), max_size=80))
def test_any_text_makes_a_file(text):
    assert WRITERS["pdf"](saying(text)).startswith(b"%PDF-1.7")
    with zipfile.ZipFile(io.BytesIO(WRITERS["docx"](saying(text)))) as archive:
        assert archive.testzip() is None
    assert word(saying(text)).tables[0].cell(1, 0).text == readable(text)
