"""A real browser before the real server, on the demo as a newcomer finds it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from playwright.sync_api import Browser, ConsoleMessage, Page, Route

from kb.actions.demo import PASSWORD

REGISTER = Path(__file__).parents[3] / "shared" / "data" / "flanders"


@pytest.fixture
def site(transactional_db: None, live_server) -> str:
    """The address of a fresh demo."""
    call_command("demo", verbosity=0)
    return live_server.url


@pytest.fixture
def errors() -> list[str]:
    """What the browser complained about; every test ends with none."""
    return []


@pytest.fixture
def page(browser: Browser, site: str, errors: list[str]) -> Iterator[Page]:
    context = browser.new_context(locale="nl-BE", viewport={"width": 1360, "height": 900})
    page = context.new_page()
    page.on("console", lambda message: _note(message, errors))
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert errors == []


@pytest.fixture
def owner(page: Page, site: str) -> Page:
    sign_in(page, site, "eigenaar")
    return page


def sign_in(page: Page, site: str, username: str) -> None:
    page.goto(f"{site}/login/")
    page.fill("[name=username]", username)
    page.fill("[name=password]", PASSWORD)
    page.locator("main form").get_by_role("button").last.click()
    page.wait_for_url(f"{site}/")


def slowly(route: Route) -> None:
    """As over a slow line: one types on before the answer is there."""
    if route.request.method == "POST":
        time.sleep(0.4)
    route.continue_()


def _note(message: ConsoleMessage, errors: list[str]) -> None:
    if message.type in {"error", "warning"}:
        errors.append(message.text)
