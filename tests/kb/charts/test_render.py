import json
from xml.etree import ElementTree

import altair as alt
import pandas as pd
import pytest
import vl_convert
from altair.vegalite import SCHEMA_VERSION

from config.assets import VEGA_LITE as BUNDLED
from kb.charts.maps import cluster_map
from kb.charts.render import SCHEMA, VEGA_LITE, note_of, png, spec, svg
from tests.kb.charts.examples import EDGES, NETWORK, nodes, shapes, texts


def drawn() -> alt.LayerChart:
    return cluster_map(shapes(), nodes(), EDGES, NETWORK)


def test_one_version_of_vega_lite_everywhere() -> None:
    assert BUNDLED == VEGA_LITE
    assert VEGA_LITE in vl_convert.get_vegalite_versions()
    assert SCHEMA_VERSION.startswith(f"v{VEGA_LITE}.")
    assert spec(drawn())["$schema"] == SCHEMA


def test_title_and_note_are_left_to_the_page_and_kept_in_a_file() -> None:
    assert "title" not in spec(drawn())
    assert spec(drawn())["width"] == "container"
    assert note_of(drawn()) == "The 3 strongest"
    assert "Who" in texts(svg(drawn()))


def test_same_input_same_json() -> None:
    assert json.dumps(spec(drawn())) == json.dumps(spec(drawn()))


@pytest.mark.parametrize(("language", "said"), [("nl", "1.068,1"), ("en", "1,068.1")])
def test_a_file_writes_numbers_as_its_language_does(language: str, said: str) -> None:
    chart = alt.Chart(pd.DataFrame({"x": [1068.1]})).mark_text().encode(text=alt.Text("x:Q", format=",.1f"))
    assert said in texts(svg(chart, language=language))


def test_unknown_numbers_become_null_and_infinity_is_refused() -> None:
    chart = alt.Chart(pd.DataFrame({"x": [1.0, float("nan")]})).mark_point().encode(x="x:Q")
    assert next(iter(spec(chart)["datasets"].values())) == [{"x": 1.0}, {"x": None}]
    with pytest.raises(ValueError, match="JSON"):
        spec(chart.properties(height=float("inf")))


def test_report_carries_the_chart_with_the_fonts_of_the_house() -> None:
    root = ElementTree.fromstring(svg(drawn(), width=500))
    assert root.get("width") == "500"
    assert png(drawn(), 100, scale=1).startswith(b"\x89PNG")
