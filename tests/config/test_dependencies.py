import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def packages(file: str) -> list[str]:
    lines = (ROOT / file).read_text().splitlines()
    return [re.split(r"[\[<>=]", line)[0] for line in lines if line and not line.startswith("-")]


def explained() -> set[str]:
    pages = "\n".join(path.read_text() for path in (ROOT / "docs" / "adr").glob("0*.md"))
    return set(re.findall(r"^\| ([a-z0-9-]+)[^|]*\| .+ \| [A-Z]\w+.*\|$", pages, re.MULTILINE))


def test_every_dependency_has_a_reason_and_a_licence():
    files = ("requirements.in", "requirements-dev.in", "requirements-scale.in")
    assert {package for file in files for package in packages(file)} == explained()


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-dev.txt", "requirements-scale.txt"])
def test_locks_carry_hashes_and_no_addresses(file):
    text = (ROOT / file).read_text()
    pinned = re.findall(r"^[a-z0-9-]+(?:\[.+\])?==\S+(?: ;.*)? \\$", text, re.MULTILINE)
    assert len(pinned) == len(re.findall(r"==", re.sub(r" ;.*", "", text)))
    assert re.findall(r"://|--index|--find-links", text) == []
    assert text.count("--hash=sha256:") >= len(pinned)


def test_tests_run_on_the_versions_that_are_served():
    assert pins("requirements.txt") - pins("requirements-dev.txt") == set()


def test_the_extra_for_scale_changes_no_version():
    locked = {pin.split("==")[0] for pin in pins("requirements-dev.txt")}
    common = {pin for pin in pins("requirements-scale.txt") if pin.split("==")[0] in locked}
    assert common - pins("requirements-dev.txt") == set()


def pins(file: str) -> set[str]:
    return set(re.findall(r"^(\S+==\S+)", (ROOT / file).read_text(), re.MULTILINE))
