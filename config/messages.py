"""The sentences of Samenwijzer: found in Python and templates, kept in one catalog for each language.

Django turns a template into the gettext calls it will make, Babel reads those calls as it reads Python:
no gettext of the operating system is needed. Places are left out of a catalog, so that it changes only
when a sentence does.
"""

from io import BytesIO
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

CODE, TEMPLATES = ("config", "decisions", "kb"), "templates"
FOR_TRANSLATORS = ["Translators:"]
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": DEFAULT_KEYWORDS["ngettext"],
    "pgettext_lazy": DEFAULT_KEYWORDS["pgettext"],
    "npgettext_lazy": DEFAULT_KEYWORDS["npgettext"],
}
HEADER = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Language: {locale}\\n"
"Plural-Forms: {plural_forms}\\n"

"""


def find_sources(root: Path) -> list[Path]:
    python = [path for room in CODE for path in (root / room).rglob("*.py")]
    return sorted([*python, *(path for path in (root / TEMPLATES).rglob("*") if path.is_file())])


def collect(root: Path) -> Catalog:
    """Every sentence of the code, untranslated."""
    found = Catalog()
    for path in find_sources(root):
        text = path.read_text(encoding="utf-8")
        add_calls(found, text if path.suffix == ".py" else as_python(text, path))
    return found


def as_python(template: str, path: Path) -> str:
    """The calls of a template one below the other: in Python, its indentation would have a meaning."""
    return "\n".join(map(str.strip, templatize(template, origin=str(path)).splitlines()))


def add_calls(found: Catalog, python: str) -> None:
    """What the gettext calls look up. A call with a variable is passed over: its sentence has a call too."""
    calls = extract("python", BytesIO(python.encode()), KEYWORDS, FOR_TRANSLATORS, {"encoding": "utf-8"})
    for _line, sentence, comments, context in calls:
        found.add(sentence, auto_comments=comments, context=context)


def merge(found: Catalog, known: Catalog) -> Catalog:
    """What the code says now with the translations there are: nothing guessed, nothing obsolete."""
    merged = Catalog(locale=known.locale)
    for message in filter(lambda each: each.id, found):
        old = known.get(key_of(message), message.context)
        usable = old is not None and old.id == message.id and not old.fuzzy
        merged.add(
            message.id,
            old.string if usable else "",
            auto_comments=message.auto_comments,
            user_comments=old.user_comments if usable else (),
            context=message.context,
        )
    return merged


def key_of(message: Message) -> str:
    return message.id[0] if message.pluralizable else message.id


def missing(catalog: Catalog) -> list[str]:
    """The sentences that are not, or not wholly, translated."""
    return [key_of(each) for each in catalog if each.id and not all(forms(each.string))]


def forms(text: str | tuple[str, ...]) -> tuple[str, ...]:
    """One text, or the texts for one and for several."""
    return (text,) if isinstance(text, str) else tuple(text)


def read(path: Path) -> Catalog:
    """`locale/nl/LC_MESSAGES/django.po`, in the language of its folder; empty where there is none yet."""
    if not path.exists():
        return Catalog(locale=path.parts[-3])
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3], ignore_obsolete=True, abort_invalid=True)


def written(catalog: Catalog) -> str:
    """The text of a catalog's file: by sentence, a line each, without dates or places."""
    body = BytesIO()
    catalog.charset = "utf-8"
    write_po(body, catalog, width=0, no_location=True, omit_header=True, sort_output=True)
    head = HEADER.format(locale=catalog.locale_identifier, plural_forms=catalog.plural_forms)
    return head + body.getvalue().decode().rstrip("\n") + "\n"
