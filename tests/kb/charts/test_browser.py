"""The charts in a real browser, drawn by the product's own script under its policy: what pointing does."""

import json
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from config.assets import chart_bundle
from kb.charts.heatmap import overlap_heatmap
from kb.charts.maps import cluster_map
from kb.charts.network import force_layout
from kb.charts.render import spec
from tests.kb.charts.examples import EDGES, HEATMAP, NETWORK, cells, nodes, shapes

pytestmark = pytest.mark.e2e

SCRIPT = Path(__file__).parents[3] / "static" / "js" / "chart.js"
PAGE = """<!doctype html><html lang="en"><head><link rel="icon" href="data:,"></head>
<body><figure data-chart="spec"><div class="chart-canvas"></div></figure>
<script type="application/json" id="spec">{spec}</script>
<script src="vega.js"></script><script src="chart.js"></script></body></html>"""


class Handler(SimpleHTTPRequestHandler):
    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", "script-src 'self'; style-src 'self'")
        super().end_headers()

    def log_message(self, *args: object) -> None:
        """Silent: the tests speak."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("charts")
    (folder / "vega.js").write_text(chart_bundle())
    (folder / "chart.js").write_text(SCRIPT.read_text())
    charts = {
        "map": cluster_map(shapes(4), nodes(), EDGES, NETWORK),
        "force": force_layout(nodes(), EDGES, NETWORK),
        "heatmap": overlap_heatmap(cells(), nodes(), "jaccard", HEATMAP),
    }
    for name, chart in charts.items():
        (folder / f"{name}.html").write_text(PAGE.format(spec=json.dumps(spec(chart))))
    (folder / "1").mkdir()
    (folder / "1" / "index.html").write_text('<link rel="icon" href="data:,">Place1')
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that may not say a word on the console."""
    page = browser.new_page(viewport={"width": 1000, "height": 900})
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    page.close()
    assert said == []


def marks(page: Page, name: str) -> Locator:
    return page.locator(f".{name}_marks path")


@pytest.mark.parametrize("drawing", ["map", "force"])
def test_pointing_lights_up_the_neighbour_and_dims_the_rest(page: Page, site: str, drawing: str) -> None:
    page.goto(f"{site}/{drawing}.html")
    circles = marks(page, "nodes")
    expect(circles).to_have_count(3)
    circles.nth(0).hover()
    for place, opacity in enumerate(["1", "1", "0.15"]):
        expect(circles.nth(place)).to_have_attribute("opacity", opacity)
    expect(page.locator(".chart-tip dd")).to_have_text(["Place0", "1", "2", "Place1 (4)"])
    page.mouse.move(5, 895)
    expect(circles.nth(2)).to_have_attribute("opacity", "1")


def test_pointing_at_an_area_does_the_same(page: Page, site: str) -> None:
    page.goto(f"{site}/map.html")
    marks(page, "areas").nth(2).hover(position={"x": 10, "y": 10})
    for place, opacity in enumerate(["0.15", "0.15", "1"]):
        expect(marks(page, "nodes").nth(place)).to_have_attribute("opacity", opacity)


def test_a_municipality_opens_and_bare_ground_does_not(page: Page, site: str) -> None:
    page.goto(f"{site}/map.html")
    marks(page, "areas").nth(3).click()
    marks(page, "areas").nth(1).click(position={"x": 10, "y": 10})
    page.wait_for_url(f"{site}/1/")


def test_the_map_follows_the_width_of_a_phone(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"{site}/map.html")
    expect(page.locator("svg")).to_have_attribute("width", "264")


def test_a_cell_says_its_pair_and_dims_other_rows_and_columns(page: Page, site: str) -> None:
    page.goto(f"{site}/heatmap.html")
    marks(page, "cells").nth(0).hover()
    expect(page.locator(".chart-tip dd")).to_have_text(["50%", "Place0", "Place1", "4", "6", "6"])
    expect(marks(page, "cells").nth(1)).to_have_attribute("opacity", "0.35")
