from __future__ import annotations

import re

import pytest
from django.test import Client

from kb.views.methods import CHAPTERS, DOCS, read

TEMPLATES = DOCS.parents[1] / "templates"

WORDS = {"nl": ("Bron:", "Formule:"), "en": ("Source:", "Formula:")}


def anchors(language: str) -> list[str]:
    return [anchor for _chapter, headings in read(language)[1] for anchor, _title in headings]


def parts(language: str) -> dict[str, str]:
    """The text under each heading."""
    return dict(zip(anchors(language), read(language)[0].split("<h2 ")[1:], strict=True))


def test_every_chapter_is_read_in_both_languages():
    for language in ("nl", "en"):
        found = {path.stem for path in (DOCS / language).glob("*.md")}
        assert found == {"introduction", *CHAPTERS}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_headings_have_the_same_addresses_in_both_languages(language):
    body, _contents = read(language)
    assert anchors(language) == anchors("en")
    assert len(set(anchors(language))) == len(anchors(language))
    assert re.findall(r'<h2 id="([^"]+)">', body) == anchors(language)
    assert "{#" not in body


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_method_says_where_it_comes_from(language):
    assert [anchor for anchor, text in parts(language).items() if WORDS[language][0] not in text] == []


def test_a_formula_stands_in_both_languages():
    english, dutch = (
        [anchor for anchor, text in parts(language).items() if WORDS[language][1] in text]
        for language in ("en", "nl")
    )
    assert english == dutch
    assert {"jaccard", "modularity", "expiry"} <= set(english)


def test_every_figure_finds_its_method():
    """An address of a method in a template or a view names a heading."""
    texts = [path.read_text() for path in TEMPLATES.rglob("*.html")]
    linked = {anchor for text in texts for anchor in re.findall(r"methods[^#\n]{0,30}#([a-z-]+)", text)}
    assert sorted(linked - set(anchors("en"))) == []


@pytest.mark.django_db
def test_the_page_follows_the_language(client_of):
    browser: Client = client_of("stranger")
    assert "Overlapcoëfficiënt" in browser.get("/methods/").content.decode()
    browser.cookies["django_language"] = "en"
    assert "Overlap coefficient" in browser.get("/methods/").content.decode()


@pytest.mark.parametrize("language", WORDS)
def test_a_wide_table_scrolls_by_itself(language):
    body = read(language)[0]
    wrapped = body.count('<div class="table-scroll" tabindex="0"><table class="table">')
    assert (body.count("<table"), body.count("</table>\n</div>")) == (wrapped, wrapped)
    assert wrapped > 0
