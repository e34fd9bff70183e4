"""From the page of a municipality to what it is connected to, and how it is connected with another."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import sign_in

pytestmark = pytest.mark.e2e


def test_how_is_halen_connected_with_herentals(owner: Page, site: str) -> None:
    page = owner
    page.goto(f"{site}/municipalities/71020/")
    part = page.locator("#connections")
    expect(part.locator(".worklist")).to_have_count(0)  # nothing is asked for until somebody unfolds it
    part.locator("summary").click()
    expect(part.get_by_role("link", name="Herk-de-Stad", exact=True)).to_be_visible()

    part.get_by_role("searchbox").press_sequentially("herent")
    found = part.locator("#connections-found")
    found.get_by_role("link", name="Herentals", exact=True).click()
    page.wait_for_url(f"{site}/connections/?of=municipality%3A71020&to=municipality%3A13011")
    first = page.locator("section:has(#way-1) ol li")
    steps = first.all_inner_texts()
    assert steps[0].count("Halen") + steps[-1].count("Herentals") >= 2
    expect(page.locator(".finding")).to_contain_text("Halen")
    expect(page.locator("#connections .chart-canvas svg").get_by_text("Herentals").last).to_be_visible()

    page.select_option("#around select[name=kind]", "agreement")
    page.wait_for_url("**kind=agreement**")
    kinds = page.locator("#around .card-head .note").all_inner_texts()
    assert len(kinds) == 1


def test_the_same_without_javascript(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    sign_in(page, site, "eigenaar")
    page.goto(f"{site}/municipalities/71020/")
    page.locator("#connections summary").click()
    page.locator("#connections .connections-body a").click()
    page.locator("#connections-q").fill("Herentals")
    page.locator("form:has(#connections-q) button").click()
    page.wait_for_url("**to=municipality%3A13011")
    expect(page.locator("#way-1")).to_be_visible()
    context.close()
