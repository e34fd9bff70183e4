"""When two names are one."""

import pytest

from kb.exchange.folding import fold_name
from kb.exchange.read import read
from tests.kb.exchange.planning import agreement, known, of, plan


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Zorg+", "Zorg", False),
        ("Zorg+", "ZORG+", True),
        ("Zorg+ Halen", "Zorg Halen", False),
        ("A-", "A+", False),
        ("Herk-de-Stad", "Herk de Stad", True),
        ("Zorg.", "Zorg", True),
        ("***", "???", False),
        ("***", "", False),
        ("***", "***", True),
        ("Cafe\u0301-", "Café-", True),
    ],
)
def test_names_are_one_or_not(one, other, same):
    assert (fold_name(one) == fold_name(other)) is same


def test_a_sign_behind_a_name_makes_another_body():
    document = read([("a.csv", b"Thema;Verband;Gemeente\nWater;Zorg+;Halen\nWater;Zorg;Lummen\n")])
    found = of(plan(document, known((agreement("zorg", "Zorg", theme="water"),))), "agreement")
    assert [(change.label, change.outcome.value) for change in found] == [
        ("Zorg+", "created"),
        ("Zorg", "unchanged"),
    ]


@pytest.mark.parametrize("here", [(), (agreement("zorg", "Zorg", theme="water"),)])
@pytest.mark.parametrize(
    "text",
    [
        "Thema;Verband;Gemeente\nWater;Zorg;Halen\nWater;Zorg.;Lummen\n",
        "Thema;Halen;Lummen\nWater;Zorg;Zorg.\n",
    ],
)
def test_rows_that_become_one_show_how_else_it_was_written(here, text):
    (change,) = of(plan(read([("a.csv", text.encode())]), known(here)), "agreement")
    assert change.label == "Zorg, also written “Zorg.”"
