"""How facts read in a page."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext_lazy as _

from kb.wording import with_years

# What the register writes in the words of its data model.
ROLES = {"participant": _("participant"), "ligt in": _("lies in")}
NOTES = {
    "geo:sfWithin": _("The source says that it lies in this area."),
    "org:Membership": _("The source names it as a member."),
    "parsed from police-zone name": _("Read from the name of the police zone."),
}
LONGEST, KEPT = 28, 8

register = template.Library()
register.filter("with_years", with_years)


@register.filter
def role_word(role: str) -> str:
    """A role in the language of the reader; one that nobody foresaw stays as it is."""
    return str(ROLES.get(role, role))


@register.filter
def note_words(note: str) -> str:
    return str(NOTES.get(note, note))


@register.filter
def shortened(identifier: str) -> str:
    """The two ends of an identifier that is too long to read; the page keeps the whole within reach."""
    if len(identifier) <= LONGEST:
        return identifier
    return f"{identifier[: LONGEST - KEPT]}…{identifier[-KEPT:]}"
