"""The formats of figures as template filters."""

from django import template

from kb.wording import decimals, percent

register = template.Library()
register.filter("percent", percent)
register.filter("decimals", decimals)
