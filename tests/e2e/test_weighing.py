"""A team weighs three options with weights per party, sees who wins under whose, and what flips it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from kb.models import StudyAccess
from tests.e2e.conftest import sign_in
from tests.e2e.weighings import weighing

pytestmark = pytest.mark.e2e
LIST = "/studies/halen-herk-lummen/weighings/"
OPTIONS = ("Alles laten zoals het is", "Samenwerking uitbreiden", "Fusie")


def slide(card: Locator, at: int, value: int) -> None:
    """As a hand does: the slider goes there and lets go."""
    slider = card.locator("input[type=range]").nth(at)
    slider.fill(str(value))
    expect(card.locator(".ballot-state strong")).to_be_visible()


def test_three_options_under_the_weights_of_three_parties(owner: Page, site: str) -> None:
    page = owner
    page.goto(f"{site}{LIST}")
    page.fill("#id_title", "Welke weg")
    for name in OPTIONS:
        page.get_by_role("checkbox", name=name, exact=True).check()
    page.locator("#new button[type=submit]").click()
    page.wait_for_url(f"{site}{LIST}welke-weg/")
    expect(page.locator("#winners svg")).to_be_visible()

    page.locator(".actions .button--primary").click()
    page.wait_for_url(re.compile("weights/$"))
    cards = page.locator(".ballot")
    expect(cards).to_have_count(3)
    slide(cards.nth(0), 1, 100)
    slide(cards.nth(0), 2, 0)
    expect(page.locator("#standing thead th")).to_have_count(2)
    slide(cards.nth(1), 0, 90)
    cards.nth(2).locator("a[href$='manner=order']").click()
    last = cards.nth(2).locator(".ordering-item").last
    name = last.locator("label").inner_text()
    last.locator("button").first.click()
    expect(cards.nth(2).locator(".ordering-item").nth(2)).to_contain_text(name)
    expect(page.locator("#standing thead th")).to_have_count(5)
    page.reload()
    expect(cards.nth(0).locator("input[type=range]").nth(1)).to_have_value("100")
    expect(cards.nth(2).locator(".ordering-item").nth(2)).to_contain_text(name)

    page.goto(f"{site}{LIST}welke-weg/")
    expect(page.locator("#winners svg")).to_contain_text("★")
    expect(page.locator("#flips li")).to_have_count(2)
    page.locator("#scores tbody a[href*='/scores/']").first.click()
    page.fill("#id_low", "40")
    page.fill("#id_high", "60")
    page.fill("#id_note", "Zo schat de stuurgroep het in")
    page.locator("#hand button[type=submit]").click()
    page.wait_for_url(f"{site}{LIST}welke-weg/#scores")
    expect(page.locator("#scores tbody tr").filter(has_text="40 – 60")).to_have_count(1)


def test_a_speaker_weighs_for_the_own_party_on_a_phone(page: Page, site: str) -> None:
    made = weighing()
    party = made.study.parties.get(name="Lummen")
    access = StudyAccess.objects.get(study=made.study, user__username="lezer")
    party.speakers.create(access=access)
    sign_in(page, site, "lezer")
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{site}{made.get_absolute_url()}weights/{party.pk}/")
    card = page.locator(".ballot")
    slide(card, 0, 80)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.goto(f"{site}{made.get_absolute_url()}weights/")
    expect(page.locator(".ballot form")).to_have_count(1)
