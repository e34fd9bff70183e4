"""The ways out: a spec for the browser, an SVG or PNG for the report, from one and the same chart."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

import altair as alt
import vl_convert

VEGA_LITE = "6.4"  # of the browser bundle, the report and the schema alike
SCHEMA = f"https://vega.github.io/schema/vega-lite/v{VEGA_LITE}.json"


DUTCH = {
    "decimal": ",", "thousands": ".", "grouping": [3], "currency": ["€ ", ""], "percent": " %", "minus": "−",
}  # fmt: skip
ENGLISH = {**DUTCH, "decimal": ".", "thousands": ",", "currency": ["€", ""], "percent": "%"}
NUMBERS = {"nl": DUTCH, "en": ENGLISH}  # as static/js/chart.js has them


def spec(chart: alt.TopLevelMixin) -> dict[str, Any]:
    """The chart for the page: as wide as its place; title and note are left to the page, where they wrap."""
    drawn = standalone(chart, "container")
    drawn.pop("title", None)
    return drawn


def note_of(chart: alt.TopLevelMixin) -> str:
    """The line under the title: what of it all is drawn."""
    title = chart.title
    return " ".join(title["subtitle"]) if isinstance(title, dict) else ""


def standalone(chart: alt.TopLevelMixin, width: int | str) -> dict[str, Any]:
    """The chart with its title, ready for JSON; what JSON cannot say (NaN, infinity) raises ValueError."""
    fitted = chart.properties(width=width, autosize={"type": "fit-x", "contains": "padding"})
    drawn = {**fitted.to_dict(validate=False), "$schema": SCHEMA}  # tests validate, pages need not again
    json.dumps(drawn, allow_nan=False)
    return drawn


def unlinked(part: Any) -> Any:
    """Without links: on paper they lead nowhere, and the converter would point them at its own site."""
    if isinstance(part, dict):
        return {
            name: value if name == "datasets" else unlinked(value)
            for name, value in part.items()
            if name != "href"
        }
    return [unlinked(each) for each in part] if isinstance(part, list) else part


def svg(chart: alt.TopLevelMixin, width: int = 800, language: str = "nl") -> str:
    register_fonts()
    return vl_convert.vegalite_to_svg(
        unlinked(standalone(chart, width)), vl_version=VEGA_LITE, format_locale=NUMBERS[language]
    )


def png(chart: alt.TopLevelMixin, width: int = 800, scale: float = 2, language: str = "nl") -> bytes:
    register_fonts()
    return vl_convert.vegalite_to_png(
        unlinked(standalone(chart, width)), vl_version=VEGA_LITE, scale=scale, format_locale=NUMBERS[language]
    )


@cache
def register_fonts() -> None:
    for package in ("font_source_sans_pro", "font_source_serif_pro"):
        vl_convert.register_font_directory(str(files(package) / "files"))
