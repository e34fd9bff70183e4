"""The first page of a study: the finding, the figures, the road."""

import pytest

from kb.models import Boundary, Membership, Municipality

pytestmark = pytest.mark.django_db
OVERVIEW = "/studies/halen-herk-lummen/"
SQUARE = {"type": "Polygon", "coordinates": [[[5.0, 51.0], [5.1, 51.0], [5.1, 51.1], [5.0, 51.0]]]}


@pytest.fixture
def reader(client_of):
    browser = client_of("reader")
    browser.cookies["django_language"] = "en"
    return browser


def said(response) -> str:
    return " ".join(response.text.split())


def test_the_finding_and_the_figures_of_the_demo(reader):
    text = said(reader.get(OVERVIEW))
    assert "3 municipalities: all of them share 20 of the 32 known cooperations." in text
    assert "In 7 of 25 themes their choices differ." in text
    for figure in ("63 %", ">24<", "7 / 25", "37,113"):
        assert figure in text
    assert "Herk-de-Stad had 51 in 2012 (Regioscreening 2012)." in text
    assert "Herk-de-Stad and Halen shared 45 in 2012." in text


def test_the_square_has_the_golden_values(reader):
    square = reader.get(OVERVIEW).context["square"]
    assert [(row["name"], [cell["count"] for cell in row["cells"]]) for row in square] == [
        ("Halen", [26, 22, 24]),
        ("Herk-de-Stad", [22, 26, 21]),
        ("Lummen", [24, 21, 27]),
    ]
    assert [cell["tint"] for cell in square[0]["cells"]] == ["own", "tint-2", "tint-4"]


def test_every_figure_leads_to_its_method_and_its_rows(reader):
    text = reader.get(OVERVIEW).text
    for link in (
        "/methods/#counting",
        "/methods/#overlap",
        "/methods/#divergence",
        "cooperations/?differences=1",
    ):
        assert f'{link}"' in text


def test_the_road_stands_at_the_first_thing_that_is_not_done(reader):
    states = [step["state"] for step in reader.get(OVERVIEW).context["road"]]
    assert states == ["current", "later", "later", "later", "later"]
    for municipality in Municipality.objects.filter(studies__slug="halen-herk-lummen"):
        Boundary.objects.create(municipality=municipality, geometry=SQUARE)
    states = [step["state"] for step in reader.get(OVERVIEW).context["road"]]
    assert states == ["done", "current", "later", "later", "later"]


def test_a_study_without_cooperations_asks_for_a_list(reader):
    Membership.objects.all().delete()
    text = said(reader.get(OVERVIEW))
    assert "No cooperation of these municipalities is known yet." in text
    assert "Nothing to compare yet" in text


def test_unknown_inhabitants_are_not_added_up(reader):
    Municipality.objects.filter(nis="71020").update(population=None)
    response = reader.get(OVERVIEW)
    assert response.context["population"] is None
    assert "inhabitants together" not in response.text
