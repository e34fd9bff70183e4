"""What a merger of the three forces to choose, and what an extension would spare them."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.e2e
LIST = "/studies/halen-herk-lummen/what-if/"


def test_from_a_merger_to_its_choices_and_one_fewer(owner: Page, site: str) -> None:
    page = owner
    page.goto(f"{site}{LIST}")
    page.locator('a[href*="kind=merge"]').click()
    expect(page.locator("#id_title")).not_to_have_value("")
    expect(page.locator("[name=municipalities]:checked")).to_have_count(3)
    page.fill("#id_title", "Samen één")
    page.fill("#id_name", "Drieland")
    page.locator("#new form button[type=submit]").click()
    page.wait_for_url(f"{site}{LIST}samen-een/")
    expect(page.locator("#figures tbody tr").last).to_contain_text("−7")
    expect(page.locator("#then .chart-canvas svg")).to_be_visible(timeout=30_000)

    page.locator(".actions a[href*='choices/']").click()
    questions = page.locator("section[id^=theme-]")
    expect(questions).to_have_count(7)
    expect(page.locator("#decided-bar")).to_have_attribute("value", "0")
    questions.nth(1).get_by_role("radio", name="Herk-de-Stad & Lummen").check()
    expect(page.locator("#decided-bar")).to_have_attribute("value", "1")
    expect(questions.nth(1).locator("ul li", has_text="Halen")).to_be_visible()
    page.reload()
    expect(questions.nth(1).get_by_role("radio", name="Herk-de-Stad & Lummen")).to_be_checked()

    page.goto(f"{site}{LIST}samen-een/")
    page.locator("#add > summary").click()
    page.locator("[name=kind][value=join]").check()
    page.locator("#add").get_by_role("checkbox", name="Halen", exact=True).check()
    page.select_option("[name=agreement]", label="Herk-de-Stad & Lummen")
    page.locator("#add button[type=submit]").click()
    page.wait_for_url(re.compile("#steps$"))
    steps = page.locator("#steps ol > li")
    expect(steps.last.locator(".badge--doubt")).to_be_visible()
    steps.last.locator("button[name=places]").click()
    expect(steps.first).to_contain_text("Herk-de-Stad & Lummen")
    expect(page.locator("#steps .badge--doubt")).to_have_count(0)
    page.locator(".actions a[href*='choices/']").click()
    expect(questions).to_have_count(6)
