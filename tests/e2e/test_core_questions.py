"""A core question answered for two options, and a municipality judged, each on arguments."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Locator, Page, expect

from kb.actions.framework.arguments import add_argument
from kb.models import Study

pytestmark = pytest.mark.e2e
STUDY = "/studies/halen-herk-lummen/"
QUESTION = f"{STUDY}questions/samen-sterker/"


@pytest.fixture
def hearsay(site: str) -> str:
    """An argument that nobody gave a source."""
    study, by = Study.objects.get(slug="halen-herk-lummen"), User.objects.get(username="eigenaar")
    values = {"text": "Het personeel ziet het wel zitten, zegt men.", "polarity": "pro"}
    return add_argument(study=study, values=values, by=by).text


def choose(card: Locator, words: str) -> None:
    """Search the arguments and tick what is found."""
    card.locator("[data-choosing-search]").fill(words)
    found = card.locator("label:visible", has=card.page.locator("[name=arguments]"))
    expect(found).to_have_count(1)
    found.locator("input").check()


def answer(page: Page, option: str, verdict: str, text: str, *arguments: str) -> Locator:
    card = page.locator(f"#answer-samen-sterker-{option}")
    card.locator(".button-row a").first.click()
    card.locator(f"[name=verdict][value={verdict}]").check()
    card.locator("[name=text]").fill(text)
    for words in arguments:
        choose(card, words)
    expect(card.locator("output")).to_have_text(str(len(arguments)))
    card.locator("form button.button--primary").click()
    expect(card.locator("form")).to_have_count(0)
    return card


def test_answers_and_a_verdict_that_rest_on_arguments(owner: Page, site: str, hearsay: str) -> None:
    page = owner
    page.goto(f"{site}{QUESTION}")
    finding = page.locator("#finding")
    before = finding.inner_text()
    merger = answer(page, "fusie", "partly", "Ja, maar niet meteen.", "zegt men", "back-up volwaardige")
    expect(merger.locator(".ground")).to_have_count(2)
    expect(merger.locator(".ground .badge--doubt")).to_have_count(1)
    expect(finding).not_to_have_text(before)
    alone = answer(page, "status-quo", "no", "Nee.", "Halen waakzaam")
    expect(alone.locator(".ground")).to_have_count(1)

    page.goto(f"{site}{STUDY}questions/")
    row = page.locator(".answers tbody tr").last
    expect(row.locator("td").first.locator(".note a")).to_have_attribute(
        "href", f"{QUESTION}#answer-samen-sterker-fusie"
    )

    page.goto(f"{site}{STUDY}assessments/")
    place = page.locator("#of-71020-ambtelijk")
    place.get_by_role("link").click()
    place.locator("[name=verdict][value=just]").check()
    place.locator("[name=reason]").fill("Net genoeg mensen.")
    choose(place, "zegt men")
    place.locator("form button.button--primary").click()
    expect(place.locator(".verdict")).to_have_count(1)
    expect(place.locator(".ground .badge--doubt")).to_have_count(1)
    cell = page.locator(".verdicts tbody tr").first.locator("td").first
    expect(cell.locator(".verdict.badge--doubt")).to_be_visible()
    place.get_by_role("link", name=hearsay).click()
    expect(page.locator("h1")).to_have_text(hearsay)
    expect(page.locator("[aria-labelledby=resting-title] li")).to_have_count(2)
