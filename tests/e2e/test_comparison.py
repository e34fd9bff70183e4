"""The growth path in a browser: a step is shown by an agreement, counts, and is taken back."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.e2e
COMPARISON = "/studies/halen-herk-lummen/comparison/"


def test_a_step_is_shown_and_taken_back(owner: Page, site: str) -> None:
    page = owner
    page.goto(f"{site}/regions/neteland/")
    page.locator(f'a[href^="{COMPARISON}"].button').click()
    expect(page.locator("#profile .chart-canvas svg")).to_be_visible()
    expect(page.locator(".message--warning")).to_be_visible()  # the demo knows no register

    page.locator(f'.actions a[href^="{COMPARISON}ladder/"]').click()
    first = page.locator("#step-1 td").first
    expect(first.locator(".badge")).to_have_count(0)
    expect(page.locator("#step-5 td").last.locator(".badge--good")).to_be_visible()
    expect(page.locator("#next-title")).to_contain_text("1. ")

    suggestion = page.locator(".worklist li").first
    name = suggestion.locator("a").first.inner_text()
    suggestion.locator("a.button").click()
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(re.compile("#step-1$"))
    expect(first.locator(".badge--good")).to_be_visible()
    expect(first).to_contain_text(name)
    expect(page.locator("#next-title")).to_contain_text("2. ")

    page.locator("#step-2 td").first.locator("a").last.click()
    page.fill("[name=note]", "Er is een charter.")
    page.locator("main form button[type=submit]").click()
    expect(page.locator("#step-2 td").first.locator(".badge--doubt")).to_be_visible()
    expect(page.locator("#next-title")).to_contain_text("2. ")  # words alone do not count

    first.locator('a[href*="/remove/"]').click()
    page.locator("main form button[type=submit]").click()
    expect(first.locator(".badge")).to_have_count(0)
    expect(page.locator("#next-title")).to_contain_text("1. ")
    page.locator("#changes summary").click()
    expect(page.locator("#changes li")).to_have_count(3)


def test_another_reading_and_the_groups_that_are_alike(owner: Page, site: str) -> None:
    page = owner
    page.goto(f"{site}{COMPARISON}")
    page.select_option("[name=source]", "analyse-2022")
    page.wait_for_url(re.compile("source=analyse-2022"))
    expect(page.locator(".finding")).to_contain_text("2022")
    expect(page.locator("#profile .chart-canvas svg")).to_be_visible()
    page.goto(f"{site}{COMPARISON}alike/?size=3&obligation=")
    expect(page.locator("#groups-title")).to_be_visible()
    expect(page.locator(".groups tbody tr").nth(1)).to_contain_text("Lummen")
