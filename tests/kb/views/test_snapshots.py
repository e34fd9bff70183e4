"""The page of two pictures: which ones, what it finds, its rows and its files."""

from __future__ import annotations

import csv
import io

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kb.models import (
    Agreement,
    Claim,
    DataVersion,
    Membership,
    Municipality,
    Scenario,
    ScenarioChange,
    Source,
    Study,
)

pytestmark = pytest.mark.django_db
PAGE = "/studies/halen-herk-lummen/comparison/snapshots/"


@pytest.fixture
def reader(client_of):
    browser = client_of("reader")
    browser.cookies["django_language"] = "en"
    return browser


@pytest.fixture
def contradicted(demo) -> Agreement:
    """The register names Halen and Lummen in Cipal, and denies Herk-de-Stad, which the analysis names."""
    agreement = Agreement.objects.get(name="Cipal")
    source = Source.objects.get(code="abb-register-2023")
    for tie in agreement.memberships.select_related("municipality"):
        says = "not_member" if tie.municipality.name == "Herk-de-Stad" else "member"
        Claim.objects.create(membership=tie, source=source, says=says, recorded_at="2026-01-01T00:00Z")
    DataVersion.raise_it()
    return agreement


def finding(response) -> str:
    text = response.text.split('<span id="finding">')[1].split("</span>")[0]
    return " ".join(text.split())


def test_at_first_the_oldest_source_stands_beside_the_newest(reader, contradicted):
    response = reader.get(PAGE)
    assert (response.context["then"]["label"], response.context["now"]["label"]) == (
        "Gezamenlijke analyse Halen, Herk-de-Stad en Lummen (2022)",
        "Organisatieportaal (Agentschap Binnenlands Bestuur) (2023)",
    )
    said = finding(response)
    assert "1 of 33 cooperations are the same. Of 1 the sources contradict each other" in said
    assert said.endswith("31 are not named any more: that is silence, not a departure.")
    counted = {counter["label"]: counter["n"] for counter in response.context["counters"]}
    assert sum(counted.values()) == 33


def test_the_list_tells_who_is_contradicted_and_filters(reader, contradicted):
    table = reader.get(PAGE, {"kind": "contradicted"}).context["table"]
    (row,) = (row.record for row in table.rows)
    assert (row["name"], row["stayed"], row["left"], row["joined"]) == (
        "Cipal",
        "Halen, Lummen",
        "Herk-de-Stad",
        "",
    )
    assert reader.get(PAGE, {"kind": "changed"}).context["table"].paginator.count == 32
    assert reader.get(PAGE, {"q": "cipal"}).context["table"].paginator.count == 1


def test_a_contradiction_is_settled_on_the_page_of_the_cooperation(reader, contradicted):
    assert f'href="{contradicted.get_absolute_url()}#disputed"' in reader.get(PAGE).text


def test_days_say_of_how_many_ties_no_date_is_known(reader, demo):
    said = finding(reader.get(PAGE, {"then": "on", "then_on": "1990-01-01", "now": "all"}))
    known = Membership.objects.filter(since__isnull=True, until__isnull=True, municipality__studies=demo)
    assert known.exists()
    assert "no start or end is known, so this says little." in said
    assert "no start or end" not in finding(reader.get(PAGE))


def test_beside_a_merger_the_list_says_what_it_counts(reader, demo):
    plan = Scenario.objects.create(study=demo, slug="fusie", title="Fusie")
    change = ScenarioChange.objects.create(scenario=plan, kind="merge", name="Halen-Lummen")
    change.municipalities.set(Municipality.objects.filter(name__in=["Halen", "Lummen"]))
    note = "After a merger one municipality remains."
    assert note in reader.get(PAGE, {"now": "scenario:fusie"}).text
    assert note not in reader.get(PAGE).text


def test_pairs_stand_then_and_now(reader, contradicted):
    pairs = [row.record for row in reader.get(PAGE).context["pairs"].rows]
    assert [(pair["a_name"], pair["b_name"], pair["then"], pair["now"]) for pair in pairs] == [
        ("Halen", "Lummen", 24, 1),
        ("Halen", "Herk-de-Stad", 22, 0),
        ("Herk-de-Stad", "Lummen", 21, 0),
    ]


def test_counts_of_2012_stand_beside_and_a_list_is_refused(reader, demo):
    text = " ".join(reader.get(PAGE, {"now": "all"}).text.split())
    assert "Of these only the counts are known, not which cooperations were counted." in text
    assert "45 of 51 (88.2 %)" in text
    assert "22 of 27 (81.5 %)" in text


def test_the_same_picture_twice_says_nothing_changed(reader, demo):
    assert "Both pictures are the same" in finding(reader.get(PAGE, {"then": "all", "now": "all"}))


@pytest.mark.parametrize(
    ("query", "refused"),
    [
        ({"then": "on"}, {"then_on"}),
        ({"then": "on", "then_on": "gisteren"}, {"then_on"}),
        ({"then": "source:nothing"}, {"then"}),
        ({"now": "scenario:other"}, {"now"}),
        ({"kind": "nonsense"}, {"kind"}),
        ({"then": "", "now": ""}, set()),
    ],
)
def test_an_odd_choice_is_refused_and_the_page_stays(reader, demo, query, refused):
    response = reader.get(PAGE, query)
    assert (response.status_code, set(response.context["form"].errors)) == (200, refused)


def test_only_the_plans_of_this_study_can_be_chosen(reader, demo):
    Scenario.objects.create(study=demo, slug="eigen", title="Eigen plan")
    other = Study.objects.create(slug="andere", title="Andere")
    Scenario.objects.create(study=other, slug="vreemd", title="Vreemd plan")
    shown = reader.get(PAGE, {"then": "all", "now": "scenario:eigen"})
    assert shown.context["now"]["label"] == "Eigen plan"
    assert set(reader.get(PAGE, {"now": "scenario:vreemd"}).context["form"].errors) == {"now"}
    assert "Vreemd plan" not in shown.text


def test_a_file_holds_the_rows_as_they_are_filtered(reader, contradicted):
    body = reader.get(f"{PAGE}export.csv", {"kind": "contradicted"}).content
    (row,) = csv.DictReader(io.StringIO(body.decode("utf-8-sig")), delimiter=";")
    assert {"Cipal", "Halen, Lummen", "Herk-de-Stad"} <= set(row.values())
    assert reader.get(f"{PAGE}export.pdf").status_code == 404


def test_queries_do_not_grow_with_rows(reader, demo):
    reader.get(PAGE)

    def asked() -> int:
        cache.clear()
        with CaptureQueriesContext(connection) as captured:
            assert reader.get(PAGE, {"now": "all"}).status_code == 200
        return len(captured)

    few = asked()
    members = list(Municipality.objects.filter(studies=demo))
    made = Agreement.objects.bulk_create(
        Agreement(code=f"veel-{number}", name=f"Verband {number}", status="active") for number in range(200)
    )
    Membership.objects.bulk_create(
        Membership(agreement=agreement, municipality=member) for agreement in made for member in members
    )
    DataVersion.raise_it()
    assert asked() == few
    assert few <= 22
