from __future__ import annotations

import re

import pytest
from django.test import Client

from kb.views.methods import read

ANCHORS = [
    "counting",
    "disagreement",
    "unconfirmed",
    "readings",
    "overlap",
    "directed-share",
    "jaccard",
    "overlap-coefficient",
    "ochiai",
    "collaboration-weight",
    "divergence",
    "communities",
    "modularity",
    "layout",
    "mergers",
    "neighbours",
    "recorded-overlap",
    "expiry",
]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_headings_have_the_same_addresses_in_both_languages(language):
    body, contents = read(language)
    assert [anchor for anchor, _title in contents] == ANCHORS
    assert re.findall(r'<h2 id="([^"]+)">', body) == ANCHORS
    assert "{#" not in body


@pytest.mark.parametrize(
    ("language", "words"), [("nl", ("Bron:", "Formule:")), ("en", ("Source:", "Formula:"))]
)
def test_every_method_says_what_it_says_of_nothing_and_where_it_comes_from(language, words):
    body, _contents = read(language)
    parts = body.split("<h2 ")[1:]
    assert [anchor for anchor, part in zip(ANCHORS, parts, strict=True) if words[0] not in part] == []
    measures = [anchor for anchor, part in zip(ANCHORS, parts, strict=True) if words[1] in part]
    assert measures == [*ANCHORS[4:10], "modularity", "expiry"]


@pytest.mark.django_db
def test_the_page_follows_the_language(client_of):
    browser: Client = client_of("stranger")
    assert "Overlapcoëfficiënt" in browser.get("/methods/").content.decode()
    browser.cookies["django_language"] = "en"
    assert "Overlap coefficient" in browser.get("/methods/").content.decode()
