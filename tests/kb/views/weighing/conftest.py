from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client

from kb.actions.vision.parties import seat_municipalities
from kb.actions.weighing.ballots import score_by_hand
from kb.actions.weighing.weighings import create_weighing
from kb.models import Option, Study, Weighing


@pytest.fixture
def owner(client_of) -> Client:
    client = client_of("owner")
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def options(demo: Study) -> list[Option]:
    """Three roads of our own, so that the figures below do not move with the fixture."""
    made = [Option(study=demo, code=f"weg-{name}", name=f"Weg {name}", order=99) for name in "abc"]
    return Option.objects.bulk_create(made)


@pytest.fixture
def weighing(demo: Study, cast, options) -> Weighing:
    seat_municipalities(demo)
    return create_weighing(study=demo, title="Welke weg", options=options, by=cast["owner"])


@pytest.fixture
def scored(weighing: Weighing, options, cast) -> Weighing:
    """A is strong on the first criterion, B on the second, C on none."""
    first, second, *rest = weighing.criteria.all()
    values = {first: (90, 20, 10), second: (10, 80, 10)} | dict.fromkeys(rest, (50, 50, 10))
    for criterion, row in values.items():
        for option, value in zip(options, row, strict=True):
            score = {"low": Decimal(value), "high": Decimal(value), "note": "Proef"}
            score_by_hand(criterion=criterion, option=option, by=cast["owner"], **score)
    return weighing
