"""Charts in a real browser, under the product's content security policy."""

import mimetypes
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import altair as alt
import pytest
from django.contrib.staticfiles import finders
from django.template import Context, Template
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.e2e

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'"
)
PAGE = """{% extends "base.html" %}{% block heading %}Charts{% endblock %}
{% block scripts %}{% include "components/chart_scripts.html" %}{% endblock %}
{% block content %}{% include "components/chart.html" with id="dots" title="Who" description="Dots." %}
<button type="button" hx-get="/" hx-select="#dots" hx-target="#dots" hx-swap="outerHTML">Again</button>
{% endblock %}"""
BROKEN = {"mark": "no such mark"}


def dots() -> dict[str, Any]:
    """Two dots that light up, tell their number and open a page."""
    rows = [
        {"name": "Halen", "n": 1234.5, "url": "/?opened"},
        {"name": "Lummen", "n": 2000, "url": "/?opened"},
    ]
    hover = alt.selection_point(
        name="hover", on="pointerover", clear="pointerout", fields=["name"], empty=False
    )
    chart = (
        alt.Chart(alt.Data(values=rows))
        .mark_circle(size=900)
        .encode(
            x="name:N",
            y="n:Q",
            opacity=alt.condition(hover, alt.value(1), alt.value(0.25)),
            href="url:N",
            tooltip=[
                alt.Tooltip("name:N", title="title"),
                alt.Tooltip("n:Q", title="Agreements", format=",.1f"),
            ],
        )
    )
    return chart.add_params(hover).properties(width="container", height=240).to_dict()


def serve(specs: dict[str, dict]) -> ThreadingHTTPServer:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.split("?")[0]
            if path.startswith("/static/"):
                found = finders.find(path.removeprefix("/static/"))
                self.answer(Path(found).read_bytes() if found else b"", mimetypes.guess_type(path)[0])
            else:
                html = Template(PAGE).render(Context({"spec": specs.get(path, dots())}))
                self.answer(html.encode(), "text/html; charset=utf-8")

        def answer(self, body: bytes, kind: str | None) -> None:
            self.send_response(200)
            self.send_header("Content-Type", kind or "application/octet-stream")
            self.send_header("Content-Security-Policy", POLICY)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            """Silent: the tests speak."""

    return ThreadingHTTPServer(("127.0.0.1", 0), Handler)


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = serve({"/broken": BROKEN})
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
    assert [line for line in said if not line.startswith("chart ")] == []


def dot(page: Page, number: int) -> Any:
    return page.locator("#dots .role-mark path").nth(number)


def test_hover_lights_up_and_tells_in_the_readers_locale(page: Page, site: str) -> None:
    page.goto(site)
    dot(page, 0).hover()
    expect(dot(page, 0)).to_have_attribute("opacity", "1")
    expect(dot(page, 1)).to_have_attribute("opacity", "0.25")
    expect(page.locator(".chart-tip")).to_have_text("HalenAgreements1.234,5")
    expect(page.get_by_role("img", name="Who", description="Dots.")).to_be_visible()
    expect(page.locator(".chart-fallback")).to_be_hidden()


def test_click_opens_the_thing(page: Page, site: str) -> None:
    page.goto(site)
    dot(page, 1).click()
    page.wait_for_url("**/?opened")


def test_swapped_chart_is_drawn_again_and_follows_the_width(page: Page, site: str) -> None:
    page.goto(site)
    expect(page.locator("#dots[data-drawn]")).to_have_count(1)
    page.get_by_role("button", name="Again").click()
    expect(page.locator("#dots svg")).to_have_count(1)
    page.set_viewport_size({"width": 360, "height": 800})
    expect(page.locator("#dots svg")).to_have_attribute("width", "286")


def test_downloads(page: Page, site: str) -> None:
    page.goto(site)
    for kind in ("svg", "png"):
        with page.expect_download() as download:
            page.get_by_role("button", name=kind.upper()).click()
        assert download.value.suggested_filename == f"dots.{kind}"


def test_chart_that_fails_says_where_the_figures_are(page: Page, site: str) -> None:
    page.goto(f"{site}/broken")
    expect(page.locator(".chart-fallback")).to_be_visible()
    expect(page.locator(".chart-canvas")).to_have_count(0)
