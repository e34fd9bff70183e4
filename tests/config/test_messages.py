"""Sentences are collected exactly as Django looks them up, and merged without guesses."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from babel.messages import Catalog, Message
from django.core.management import call_command
from django.template import Context, Template
from django.utils import translation

from config import messages
from config.assets import compile_translations

TEMPLATE = """{% load i18n %}
{% comment %}{% translate "Not this" %}{% endcomment %}
  {% translate 'Save' %} {{ none|default:_("unknown") }}
    {% translate "Half: 50%" %}
{% blocktranslate trimmed count n=rows with name="Halen" %}
  {{ n }} row
  of {{ name }}: 50%
{% plural %}
  {{ n }} rows of {{ name }}
{% endblocktranslate %}
{% translate "Open" context "verb" %}"""
DUTCH = {
    ("Save", None): "Bewaren",
    ("unknown", None): "onbekend",
    ("Half: 50%%", None): "Half: 50%%",
    (("%(n)s row of %(name)s: 50%%", "%(n)s rows of %(name)s"), None): (
        "%(n)s rij van %(name)s: 50%%",
        "%(n)s rijen van %(name)s",
    ),
    ("Open", "verb"): "Openen",
}


@pytest.fixture
def project(tmp_path: Path, settings: Any) -> Path:
    """A project of one template, with an empty catalog."""
    for folder in ("templates", "locale/nl/LC_MESSAGES"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "templates/one.html").write_text(TEMPLATE)
    catalog_of(tmp_path).touch()
    settings.BASE_DIR, settings.LOCALE_PATHS = tmp_path, [tmp_path / "locale"]
    return tmp_path


def catalog_of(project: Path) -> Path:
    return project / "locale/nl/LC_MESSAGES/django.po"


def entries(catalog: Catalog) -> list[Message]:
    return [message for message in catalog if message.id]


def test_what_a_template_says_is_what_django_looks_up(project: Path) -> None:
    found = messages.collect(project)
    assert {(each.id, each.context) for each in entries(found)} == DUTCH.keys()
    catalog = messages.merge(found, messages.read(catalog_of(project)))
    for each in entries(catalog):
        each.string = DUTCH[each.id, each.context]
    catalog_of(project).write_text(messages.written(catalog))
    compile_translations(project / "locale")
    with translation.override("nl"):
        said = [Template(TEMPLATE).render(Context({"rows": rows})).split() for rows in (1, 2)]
    start = ["Bewaren", "onbekend", "Half:", "50%"]
    assert said == [
        [*start, "1", "rij", "van", "Halen:", "50%", "Openen"],
        [*start, "2", "rijen", "van", "Halen", "Openen"],
    ]


def test_the_command_names_what_is_to_translate(project: Path) -> None:
    said = StringIO()
    call_command("messages", stdout=said)
    first, *rest = said.getvalue().splitlines()
    assert first == "nl: 5 sentences, 5 to translate"
    assert sorted(rest) == sorted(f"  {messages.key_of(each)}" for each in entries(messages.collect(project)))


def test_the_command_writes_the_same_twice(project: Path) -> None:
    call_command("messages", stdout=StringIO())
    once = catalog_of(project).read_text()
    call_command("messages", stdout=StringIO())
    assert catalog_of(project).read_text() == once
    assert once.startswith(
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Language: nl\\n"\n'
    )


@pytest.mark.parametrize(
    ("python", "expected"),
    [
        ("gettext('One')", {("One", None)}),
        ("x = _('One ' 'line')", {("One line", None)}),
        ("ngettext_lazy('%(n)s row', '%(n)s rows', 'n')", {(("%(n)s row", "%(n)s rows"), None)}),
        ("pgettext('verb', 'Open')", {("Open", "verb")}),
        ("_(name)\n_()\n# _('no')", set()),
    ],
)
def test_calls_in_python(python: str, expected: set[object]) -> None:
    found = Catalog()
    messages.add_calls(found, python)
    assert {(each.id, each.context) for each in entries(found)} == expected


def test_merging_keeps_what_fits_and_drops_the_rest() -> None:
    found, known = Catalog(), Catalog(locale="nl")
    for text in ("Kept", "Doubtful", "New", ("row", "rows")):
        found.add(text)
    known.add("Kept", "Behouden", user_comments=["as in the decree"])
    known.add("Doubtful", "Twijfelachtig", flags=["fuzzy"])
    known.add("Gone", "Weg")
    known.add("row", "rij")
    merged = messages.merge(found, known)
    assert {each.id: each.string for each in entries(merged)} == {
        "Kept": "Behouden",
        "Doubtful": "",
        "New": "",
        ("row", "rows"): ("", ""),
    }
    assert merged["Kept"].user_comments == ["as in the decree"]
    assert messages.missing(merged) == ["Doubtful", "New", "row"]


ROOT = Path(__file__).parents[2]


def looked_up(path: Path) -> Iterator[str]:
    """The sentences that a module gives to a function of Django's translation, whatever it calls it."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    imported = [
        name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for name in node.names
    ]
    called = {name.asname or name.name: name.name for name in imported if "gettext" in name.name}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in called:
            sentence = node.args["pgettext" in called[node.func.id]]  # of a pgettext the context comes first
            if isinstance(sentence, ast.Constant):
                yield sentence.value


def test_no_sentence_of_the_code_escapes_the_catalog() -> None:
    """As it would behind another name than the keywords, or within an f-string."""
    collected = {messages.key_of(each) for each in entries(messages.collect(ROOT))}
    modules = [path for path in messages.find_sources(ROOT) if path.suffix == ".py"]
    assert {sentence for path in modules for sentence in looked_up(path)} - collected == set()
