"""A drawing as a figure on the page."""

from __future__ import annotations

from typing import Any

from django import template

from kb.insight.drawings import Figure

register = template.Library()


@register.inclusion_tag("components/chart.html")
def chart_figure(name: str, drawn: Figure, **links: Any) -> dict[str, Any]:
    """``links``: method_url, rows_url and whatever else the component asks of the page."""
    words = {"title": drawn.title, "description": drawn.description}
    return {"id": name, "spec_text": drawn.spec, **words, **links}
