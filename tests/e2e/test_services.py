"""Services onto the roadmap: by keyboard, by hand, and seen over time."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.e2e
ROAD = "/studies/halen-herk-lummen/roadmap/"


def cards(page: Page, phase: int) -> Locator:
    """The cards of a column; 0 is what is not planned."""
    return page.locator(".road-phase").nth(phase).locator(".road-card")


def test_six_services_find_their_phase_and_stay_there(owner: Page, site: str) -> None:
    page = owner
    page.goto(f"{site}{ROAD}")
    waiting, planned = cards(page, 0).count(), cards(page, 1).count()
    assert waiting >= 6
    for n in range(1, 6):
        button = cards(page, 0).first.locator("button[id^=later-]")
        button.focus()
        page.keyboard.press("Enter")
        expect(cards(page, 1)).to_have_count(planned + n)
        focused = page.evaluate("document.activeElement.id")
        assert focused == cards(page, 1).last.locator("button[id^=later-]").get_attribute("id")

    dragged = cards(page, 0).first
    name = dragged.locator(".road-name").inner_text()
    dragged.drag_to(cards(page, 1).first, source_position={"x": 8, "y": 8}, target_position={"x": 20, "y": 4})
    expect(cards(page, 1)).to_have_count(planned + 6)
    expect(cards(page, 1).first.locator(".road-name")).to_have_text(name)
    page.locator("#undo").click()
    expect(cards(page, 0)).to_have_count(waiting - 5)
    cards(page, 0).first.drag_to(cards(page, 1).first, target_position={"x": 20, "y": 4})
    expect(cards(page, 1)).to_have_count(planned + 6)

    page.reload()
    expect(cards(page, 1)).to_have_count(planned + 6)
    expect(cards(page, 0)).to_have_count(waiting - 6)
    phase = page.locator(".road-phase").nth(1)
    title = phase.locator("h2").inner_text()
    phase.locator("a[href*='phases/']").first.click()
    page.fill("[name=starts_on]", "2027-01-01")
    page.fill("[name=ends_on]", "2027-12-31")
    page.locator("main form button[type=submit]").click()
    page.goto(f"{site}{ROAD}timeline/")
    expect(page.locator("#timeline svg")).to_be_visible(timeout=30_000)
    expect(page.locator("#timeline svg")).to_contain_text(name)
    expect(page.locator("#timeline svg")).to_contain_text(title[:8])
