"""How facts read in a page."""

from __future__ import annotations

from django import template

from kb.wording import with_years

register = template.Library()
register.filter("with_years", with_years)
