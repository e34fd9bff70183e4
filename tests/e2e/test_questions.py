"""Four questions of a team, answered by clicking on the official register."""

from __future__ import annotations

import re

import pytest
from django.core.management import call_command
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import REGISTER

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(not REGISTER.is_dir(), reason="the register folder is not beside this checkout"),
]
STUDY = "/studies/halen-herk-lummen/"


@pytest.fixture
def team(owner: Page, site: str) -> Page:
    """The owner of the study at its overview, with the register imported."""
    call_command("import_kb", REGISTER, by="eigenaar", verbosity=0)
    owner.goto(f"{site}{STUDY}")
    return owner


def opened(page: Page, address: str) -> Locator:
    """The page behind this entry of the menu."""
    page.locator(f'.sidebar nav a[href="{STUDY}{address}"]').click()
    page.wait_for_url(re.compile(re.escape(address)))
    return page.locator("main")


def test_four_questions(team: Page) -> None:
    page = team
    which_five_resemble_neteland_and_why(opened(page, "comparison/"))
    who_is_the_best_third_partner(opened(page, "partners/"))
    what_crosses_the_border_by_2030(opened(page, "network/borders/"))
    what_does_a_merger_force(opened(page, "what-if/"))


def which_five_resemble_neteland_and_why(main: Locator) -> None:
    main.locator(f'.actions a[href^="{STUDY}comparison/alike/"]').click()
    rows = main.locator("#groups tbody tr")
    expect(rows).to_have_count(6, timeout=60_000)  # the region itself, then five groups
    best = rows.nth(1)
    names = best.locator("a").all_inner_texts()
    assert len(set(names)) == 5
    assert {"Olen", "Herentals", "Vorselaar"} & set(names) == set()
    expect(best.locator("td strong, td b").first).to_be_visible()  # where it differs most
    expect(main).to_contain_text(", ".join(names))


def who_is_the_best_third_partner(main: Locator) -> None:
    page = main.page
    main.get_by_label("Herk-de-Stad").uncheck()
    page.wait_for_url(re.compile("base="))
    page.select_option("[name=area]", "neighbours")
    page.wait_for_url(re.compile("area=neighbours"))
    expect(main.locator(".podium h3").first).to_have_text(re.compile("Herk-de-Stad"))
    expect(main.locator("#flips")).to_be_visible()
    expect(main.locator("#backtest")).to_contain_text("12 (43")  # plain Jaccard, of 28


def what_crosses_the_border_by_2030(main: Locator) -> None:
    expect(main.locator(".finding")).to_contain_text("2030")
    crossing = main.locator("tbody tr").filter(has=main.page.locator(".badge--bad"))
    names = crossing.locator("a").all_inner_texts()
    assert {"Cipal", "Limburg.net", "Fluvius Limburg"} <= set(names)


def what_does_a_merger_force(main: Locator) -> None:
    page = main.page
    main.locator('a[href*="kind=merge"]').click()
    page.fill("#id_title", "Samen één")
    page.fill("#id_name", "Drieland")
    main.locator("#new form button[type=submit]").click()
    main.locator(".actions a[href*='choices/']").click()
    expect(main.locator("section[id^=theme-]")).to_have_count(7)
