"""The pictures of the README, taken from a running demo: `make screenshots URL=http://localhost:8000`.

Import the register folder by the page first: the map of clusters needs its outlines.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import django
from playwright.sync_api import Page, sync_playwright

from tests.environment import CHROMIUM_FLAGS, find_chromium

IMAGES = Path(__file__).parents[2] / "docs" / "img"
STUDY = "/studies/halen-herk-lummen/"
REGISTER = "network/?view=map&source=abb-register-2023"
SHOTS = {
    "overview": (STUDY, 1360, 900),
    "matrix": (f"{STUDY}cooperations/?differences=1", 1360, 900),
    "network": (f"{STUDY}{REGISTER}", 1360, 1280),
    "heatmap": (f"{STUDY}network/?view=heatmap&scope=around&measure=jaccard", 1360, 1100),
    "to-confirm": (f"{STUDY}to-confirm/", 1360, 900),
    "partners": (f"{STUDY}partners/?area=neighbours", 1360, 1320),
    "choices": (f"{STUDY}what-if/fusie-van-de-drie/choices/", 1360, 900),
    "board": (f"{STUDY}board/ambtelijk/", 1360, 900),
    "roadmap": (f"{STUDY}roadmap/", 1360, 900),
    "phone": (f"{STUDY}{REGISTER}", 360, 1300),
}


def take(page: Page, address: str, password: str) -> None:
    page.goto(f"{address}/login/")
    page.fill("[name=username]", "eigenaar")
    page.fill("[name=password]", password)
    page.locator("main form button").last.click()
    page.wait_for_url(f"{address}/")
    for name, (path, width, height) in SHOTS.items():
        page.set_viewport_size({"width": width, "height": height})
        page.goto(f"{address}{path}")
        if page.locator("[data-chart]").count():
            page.locator("[data-chart] svg").first.wait_for()
        page.wait_for_timeout(500)
        page.screenshot(path=IMAGES / f"{name}.png")


def main(address: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from kb.actions.demo import PASSWORD

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=CHROMIUM_FLAGS.split())
        take(browser.new_page(locale="nl-BE"), address.rstrip("/"), PASSWORD)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1])
