"""The main job: a newcomer brings the register and reads it, from the first page to the last export."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import REGISTER

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(not REGISTER.is_dir(), reason="the register folder is not beside this checkout"),
]
STUDY = "/studies/halen-herk-lummen"
DIVERGENT = [
    "Onroerend erfgoed (IOED)",
    "UiTPAS",
    "Regionaal landschap",
    "1 gezin 1 plan",
    "Eerstelijnszone",
    "Sociale huisvesting",
    "Sociaal verhuurkantoor",
]


def bring(page: Page, site: str, what: Path) -> None:
    """Upload a file or a whole folder, and wait for the preview."""
    page.goto(f"{site}/import/")
    page.locator(f"input[name={'folder' if what.is_dir() else 'files'}]").set_input_files(what)
    page.locator("main form button").first.click()
    expect(page.locator("#rows")).to_be_visible(timeout=120_000)


def counts(page: Page, kind: str) -> list[int]:
    """The numbers of one kind: created, changed, unchanged, in conflict, refused."""
    row = page.locator("table tr").filter(has=page.locator(f'th a[href^="?kind={kind}"]'))
    return [int(cell.replace(".", "")) for cell in row.locator("td").all_inner_texts()]


def test_from_the_register_to_clusters_and_back(owner: Page, site: str, tmp_path: Path) -> None:
    page = owner
    bring(page, site, REGISTER)
    agreements, memberships = counts(page, "agreement"), counts(page, "membership")
    assert sum(agreements) == 482
    assert sum(memberships) - memberships[3] <= 3809 <= sum(memberships)
    page.locator("button[value=apply]").click()
    expect(page.locator(f'a[href="{STUDY}/network/"].button')).to_be_visible(timeout=120_000)

    page.locator(f'a[href="{STUDY}/network/"].button').click()
    marks = page.locator("#network .chart-canvas svg")
    expect(marks).to_be_visible(timeout=30_000)
    expect(marks.get_by_text("Halen", exact=True).last).to_be_visible()
    expect(marks.get_by_text("Maaseik", exact=True).last).to_be_visible()

    page.select_option("[name=obligation]", "voluntary")
    page.wait_for_url(re.compile("obligation=voluntary"))
    page.fill("[name=max_members]", "30")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("max_members=30"))
    expect(page.locator(".chip")).to_have_count(2)

    page.locator("#node-table").get_by_role("link", name="Halen", exact=True).click()
    page.wait_for_url(f"{site}/municipalities/71020/")
    partners = page.locator("main")
    for neighbour in ("Herk-de-Stad", "Lummen", "Diest", "Kortenaken", "Bekkevoort"):
        expect(partners.get_by_role("link", name=neighbour, exact=True).first).to_be_visible()

    page.goto(f"{site}{STUDY}/cooperations/list/?whose=all")
    with page.expect_download() as started:
        page.locator('a[href*="export.xlsx"]').click()
    exported = tmp_path / started.value.suggested_filename
    started.value.save_as(exported)
    bring(page, site, exported)
    for kind in ("agreement", "membership"):
        made, changed, same, conflict, refused = counts(page, kind)
        assert (made, changed, conflict, refused) == (0, 0, 0, 0)
        assert same > 480
    expect(page.locator("button[value=apply]")).to_have_count(0)

    page.goto(f"{site}{STUDY}/cooperations/?differences=1")
    assert page.locator("tr.divergent th[scope=row]").all_inner_texts() == DIVERGENT
