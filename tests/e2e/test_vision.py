"""Three parties write one text: they answer, agree, give homework, and take the vision along."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from docx import Document as WordFile
from playwright.sync_api import Page, expect
from pypdf import PdfReader

pytestmark = pytest.mark.e2e
STUDY = "/studies/halen-herk-lummen/"
SCOPE = f"{STUDY}vision/scope/"
ANSWERS = {"Halen": "Zo ver als nodig", "Herk-de-Stad": "Enkel achter het loket", "Lummen": "Alles mag"}


def test_from_three_answers_to_one_text_in_word_and_pdf(owner: Page, site: str) -> None:
    page = owner
    page.goto(f"{site}{SCOPE}")
    asked = page.locator("#prompt-scope-hoe-ver")
    for party, words in ANSWERS.items():
        asked.locator(".answer", has_text=party).get_by_role("link").click()
        field = asked.get_by_role("textbox")
        expect(field).to_be_focused()
        field.fill(words)
        asked.locator("form.answer button").click()
        expect(asked.locator(".answer", has_text=words)).to_be_visible()
    expect(asked.locator(".muted")).to_have_count(0)

    page.fill("#text textarea", "Wij werken samen achter het loket.\n\nHet loket blijft dichtbij.")
    page.locator("#text form button.button--primary").click()
    page.wait_for_url(re.compile("#text$"))
    page.locator("#points details > summary").click()
    page.fill("#points input[name=text]", "Wie betaalt de opstart?")
    page.locator("#points form button.button--primary").click()
    point = page.locator("#points li", has_text="Wie betaalt de opstart?")
    point.locator("a[href$='/settle/']").click()
    page.fill("[name=outcome]", "Elk een derde")
    page.locator("main form button.button--primary").click()
    expect(point).to_contain_text("Elk een derde")

    page.locator("#text a[href$='/settle/']").click()
    page.locator("main form button[type=submit]").click()
    expect(page.locator("#text .badge--good")).to_be_visible()
    _fits(page)
    _homework(page, site)
    _files(page, site)


def _homework(page: Page, site: str) -> None:
    page.goto(f"{site}{STUDY}homework/new/?question=scope-vorm")
    page.fill("[name=text]", "Rechtsvormen vergelijken")
    page.select_option("[name=party]", label="Lummen")
    page.fill("[name=due_on]", "2026-01-15")
    page.locator("main form button.button--primary").click()
    row = page.locator("tbody tr", has_text="Rechtsvormen vergelijken")
    expect(row.locator(".badge--bad")).to_be_visible()
    _fits(page)
    row.locator("a[href$='/done/']").click()
    page.fill("[name=result]", "Een projectvereniging past")
    page.locator("main form button.button--primary").click()
    expect(row.locator(".badge--good")).to_be_visible()
    row.locator("form button").click()
    expect(row.locator("a[href$='/done/']")).to_be_visible()


def _files(page: Page, site: str) -> None:
    page.goto(f"{site}{STUDY}vision/")
    expect(page.locator("tbody .badge--good")).to_have_count(1)
    _fits(page)
    with page.expect_download() as word:
        page.locator(".actions a[href$='.docx']").click()
    told = [line.text for line in WordFile(word.value.path()).paragraphs]
    with page.expect_download() as pdf:
        page.locator(".actions a[href$='.pdf']").click()
    pages = PdfReader(pdf.value.path()).pages
    printed = " ".join(" ".join(each.extract_text() for each in pages).split())
    for party, words in ANSWERS.items():
        assert f"{party}: {words}" in told
        assert f"{party}: {words}" in printed
    assert "Het loket blijft dichtbij." in printed


def _fits(page: Page) -> None:
    """The filled page at three widths: nothing sticks out and axe finds nothing."""
    for width in (1360, 768, 360):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert Axe().run(page).response["violations"] == []
    page.set_viewport_size({"width": 1360, "height": 900})
