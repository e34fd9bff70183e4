"""The vision as a document: everything that was said, what is open, and who agreed."""

from __future__ import annotations

import io
from datetime import date

import pytest
from docx import Document as WordFile
from pypdf import PdfReader

from kb.actions.vision.parties import seat_municipalities
from kb.actions.vision.texts import add_point, answer_prompt, settle_point, settle_text, write_text
from kb.exchange.documents import WRITERS, Listing, Paragraph
from kb.exchange.vision import vision_document
from kb.models import DataVersion, Study, VisionPrompt

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 3)
AT = "/studies/halen-herk-lummen/vision/export."


@pytest.fixture
def study(demo, cast) -> Study:
    seat_municipalities(demo)
    VisionPrompt.objects.all().delete()
    VisionPrompt.objects.create(code="hoe-ver", section="scope", text="Hoe ver mag het gaan?")
    return demo


@pytest.fixture
def written(study, cast) -> Study:
    """A draft and an agreed text, one answer, a point that is open and one that was talked out."""
    by = cast["owner"]
    prompt = VisionPrompt.objects.get()
    write_text(study=study, section="scope", values={"text": "Alles achter het loket.\n\nNiet meer."}, by=by)
    text = write_text(study=study, section="ambition", values={"text": "Samen sterker"}, by=by)
    settle_text(text=text, by=cast["facilitator"])
    answer_prompt(party=study.parties.get(name="Halen"), prompt=prompt, values={"text": "Heel ver"}, by=by)
    add_point(study=study, section="scope", values={"text": "Wie betaalt?"}, by=by)
    point = add_point(study=study, section="scope", values={"text": "Wie beslist?"}, by=by)
    settle_point(point=point, values={"outcome": "De raden"}, on=TODAY, by=by)
    return study


def test_it_says_who_agreed_what_is_open_and_who_is_silent(written):
    document = vision_document(written, TODAY)
    texts = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    agreed = next(text for text in texts if text.startswith("Agreed on "))
    assert agreed.endswith(" by Halen, Herk-de-Stad and Lummen; written down by facilitator.")
    assert "Draft: the parties have not agreed on this text yet." in texts
    assert Paragraph("Heel ver", lead="Halen") in document.blocks
    assert "No answer yet from Herk-de-Stad and Lummen." in texts
    assert [block.items for block in document.blocks if isinstance(block, Listing)] == [("Wie betaalt?",)]
    facts = dict(document.facts)
    assert (facts["Agreed"], facts["Still to be talked out"]) == ("1 of 5 sections", "1 point")
    assert facts["Data version"] == str(DataVersion.current())
    assert (facts["At the table"], facts["Date"]) == ("Halen, Herk-de-Stad and Lummen", "3 March 2026")


def test_word_and_pdf_hold_the_same_words(client_of, written):
    reader = client_of("reader")
    word = WordFile(io.BytesIO(reader.get(f"{AT}docx").content))
    told = [line.text for line in word.paragraphs if line.text]
    pages = PdfReader(io.BytesIO(reader.get(f"{AT}pdf").content)).pages
    printed = " ".join(" ".join(page.extract_text() for page in pages).split())
    for words in (
        "Alles achter het loket.",
        "Niet meer.",
        "Samen sterker",
        "Wie betaalt?",
        "Halen: Heel ver",
    ):
        assert words in told
        assert words in printed
    (table,) = word.tables
    assert [cell.text for cell in table.rows[1].cells][:2] == ["Wie beslist?", "De raden"]
    assert "Wie beslist? De raden" in printed


@pytest.mark.parametrize("form", WRITERS)
def test_an_empty_vision_says_that_nothing_is_written(study, form):
    document = vision_document(study, TODAY)
    texts = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    assert texts.count("No text yet.") == 5
    assert len(WRITERS[form](document)) > 1_000


@pytest.mark.parametrize("form", WRITERS)
def test_twenty_thousand_hostile_characters_leave_whole(study, cast, form):
    text = ("#panic() <b>$x$</b> " * 1_100)[:20_000].strip()
    write_text(study=study, section="scope", values={"text": text}, by=cast["owner"])
    body = WRITERS[form](vision_document(study, TODAY))
    if form == "docx":
        assert text in [line.text for line in WordFile(io.BytesIO(body)).paragraphs]
    else:
        pages = PdfReader(io.BytesIO(body)).pages
        assert "".join(page.extract_text() for page in pages).count("#panic()") == text.count("#panic()")


def test_a_form_that_we_do_not_write_does_not_exist(client_of, study):
    assert client_of("reader").get(f"{AT}odt").status_code == 404
    answer = client_of("reader").get(f"{AT}pdf")
    assert answer["Content-Disposition"] == 'attachment; filename="halen-herk-lummen-visie.pdf"'
    assert answer["Content-Type"] == "application/pdf"
