"""Dutch is complete, says what the code says, and reaches the page; templates hold no other words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from babel.messages import Catalog, Message
from django.test import Client
from django.utils import translation

from config import messages
from config.assets import compile_translations
from tests.conftest import ROLES

ROOT = Path(__file__).parents[1]
PO = ROOT / "locale/nl/LC_MESSAGES/django.po"
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
SAME_IN_BOTH = {
    "%(bits)s bit",
    "%(n)s / %(themes)s",
    "%(number)s · %(called)s (%(n)s)",
    "%(who)s, %(what)s",
    "Argument",
    "Bits",
    "Cluster",
    "Clusters",
    "Code",
    "Criteria",
    "Filters",
    "Heatmap",
    "Import",
    "Import %(n)s",
    "In conflict",
    "Interval",
    "Jaccard",
    "Matrix",
    "Menu",
    "Ochiai",
    "Overlap",
    "Partners",
    "Score",
    "Scores",
    "Status",
    "Tips",
    "Word (DOCX)",
    "argument",
    "code",
    "criteria",
    "import",
    "imports",
    "open",
    "scenario",
    "scope",
    "score",
    "scores",
    "status",
    "studies",
    "tip",
}
# What stands in a template between the tags: names, formats, and the sign of a message.
UNTRANSLATED = {
    "Samenwijzer",
    "Excel",
    "PDF",
    "SVG",
    "PNG",
    "CSV",
    "XLSX",
    "GraphML",
    "GEXF",
    "Argdown",
    "NIS",
    "KBO",
    "OVO",
    "OCMW",
    "i",
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|\{\w*\}")
TAG = re.compile(
    r"{% comment %}.*?{% endcomment %}|{% blocktranslate.*?{% endblocktranslate %}|{#.*?#}|{{.*?}}|{%.*?%}",
    re.S,
)
SPOKEN = {"alt", "aria-label", "data-copied", "data-error", "data-unsaved", "placeholder", "title"}


@pytest.fixture(scope="module")
def dutch() -> Catalog:
    return messages.read(PO)


@pytest.fixture
def in_dutch(tmp_path: Path, settings: Any) -> Iterator[None]:
    """Django with the catalog as it stands in the repository, whatever was compiled before."""
    folder = tmp_path / "nl/LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / PO.name).write_bytes(PO.read_bytes())
    compile_translations(tmp_path)
    settings.LOCALE_PATHS = [tmp_path]
    with translation.override("nl"):
        yield


def entries(catalog: Catalog) -> list[Message]:
    return [message for message in catalog if message.id]


def placeholders(text: str) -> list[str]:
    return sorted(set(PLACEHOLDER.findall(text)))


def test_the_catalog_is_what_the_command_makes_of_the_code(dutch: Catalog) -> None:
    """Run `manage.py messages` and translate what it names."""
    made = messages.merge(messages.collect(ROOT), dutch)
    assert {each.id for each in entries(dutch)} ^ {each.id for each in entries(made)} == set()
    assert PO.read_text(encoding="utf-8").splitlines() == messages.written(made).splitlines()


def test_nothing_is_left_to_translate(dutch: Catalog) -> None:
    assert messages.missing(dutch) == []


def test_placeholders_are_those_of_the_sentence(dutch: Catalog) -> None:
    wrong = [
        (text, said)
        for each in entries(dutch)
        for text, said in zip(messages.forms(each.id), messages.forms(each.string), strict=True)
        if placeholders(text) != placeholders(said)
    ]
    assert wrong == []


def test_sentences_end_alike(dutch: Catalog) -> None:
    """A full stop, a colon or a question mark is part of how a page is put together."""
    pairs = [(each.id, each.string) for each in entries(dutch) if isinstance(each.id, str)]
    ends = re.compile(r"[.:?]?$")
    assert [pair for pair in pairs if ends.search(pair[0])[0] != ends.search(pair[1])[0]] == []


@pytest.mark.usefixtures("in_dutch")
def test_django_finds_every_sentence(dutch: Catalog) -> None:
    singles = [each for each in entries(dutch) if not each.pluralizable]
    assert {each.id for each in singles if found(each) == each.id} == SAME_IN_BOTH
    assert [each.id for each in singles if found(each) != each.string] == []


def found(message: Message) -> str:
    if message.context:
        return translation.pgettext(message.context, message.id)
    return translation.gettext(message.id)


@pytest.mark.usefixtures("in_dutch")
def test_django_finds_both_forms_of_a_plural(dutch: Catalog) -> None:
    plurals = [each for each in entries(dutch) if each.pluralizable]
    said = {each.id: tuple(translation.ngettext(*each.id, n) for n in (1, 0)) for each in plurals}
    assert said == {each.id: tuple(each.string) for each in plurals}


@pytest.mark.usefixtures("in_dutch")
def test_english_is_the_code_itself(dutch: Catalog) -> None:
    with translation.override("en"):
        singles = [each for each in entries(dutch) if not each.pluralizable and found(each) != each.id]
        plurals = [each.id for each in entries(dutch) if each.pluralizable]
        assert singles == []
        assert plurals == [tuple(translation.ngettext(*each, n) for n in (1, 2)) for each in plurals]


class Words(HTMLParser):
    """The texts of a page, and of the attributes that are read aloud."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.silent = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent = tag in {"script", "style"}
        self.found += [value or "" for name, value in attrs if name in SPOKEN]

    def handle_endtag(self, tag: str) -> None:
        self.silent = False

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.found.append(" ".join(data.split()))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_words_outside_translation(path: Path) -> None:
    page = TAG.sub(" ", path.read_text(encoding="utf-8"))
    words = {word for text in Words(page).found for word in re.findall(r"[^\W\d_]+", text)}
    assert words - UNTRANSLATED == set()


STUDY = "/studies/halen-herk-lummen/"
PAGES = (
    "/",
    "/password/",
    "/nowhere/",
    "/facts/",
    "/facts/agreements/",
    "/facts/memberships/",
    "/facts/legal-forms/",
    "/facts/sources/",
    "/import/",
    "/agreements/new/",
    "/municipalities/71020/",
    "/municipalities/71020/edit/",
    "/regions/neteland/",
    "/studies/new/",
    STUDY,
    f"{STUDY}edit/",
    f"{STUDY}people/",
    f"{STUDY}cooperations/",
    f"{STUDY}cooperations/list/",
    f"{STUDY}cooperations/map/",
    f"{STUDY}network/",
    f"{STUDY}network/?view=heatmap",
    f"{STUDY}to-confirm/",
)
ENGLISH = re.compile(r"\b(?:the|and|this|that|with|which|are|from|who|how|not|has|have|their|there)\b", re.I)


@pytest.mark.django_db
@pytest.mark.usefixtures("in_dutch")
def test_pages_speak_dutch_alone(client_of: Callable[[str], Client], dutch: Catalog) -> None:
    english = {text for each in entries(dutch) for text in messages.forms(each.id)} - SAME_IN_BOTH
    english -= {text for each in entries(dutch) for text in messages.forms(each.string)}
    english -= {"English", *ROLES}  # the way to the other language; the accounts are called after their role
    browser = client_of("owner")
    said = {page: set(Words(browser.get(page).content.decode()).found) for page in PAGES}
    foreign = {
        page: {text for text in texts if text in english or ENGLISH.search(text)}
        for page, texts in said.items()
    }
    assert {page: texts for page, texts in foreign.items() if texts} == {}
