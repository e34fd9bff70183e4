from __future__ import annotations

import pytest
from django.test import Client

from kb.models import Membership

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client_of) -> Client:
    browser = client_of("reader")
    browser.cookies["django_language"] = "en"
    return browser


def test_neteland_shows_its_parts(reader, demo):
    page = reader.get("/regions/neteland/")
    shown = page.context
    assert [str(one) for one in shown["members"]] == [
        "Grobbendonk",
        "Herentals",
        "Herenthout",
        "Olen",
        "Vorselaar",
    ]
    assert (shown["population"], len(shown["counted"])) == (69049, 5)
    assert (len(shown["domains"]), len(shown["logics"]), len(shown["stakeholders"])) == (5, 4, 4)
    assert [step.number for step in shown["steps"]] == list(range(1, 15))


def test_what_all_members_share_is_computed(reader, demo):
    def shared() -> list[str]:
        return [str(one) for one in reader.get("/regions/neteland/").context["shared"]]

    assert shared() == ["Neteland", "Neteland Welzijn en Zorg", "PZ Neteland"]
    Membership.objects.filter(agreement__name="PZ Neteland", municipality__name="Olen").update(
        status="rejected"
    )
    assert shared() == ["Neteland", "Neteland Welzijn en Zorg"]
