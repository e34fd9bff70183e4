"""The page of the border: finding, table, tabs, export; and the reason that somebody records."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kb.actions.agreements import delete_agreement
from kb.actions.versions import revert
from kb.models import (
    Agreement,
    Claim,
    DataVersion,
    Exemption,
    Membership,
    Municipality,
    Rule,
    Source,
)
from kb.views.borders import deadline

pytestmark = pytest.mark.django_db
BORDERS = "/studies/halen-herk-lummen/network/borders/"


@pytest.fixture
def reader(client_of):
    browser = client_of("reader")
    browser.cookies["django_language"] = "en"
    return browser


@pytest.fixture
def editor(client_of):
    browser = client_of("editor")
    browser.cookies["django_language"] = "en"
    return browser


@pytest.fixture
def crossing(demo) -> Agreement:
    """Limburg.net with Diest, as the register has it."""
    agreement = Agreement.objects.get(name="Limburg.net")
    Membership.objects.create(agreement=agreement, municipality=Municipality.objects.get(name="Diest"))
    return agreement


def finding(response) -> str:
    text = response.text.split('<span id="finding">')[1].split("</span>")[0]
    return " ".join(text.split())


def rows_of(body: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig")), delimiter=";"))


def test_the_days_left_are_counted_from_the_day_that_is_given(demo):
    rule = Rule.objects.get(code="regiodecreet")
    assert deadline(rule, date(2026, 11, 23))["days_left"] == 1499
    assert deadline(rule, date(2031, 1, 1))["days_left"] == -1
    assert deadline(None, date(2026, 11, 23)) == {"rule": None, "not_yet": False, "days_left": None}
    assert deadline(rule, date(2026, 11, 23), date(2023, 3, 18))["not_yet"]
    assert not deadline(rule, date(2026, 11, 23), date(2023, 3, 19))["not_yet"]


def test_the_finding_counts_our_region_bound_cooperations(reader, crossing):
    said = finding(reader.get(BORDERS))
    assert "1 of your 8 region-bound cooperations crosses the border of the reference region." in said
    assert "Of 7 we do not know all members: to check." in said
    assert "The deadline is 31 December 2030:" in said


def test_a_possible_exception_is_named_where_its_theme_is(reader, crossing):
    page = reader.get(BORDERS)
    assert "For 1 of them an exception may hold, such as a longer term." in finding(page)
    assert page.text.count("possible exception: Een afvalintercommunale krijgt zes jaar langer de tijd.") == 1
    crossing.theme = None
    crossing.save()
    DataVersion.raise_it()
    assert "an exception may hold" not in finding(reader.get(BORDERS))


def test_before_the_rule_there_is_no_deadline_and_ties_without_dates_are_named(reader, crossing):
    said = finding(reader.get(BORDERS, {"on": "1990-01-01"}))
    assert "On the day you chose the rule did not hold yet" in said
    assert "The deadline" not in said
    assert "ties no start or end is known: they are counted on every day." in said
    assert said.endswith("State on 1 January 1990.")


def test_all_known_are_counted_beside_ours(reader, crossing):
    said = finding(reader.get(BORDERS, {"whose": "all"}))
    assert "1 of your 8 region-bound cooperations crosses" in said
    assert "region-bound cooperations that are known 1 cross." in said


def test_a_disputed_member_is_counted_and_named(reader, crossing):
    tie = Membership.objects.get(agreement=crossing, municipality__name="Herk-de-Stad")
    source = Source.objects.get(code="abb-register-2023")
    Claim.objects.create(membership=tie, source=source, says="not_member", recorded_at="2026-01-01T00:00Z")
    DataVersion.raise_it()
    page = reader.get(BORDERS, {"q": "limburg.net"})
    assert page.context["table"].rows[0].record["disputed"] == 1
    assert '4 <span class="note">1 disputed</span>' in page.text


def test_a_view_that_does_not_exist_is_refused(reader, demo):
    page = reader.get(BORDERS, {"view": "nonsense"})
    assert reader.get(BORDERS, {"view": "regions"}).context["chips"] == []
    assert (page.context["how"], set(page.context["form"].errors)) == ("border", {"view"})


def test_without_the_rule_the_page_says_so(reader, demo):
    Rule.objects.all().delete()
    DataVersion.raise_it()
    assert "The rule about reference regions is not in the knowledge base" in finding(reader.get(BORDERS))


def test_the_table_puts_what_crosses_first(reader, crossing):
    response = reader.get(BORDERS)
    first = response.context["table"].rows[0].record
    assert (first["name"], first["status"], first["members"], first["outside"]) == (
        "Limburg.net",
        "mend",
        4,
        1,
    )
    assert "Diest (Oost-Brabant)" in response.text
    assert f"/studies/halen-herk-lummen/cooperations/map/?agreement={crossing.pk}" in response.text


def test_the_exceptions_stand_there_with_their_sources(reader, demo):
    text = reader.get(BORDERS).text
    assert "Een afvalintercommunale krijgt zes jaar langer de tijd." in text
    assert "https://www.vvsg.be/nieuws/regiodecreet-gepubliceerd" in text


def test_every_region_has_its_coverage_and_purity(reader, crossing):
    table = reader.get(BORDERS, {"view": "regions", "q": "limburg.net"}).context["table"]
    found = {row.record["region"]: row.record for row in table.rows}
    assert {name: (row["inside"], row["region_size"], row["purity"]) for name, row in found.items()} == {
        "Limburg": (3, 8, 0.75),
        "Oost-Brabant": (1, 4, 0.25),
    }


@pytest.mark.parametrize(
    ("query", "n"),
    [
        ({}, 32),
        ({"status": "crosses"}, 1),
        ({"status": "mend"}, 1),
        ({"form": "dienstverlenende-vereniging"}, 1),
        ({"q": "LIMBURG.NET"}, 1),
        ({"whose": "all", "form": "projectvereniging"}, 4),
        ({"on": "gisteren"}, 32),
        ({"status": "nonsense"}, 32),
    ],
)
def test_the_table_filters(reader, crossing, query, n):
    assert reader.get(BORDERS, query).context["table"].paginator.count == n


def test_a_file_names_every_member_outside(reader, crossing):
    (row,) = rows_of(reader.get(f"{BORDERS}export.csv", {"status": "mend"}).content)
    assert list(row.values())[:4] == ["afval-limburg-net", "Limburg.net", "Mission association", "Limburg"]
    assert "Diest (Oost-Brabant)" in row.values()
    regions = rows_of(reader.get(f"{BORDERS}export.csv", {"view": "regions", "q": "limburg.net"}).content)
    assert len(regions) == 2
    assert reader.get(f"{BORDERS}export.docx").status_code == 404


def test_candidates_tell_with_whom_they_would_cross(reader, demo):
    text = " ".join(reader.get(BORDERS).text.split())
    assert text.count("crosses the border with Halen, Herk-de-Stad, Lummen") == 4
    assert text.count("stays within the region") == 4


def test_queries_do_not_grow_with_rows(reader):
    reader.get(BORDERS)

    def asked() -> int:
        cache.clear()
        with CaptureQueriesContext(connection) as captured:
            assert reader.get(BORDERS).status_code == 200
        return len(captured)

    few = asked()
    members = list(Municipality.objects.filter(nis__startswith="7"))
    made = Agreement.objects.bulk_create(
        Agreement(code=f"veel-{number}", name=f"Verband {number}", status="active") for number in range(200)
    )
    Membership.objects.bulk_create(
        Membership(agreement=agreement, municipality=member) for agreement in made for member in members
    )
    DataVersion.raise_it()
    assert asked() == few
    assert few <= 25


def post(editor, crossing: Agreement, **values: str):
    sent = {"reason": "De regering stond het toe", "ground": "", "source": "", "decided_on": "", **values}
    return editor.post(f"/agreements/{crossing.pk}/exemption/", sent)


def test_a_recorded_reason_is_shown_on_both_pages(editor, crossing):
    ground = Rule.objects.get().exceptions.get(code="toegestane-afwijking")
    response = post(editor, crossing, ground=str(ground.pk), decided_on="2025-06-01")
    assert (response.status_code, response.url) == (302, crossing.get_absolute_url())
    exemption = Exemption.objects.get()
    assert (exemption.reason, exemption.ground, exemption.decided_on) == (
        "De regering stond het toe",
        ground,
        date(2025, 6, 1),
    )
    page = editor.get(BORDERS)
    assert page.context["table"].rows[0].record["status"] == "exempted"
    assert "De regering stond het toe" in page.text
    assert "De regering stond het toe" in editor.get(crossing.get_absolute_url()).text


def test_a_reason_is_asked_and_what_was_typed_is_kept(editor, crossing):
    response = post(editor, crossing, reason="", decided_on="2025-06-01")
    assert response.status_code == 422
    assert 'value="2025-06-01"' in response.text
    assert not Exemption.objects.exists()


def test_a_change_knows_what_was_seen(editor, crossing):
    post(editor, crossing)
    version = Exemption.objects.get().history.latest().history_id
    assert post(editor, crossing, reason="Eerst dit", version=str(version)).status_code == 302
    refused = post(editor, crossing, reason="Toen dat", version=str(version))
    assert refused.status_code == 422
    assert "Eerst dit" in refused.text
    assert Exemption.objects.get().reason == "Eerst dit"


def test_two_people_who_record_at_once_do_not_overwrite(editor, crossing):
    post(editor, crossing, reason="De eerste")
    refused = post(editor, crossing, reason="De tweede")
    assert refused.status_code == 422
    assert Exemption.objects.get().reason == "De eerste"


def test_what_is_removed_comes_back_from_the_history(editor, crossing, people):
    post(editor, crossing)
    exemption = Exemption.objects.get()
    version = exemption.history.latest().history_id
    response = editor.post(f"/agreements/{crossing.pk}/exemption/remove/", {"version": version})
    assert response.url == f"/agreements/{crossing.pk}/history/"
    assert not Exemption.objects.exists()
    assert "Regiodecreet" in editor.get(response.url).text
    revert(kind="exemption", version=version, by=people["editor"])
    assert Exemption.objects.get().reason == "De regering stond het toe"


def test_it_goes_and_comes_back_with_its_agreement(editor, crossing, people):
    post(editor, crossing)
    pk, by = crossing.pk, people["editor"]
    delete_agreement(agreement=crossing, by=by)
    assert not Exemption.objects.exists()
    version = Agreement.history.filter(id=pk).latest().history_id
    revert(kind="agreement", version=version, by=by)
    assert Exemption.objects.get().agreement_id == pk


def test_without_a_rule_there_is_nothing_to_record(editor, crossing):
    Rule.objects.all().delete()
    assert editor.get(f"/agreements/{crossing.pk}/exemption/").status_code == 404
    assert editor.get("/agreements/999999/exemption/").status_code == 404
