"""A document for Word and LibreOffice: real headings, lists and tables, in the language it is written in."""

from __future__ import annotations

import io
from datetime import UTC, datetime, time
from functools import singledispatch
from typing import Any

from docx import Document as WordFile
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from kb.exchange.documents.model import Document, Heading, Listing, Paragraph, Table, paragraphs, readable

INK, SECONDARY, ACCENT = RGBColor(0x17, 0x21, 0x2B), RGBColor(0x4A, 0x59, 0x66), RGBColor(0x0B, 0x5C, 0x63)
TEXT_FONT, HEADING_FONT = "Calibri", "Cambria"  # what every Word has; ours are not on the reader's machine
SIZES = {"Title": 26, "Subtitle": 13, "Heading 1": 18, "Heading 2": 14, "Heading 3": 12, "Normal": 11}
LANGUAGES = {"nl": "nl-BE", "en": "en-GB"}


def docx(document: Document) -> bytes:
    file = WordFile()
    _dress(file, document)
    _name(file, document)
    file.add_paragraph(readable(document.title), style="Title")
    _paragraph(file, document.subtitle, style="Subtitle")
    for label, value in document.facts:
        for line in _paragraph(file, value or "–", lead=label):
            line.paragraph_format.space_after = Pt(2)
    for block in document.blocks:
        _write(block, file)
    stream = io.BytesIO()
    file.save(stream)
    return stream.getvalue()


def _dress(file: Any, document: Document) -> None:
    for name, size in SIZES.items():
        style = file.styles[name]
        heads = name != "Normal"
        style.font.size, style.font.color.rgb = Pt(size), ACCENT if heads else INK
        _font(style, HEADING_FONT if heads else TEXT_FONT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), LANGUAGES[document.language])
    properties = file.styles["Normal"].element.get_or_add_rPr()
    properties.append(language)
    for section in file.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.5)
        foot = section.footer.paragraphs[0]
        foot.text = readable(document.foot)
        foot.runs[0].font.size, foot.runs[0].font.color.rgb = Pt(9), SECONDARY


def _font(style: Any, name: str) -> None:
    """The theme of Word's template names fonts of its own, which go before the name alone."""
    style.font.name = name
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.attrib.pop(qn(f"w:{kind}Theme"), None)
        fonts.set(qn(f"w:{kind}"), name)


def _name(file: Any, document: Document) -> None:
    about = file.core_properties
    about.title, about.subject = readable(document.title)[:255], readable(document.subtitle)[:255]
    about.author, about.comments = "Samenwijzer", ""
    about.language = LANGUAGES[document.language]
    about.created = about.modified = datetime.combine(document.day, time(), UTC)


def _paragraph(file: Any, text: str, style: str | None = None, lead: str = "") -> list[Any]:
    """A paragraph for each that was typed; a line that was broken stays broken."""
    made = []
    for lines in paragraphs(text):
        made.append(file.add_paragraph(style=style))
        if lead and len(made) == 1:
            made[0].add_run(f"{readable(lead)}: ").bold = True
        for number, line in enumerate(lines):
            run = made[-1].add_run(line)
            if number + 1 < len(lines):
                run.add_break()
    return made


@singledispatch
def _write(block: Any, file: Any) -> None:
    raise TypeError(block)


@_write.register
def _heading(block: Heading, file: Any) -> None:
    file.add_paragraph(readable(block.text), style=f"Heading {block.level}")


@_write.register
def _text(block: Paragraph, file: Any) -> None:
    for made in _paragraph(file, block.text, lead=block.lead):
        for run in made.runs if block.note else ():
            run.font.size, run.font.color.rgb = Pt(9.5), SECONDARY


@_write.register
def _listing(block: Listing, file: Any) -> None:
    style = "List Number" if block.numbered else "List Bullet"
    for item in block.items:
        file.add_paragraph(readable(item), style=style)


@_write.register
def _table(block: Table, file: Any) -> None:
    table = file.add_table(rows=1, cols=len(block.heads), style="Table Grid")
    for cell, head in zip(table.rows[0].cells, block.heads, strict=True):
        cell.text = readable(head)
        cell.paragraphs[0].runs[0].bold = True
    marks = table.rows[0]._tr.get_or_add_trPr()
    repeats = OxmlElement("w:tblHeader")
    repeats.set(qn("w:val"), "true")
    marks.append(repeats)
    for row in block.rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = readable(text)
    file.add_paragraph()
