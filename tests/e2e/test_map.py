"""A facilitator draws the map of a new question while a reader follows on another screen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Browser, Page, expect

from kb.actions.framework.questions import ask_question
from kb.models import DataVersion, Question, Study
from tests.e2e.conftest import sign_in, slowly

pytestmark = pytest.mark.e2e


@pytest.fixture
def address(site: str) -> str:
    study = Study.objects.get(slug="halen-herk-lummen")
    by = User.objects.get(username="eigenaar")
    question = ask_question(study=study, values={"text": "Waar kopen we samen aan?"}, by=by)
    return f"{site}{question.get_absolute_url()}map/"


@pytest.fixture
def other(browser: Browser) -> Iterator[Page]:
    """The screen of somebody else."""
    context = browser.new_context(locale="nl-BE", viewport={"width": 1360, "height": 900})
    yield context.new_page()
    context.close()


def boxes(page: Page):
    return page.locator("#map svg a[data-node]")


def add(page: Page, text: str) -> None:
    page.locator("#draw-text").fill(text)
    page.keyboard.press("Enter")
    expect(page.locator("#draw [data-announce]")).to_contain_text(text)


def test_a_map_is_drawn_live_and_followed(page: Page, site: str, address: str, other: Page) -> None:
    sign_in(other, site, "lezer")
    other.goto(f"{address}screen/")
    sign_in(page, site, "begeleider")
    page.goto(address)
    expect(boxes(page)).to_have_count(1)
    add(page, "Eén aankoopdienst")
    add(page, "Ieder apart")
    expect(page.locator("#draw-text")).to_be_focused()
    expect(page.locator("#draw-text")).to_have_value("")

    boxes(page).filter(has_text="Eén").focus()
    page.keyboard.press("+")
    expect(page.locator("#draw-text")).to_be_focused()
    add(page, "Betere prijzen")
    page.locator("#draw [name=what][value=ambiguous]").check()
    add(page, "Andere gewoonten")
    boxes(page).filter(has_text="Betere").focus()
    page.keyboard.press("-")
    add(page, "Minder lokale leveranciers")
    expect(boxes(page)).to_have_count(6)
    expect(boxes(other)).to_have_count(6, timeout=10_000)  # nobody reloaded

    page.locator("#draw button[formaction]").click()
    expect(boxes(page)).to_have_count(5)
    expect(boxes(other)).to_have_count(5, timeout=10_000)

    page.locator("#map svg a[id^=fold-option]").first.click()
    expect(boxes(page)).to_have_count(3)
    page.locator("#map svg a[id^=fold-option]").first.click()
    expect(boxes(page)).to_have_count(5)
    expect(boxes(other)).to_have_count(5)  # how one looks is one's own

    boxes(page).filter(has_text="Betere").click()
    page.locator("#around-1").click()
    expect(boxes(page)).to_have_count(2)
    page.reload()
    expect(boxes(page)).to_have_count(2)
    page.locator("#around-0").click()
    for form in ("svg", "png"):
        with page.expect_download() as download:
            page.locator(f"a[href*='export.{form}']").click()
        assert download.value.suggested_filename == f"waar-kopen-we-samen-aan.{form}"
    page.locator(".actions a[href$='text/']").click()
    expect(page.locator("pre.argdown")).to_contain_text("+ <betere-prijzen>: Betere prijzen")


def test_what_somebody_types_survives_what_others_draw(
    page: Page, site: str, address: str, other: Page
) -> None:
    sign_in(page, site, "begeleider")
    page.goto(address)
    sign_in(other, site, "redacteur")
    other.goto(address)
    other.locator("#draw-text").press_sequentially("Nog aan het ty")
    add(page, "Eén aankoopdienst")
    expect(boxes(other)).to_have_count(2, timeout=10_000)
    expect(other.locator("#draw-text")).to_be_focused()
    other.keyboard.type("pen")
    expect(other.locator("#draw-text")).to_have_value("Nog aan het typen")


def test_what_is_typed_stays_while_one_draws_looks_and_goes_back(
    page: Page, site: str, address: str, errors: list[str]
) -> None:
    sign_in(page, site, "begeleider")
    page.goto(address)
    page.route("**/map/add/*", slowly)
    text = page.locator("#draw-text")
    text.focus()
    for words in ("Eén aankoopdienst", "x" * 401):
        page.keyboard.insert_text(words)
        page.keyboard.press("Enter")
    page.keyboard.type("Ieder ap")
    expect(page.locator("#draw .errorlist")).to_contain_text("400")
    expect(text).to_have_value(f"{'x' * 401} Ieder ap")
    expect(text).to_be_focused()
    expect(page.locator("#map-finding")).to_contain_text("1")
    text.fill("Ieder apart")
    boxes(page).last.click()
    expect(page.locator("#draw-at")).to_have_value(boxes(page).last.get_attribute("data-node") or "")
    expect(text).to_have_value("Ieder apart")
    page.go_back()
    expect(page.locator("#draw-at")).to_have_value(boxes(page).first.get_attribute("data-node") or "")
    expect(text).to_have_value("Ieder apart")
    errors[:] = [error for error in errors if "422" not in error]  # the browser notes the refusal


def test_who_follows_hears_that_the_question_is_gone(
    page: Page, site: str, address: str, errors: list[str]
) -> None:
    sign_in(page, site, "lezer")
    page.goto(f"{address}screen/")
    Question.objects.get(text="Waar kopen we samen aan?").delete()
    DataVersion.raise_it()
    expect(page.locator("[data-lost=gone]")).to_be_visible(timeout=10_000)
    expect(boxes(page)).to_have_count(1)
    errors[:] = [error for error in errors if "404" not in error]


def test_without_javascript_the_map_is_drawn_by_forms(browser: Browser, site: str, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, locale="nl-BE")
    page = context.new_page()
    sign_in(page, site, "begeleider")
    page.goto(address)
    page.fill("#draw-text", "Eén aankoopdienst")
    page.locator("#draw form").first.get_by_role("button").first.click()
    expect(boxes(page)).to_have_count(2)
    boxes(page).last.click()
    expect(page.locator("#draw-at")).to_have_value(boxes(page).last.get_attribute("data-node") or "")
    page.fill("#draw-text", "Betere prijzen")
    page.locator("#draw form").first.get_by_role("button").first.click()
    expect(boxes(page)).to_have_count(3)
    page.locator("#map svg a[id^=fold-question]").click()
    expect(boxes(page)).to_have_count(1)
    context.close()
