"""The links of an argument on whatever page shows it."""

from __future__ import annotations

from django import template

from kb.forms.framework.argument_links import ArgumentLinkForm
from kb.insight.arguments.links import links_of
from kb.models import Argument

register = template.Library()
register.simple_tag(links_of, name="links_of")


@register.simple_tag
def link_form(argument: Argument, given: ArgumentLinkForm | None = None) -> ArgumentLinkForm:
    """``given`` was refused and keeps what was typed."""
    return given or ArgumentLinkForm(argument=argument)
