"""The formats of figures as template filters."""

from django import template

from kb.wording import decimals, listed, percent

register = template.Library()
register.filter("percent", percent)
register.filter("decimals", decimals)
register.filter("listed", listed)


@register.filter
def said(joined: str) -> str:
    """The names of a set, joined by commas in its table, as a sentence has them."""
    return listed(joined.split(", "))
