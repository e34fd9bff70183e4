"""A pytest plugin, loaded with -p before Django reads its settings."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

import hypothesis
import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

os.environ["SAMENWIJZER_MODE"] = "test"
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright's loop runs in the thread of the test
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(name, "1")

hypothesis.settings.register_profile("patient", deadline=None)  # a busy machine is not a wrong answer
hypothesis.settings.load_profile("patient")

CHROMIUM_FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup", "live_server"}


def find_chromium() -> str | None:
    """The browser of the operating system; Playwright's own download is never needed."""
    names = (os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome")
    return next(filter(None, map(shutil.which, filter(None, names))), None)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--only-db", action="store_true", help="only tests that touch the database, no browser")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--only-db"):
        keep_only_database_tests(config, items)
    if find_chromium() is None and os.environ.get("REQUIRE_BROWSER") != "1":
        skip = pytest.mark.skip(reason="Chromium is not installed: browser tests did not run")
        for item in items:
            if item.get_closest_marker("e2e"):
                item.add_marker(skip)


def keep_only_database_tests(config: pytest.Config, items: list[pytest.Item]) -> None:
    keep = {item for item in items if touches_database(item) and not item.get_closest_marker("e2e")}
    config.hook.pytest_deselected(items=[item for item in items if item not in keep])
    items[:] = [item for item in items if item in keep]


def touches_database(item: pytest.Item) -> bool:
    fixtures = getattr(item, "fixturenames", [])
    return item.get_closest_marker("django_db") is not None or not DATABASE_FIXTURES.isdisjoint(fixtures)


@pytest.fixture(scope="session")
def chromium_path() -> str:
    path = find_chromium()
    if path is None:
        pytest.fail("Chromium is required (REQUIRE_BROWSER=1) and not installed.")
    return path


@pytest.fixture(scope="session")
def browser(chromium_path: str) -> Iterator[Browser]:
    """One browser for all: Playwright's loop stays in the thread of the tests until they end."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=CHROMIUM_FLAGS.split())
        yield browser
        browser.close()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if find_chromium() is None:
        terminalreporter.section("browser tests")
        terminalreporter.line("SKIPPED: Chromium was not found. Install it, or set CHROMIUM to its path.")
