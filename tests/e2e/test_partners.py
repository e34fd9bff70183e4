"""With whom? Halen and Lummen look for a third, weigh it, and keep their weights."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from kb.models import PartnerWeight

pytestmark = pytest.mark.e2e
PARTNERS = "/studies/halen-herk-lummen/partners/"


def slide(page: Page, name: str, to: int) -> None:
    """As a person would, with the keyboard: to 0, then up."""
    page.locator(f"#id_w_{name}").focus()
    with page.expect_response(re.compile("/partners/\\?")):
        page.keyboard.press("Home")
    for _step in range(to):
        with page.expect_response(re.compile("/partners/\\?")):
            page.keyboard.press("ArrowRight")


def joined(page: Page) -> list[str]:
    return page.locator("#set-table tbody th[scope=row]").all_inner_texts()


def test_a_weight_moves_the_order_and_is_kept(owner: Page, site: str) -> None:
    page = owner
    page.goto(f"{site}{PARTNERS}")
    page.get_by_label("Herk-de-Stad").uncheck()
    page.wait_for_url(re.compile("base="))
    expect(page.locator(".podium h3").first).to_have_text(re.compile("Herk-de-Stad"))
    page.select_option("[name=area]", "neighbours")
    page.wait_for_url(re.compile("area=neighbours"))
    page.select_option("[name=joins]", "2")
    page.wait_for_url(re.compile("joins=2"))
    expect(page.locator("#set-table tbody tr")).not_to_have_count(0)
    before = joined(page)

    page.locator("#weights > summary").click()
    slide(page, "few", 0)
    slide(page, "region", 0)
    slide(page, "province", 0)
    page.wait_for_url(re.compile("w_province=0"))
    expect(page.locator("#set-table tbody th[scope=row]")).not_to_have_text(before)
    expect(page.locator("output[for=id_w_few]")).to_have_text("0")
    expect(page.locator("#contributions .chart-canvas svg")).to_be_visible()

    page.locator("#saving button").first.click()
    page.wait_for_url(re.compile("/partners/\\?(?!.*w_few)"))
    expect(page.locator("output[for=id_w_few]")).to_have_text("0")
    expect(page.locator("#id_w_few")).to_have_value("0")
    assert dict(PartnerWeight.objects.values_list("criterion", "weight"))["region"] == 0

    page.locator("#saving button").last.click()
    page.wait_for_load_state()
    expect(page.locator("#id_w_few")).to_have_value("5")
    assert not PartnerWeight.objects.exists()


def test_without_javascript_the_form_still_asks(browser, site: str, owner: Page) -> None:
    context = browser.new_context(java_script_enabled=False, storage_state=owner.context.storage_state())
    page = context.new_page()
    page.goto(f"{site}{PARTNERS}")
    page.get_by_label("Herk-de-Stad").uncheck()
    page.locator("#question button").click()
    expect(page.locator(".podium h3").first).to_have_text(re.compile("Herk-de-Stad"))
    page.locator("#backtest a").click()
    expect(page.locator("#backtest h2")).to_be_visible()
    context.close()
