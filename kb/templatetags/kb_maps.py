"""Ways to look at a map, as links."""

from __future__ import annotations

from dataclasses import replace

from django import template

from kb.insight.arguments.view import FURTHEST, View

register = template.Library()


@register.filter
def surroundings(view: View) -> list[tuple[int, str]]:
    """How many steps around the chosen box are drawn, 0 for all, each with its address."""
    return [(steps, f"?{replace(view, around=steps).query()}") for steps in range(FURTHEST + 1)]
