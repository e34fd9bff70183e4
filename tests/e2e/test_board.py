"""A facilitator fills a board in a meeting: by keyboard, by hand, and two people at once."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Browser, Locator, Page, expect

from kb.actions.framework.arguments import add_argument
from kb.models import Argument, Capacity, Study
from tests.e2e.conftest import sign_in, slowly

pytestmark = pytest.mark.e2e
STUDY = "/studies/halen-herk-lummen/"
BOARD = f"{STUDY}board/proef/"


@pytest.fixture
def capacity(site: str) -> Capacity:
    """One of which nothing is said yet."""
    return Capacity.objects.create(code="proef", name="Proefcapaciteit")


@pytest.fixture
def three(capacity: Capacity) -> None:
    study, by = Study.objects.get(slug="halen-herk-lummen"), User.objects.get(username="begeleider")
    for text in ("Eén loket", "Meer kennis", "Betere back-up"):
        values = {"text": text, "polarity": "pro", "capacities": [capacity]}
        add_argument(study=study, values=values, by=by)


@pytest.fixture
def facilitator(page: Page, site: str, capacity: Capacity) -> Page:
    sign_in(page, site, "begeleider")
    return page


def column(page: Page, polarity: str) -> Locator:
    return page.locator(f".board-column--{polarity} .board-row .argument-text")


def test_three_lines_by_keyboard_alone(facilitator: Page, site: str) -> None:
    page = facilitator
    page.goto(f"{site}{BOARD}")
    expect(page.locator(".empty")).to_be_visible()
    page.focus("#quick-text")
    for text in ("Eén loket", "Meer kennis"):
        page.keyboard.type(text)
        page.keyboard.press("Enter")
        expect(page.locator("#quick [role=status]")).to_contain_text(text)
        expect(page.locator("#quick-text")).to_be_focused()
    page.keyboard.type("Verder van de burger")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    expect(column(page, "risk")).to_have_text(["Verder van de burger"])
    expect(column(page, "pro")).to_have_text(["Eén loket", "Meer kennis"])
    expect(page.locator("#board-finding")).to_contain_text("2")
    page.reload()
    expect(column(page, "pro")).to_have_text(["Eén loket", "Meer kennis"])


def test_who_types_ahead_loses_nothing_and_what_is_refused_comes_back(
    facilitator: Page, site: str, errors: list[str]
) -> None:
    page = facilitator
    page.goto(f"{site}{BOARD}")
    page.route("**/board/**", slowly)
    page.focus("#quick-text")
    for text in ("Eén loket", "Meer kennis", "x" * 401):
        page.keyboard.insert_text(text)
        page.keyboard.press("Enter")
    page.keyboard.type("Betere ba")
    expect(column(page, "pro")).to_have_text(["Eén loket", "Meer kennis"])
    expect(page.locator("#quick-said [role=alert]")).to_contain_text("400")
    expect(page.locator("#quick-text")).to_have_value(f"{'x' * 401} Betere ba")
    expect(page.locator("#quick-text")).to_be_focused()
    errors[:] = [error for error in errors if "422" not in error]  # the browser notes the refusal


@pytest.mark.usefixtures("three")
def test_a_card_that_is_open_stays_open_while_the_board_moves(facilitator: Page, site: str) -> None:
    page = facilitator
    page.goto(f"{site}{BOARD}")
    card = page.locator("#argument-meer-kennis")
    card.locator("a.button").click()
    card.locator("[name=text]").fill("Nog aan het schrijven")
    page.fill("#quick-text", "Sneller")
    page.press("#quick-text", "Enter")
    expect(page.locator("#argument-sneller")).to_be_visible()
    page.locator("#up-betere-back-up").click()
    expect(page.locator(".board-column--pro .board-row").first).to_have_id("argument-een-loket")
    expect(card.locator("[name=text]")).to_have_value("Nog aan het schrijven")
    card.locator("button.button--primary").click()
    expect(column(page, "pro")).to_contain_text(["Nog aan het schrijven"])
    expect(card.locator("form.form")).to_have_count(0)


@pytest.mark.usefixtures("three")
def test_who_saves_what_somebody_deleted_hears_so_and_keeps_the_words(
    facilitator: Page, site: str, errors: list[str]
) -> None:
    page = facilitator
    page.goto(f"{site}{BOARD}")
    card = page.locator("#argument-meer-kennis")
    card.locator("a.button").click()
    card.locator("[name=text]").fill("Veel werk aan gehad")
    Argument.objects.get(code="meer-kennis").delete()
    card.locator("button.button--primary").click()
    said = card.locator("#request-error")
    expect(said.locator("a")).to_have_attribute("href", f"{STUDY}arguments/meer-kennis/history/")
    expect(card.locator("[name=text]")).to_have_value("Veel werk aan gehad")
    errors[:] = [error for error in errors if "404" not in error]


@pytest.mark.usefixtures("three")
def test_the_order_by_keyboard_and_by_hand(facilitator: Page, site: str) -> None:
    page = facilitator
    page.goto(f"{site}{BOARD}")
    page.focus("#up-betere-back-up")
    page.keyboard.press("Enter")
    expect(column(page, "pro")).to_have_text(["Eén loket", "Betere back-up", "Meer kennis"])
    expect(page.locator("#up-betere-back-up")).to_be_focused()
    handle = page.locator("#argument-een-loket [data-drag]")
    last = page.locator("#argument-meer-kennis").bounding_box()
    handle.hover()
    page.mouse.down()
    page.mouse.move(last["x"] + 40, last["y"] + last["height"] - 3, steps=8)
    with page.expect_response(lambda answer: "/move/" in answer.url):
        page.mouse.up()
    expect(column(page, "pro")).to_have_text(["Betere back-up", "Meer kennis", "Eén loket"])
    page.reload()
    expect(column(page, "pro")).to_have_text(["Betere back-up", "Meer kennis", "Eén loket"])


@pytest.mark.usefixtures("three")
def test_in_its_place_and_to_another_column(facilitator: Page, site: str) -> None:
    page = facilitator
    page.goto(f"{site}{BOARD}")
    card = page.locator("#argument-meer-kennis")
    card.locator("a.button").click()
    card.locator("[name=text]").fill("Minder kennis")
    card.locator("[name=polarity]").select_option("risk")
    card.locator("button.button--primary").click()
    expect(column(page, "risk")).to_have_text(["Minder kennis"])
    expect(column(page, "pro")).to_have_text(["Eén loket", "Betere back-up"])


@pytest.mark.usefixtures("three")
def test_two_people_at_once_see_both_and_lose_nothing(
    facilitator: Page, site: str, browser: Browser, errors: list[str]
) -> None:
    hers = browser.new_context(locale="nl-BE").new_page()
    sign_in(hers, site, "redacteur")
    for page in (facilitator, hers):
        page.goto(f"{site}{BOARD}")
        page.locator("#argument-meer-kennis a.button").click()
    first, second = hers.locator("#argument-meer-kennis"), facilitator.locator("#argument-meer-kennis")
    first.locator("[name=text]").fill("Van haar")
    first.locator("button.button--primary").click()
    expect(first.locator(".argument-text")).to_have_text("Van haar")
    second.locator("[name=text]").fill("Van mij")
    second.locator("button.button--primary").click()
    expect(second.locator("table")).to_contain_text("Van haar")
    expect(second.locator("[name=text]")).to_have_value("Van mij")
    second.locator("button.button--primary").click()
    expect(second.locator(".argument-text")).to_have_text("Van mij")
    hers.context.close()
    errors[:] = [error for error in errors if "422" not in error]  # the browser notes the refusal


@pytest.mark.usefixtures("three")
def test_a_party_shares_it_thinks_again_and_withdraws(facilitator: Page, site: str) -> None:
    page = facilitator
    page.goto(f"{site}{STUDY}arguments/meer-kennis/")
    support = page.locator("#support")
    support.locator("[name=party]").select_option(label="Lummen")
    support.locator("button[value=yes]").click()
    lummen = support.get_by_role("row", name="Lummen").get_by_role("cell")
    expect(lummen).to_have_text(["1", "0"])
    support.locator("button[value=no]").click()
    expect(lummen).to_have_text(["0", "1"])
    support.locator("button[value=withdraw]").click()
    expect(lummen).to_have_count(1)


def test_a_board_of_the_source_fits_on_one_sheet(facilitator: Page, site: str) -> None:
    for capacity in ("ambtelijk", "strategisch", "operationeel", "financieel"):
        facilitator.goto(f"{site}{STUDY}board/{capacity}/")
        body = facilitator.pdf(prefer_css_page_size=True)
        assert body.count(b"/Type /Page\n") == 1, capacity
