"""The ways out: a spec for the browser, an SVG or PNG for the report, from one and the same chart."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

import altair as alt
import vl_convert

VEGA_LITE = "6.4"  # of the browser bundle, the report and the schema alike
SCHEMA = f"https://vega.github.io/schema/vega-lite/v{VEGA_LITE}.json"


def spec(chart: alt.TopLevelMixin, width: int | str = "container") -> dict[str, Any]:
    """The chart as JSON-ready Vega-Lite; a number that JSON cannot say (NaN, infinity) raises ValueError."""
    drawn = {**chart.properties(width=width).to_dict(), "$schema": SCHEMA}
    json.dumps(drawn, allow_nan=False)
    return drawn


def svg(chart: alt.TopLevelMixin, width: int = 800) -> str:
    register_fonts()
    return vl_convert.vegalite_to_svg(spec(chart, width), vl_version=VEGA_LITE)


def png(chart: alt.TopLevelMixin, width: int = 800, scale: float = 2) -> bytes:
    register_fonts()
    return vl_convert.vegalite_to_png(spec(chart, width), vl_version=VEGA_LITE, scale=scale)


@cache
def register_fonts() -> None:
    for package in ("font_source_sans_pro", "font_source_serif_pro"):
        vl_convert.register_font_directory(str(files(package) / "files"))
