"""A study beside a region: what is read, what it says, what it refuses, and what that costs."""

import csv
import io
import re
from datetime import date

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kb.actions.memberships import add_membership
from kb.insight.regions.points import QUESTIONS
from kb.models import Agreement, Claim, DataVersion, Membership, Municipality, Region, Source, Study, Theme
from kb.views.methods import read

pytestmark = pytest.mark.django_db
COMPARISON = "/studies/halen-herk-lummen/comparison/"


@pytest.fixture
def reader(client_of):
    return client_of("reader")


@pytest.fixture
def register(demo) -> Source:
    """A register that states a membership of all eight: one agreement for the three, two for the five."""
    source = Source.objects.create(code="register", title="Register", kind="register")
    for code, places in (
        ("drie", demo.municipalities),
        ("vijf", Region.objects.get().members),
        ("ook", Region.objects.get().members),
    ):
        agreement = Agreement.objects.create(code=code, name=code.capitalize(), status="active")
        for place in places.all():
            tie = Membership.objects.create(agreement=agreement, municipality=place)
            Claim.objects.create(membership=tie, source=source, recorded_at=timezone.now())
    DataVersion.raise_it()
    return source


def cells(response) -> dict[str, tuple[str, str]]:
    """The values of study and region by point."""
    return {
        str(point.question.label): (point.study.value, point.region.value)
        for point in response.context["points"]
    }


def test_without_a_register_the_page_warns_and_shows_who_knows_what(reader):
    response = reader.get(COMPARISON)
    known = {row.source.code: (row.study, row.region) for row in response.context["known"].rows}
    assert known["analyse-2022"] == (33, 3)
    assert response.context["known"].common is None
    assert "message--warning" in response.text
    found = cells(response)
    assert found["Leden"] == ("3", "5")
    assert found["Inwoners"] == ("37.113", "69.049")
    assert found["Samenwerkingsverbanden"] == ("32", "3")


def test_a_register_that_knows_both_is_read_by_itself(reader, register):
    response = reader.get(COMPARISON)
    assert response.context["known"].common == register
    assert response.context["source"] == register
    assert cells(response)["Samenwerkingsverbanden"] == ("1", "2")
    assert "message--success" in response.text
    everything = reader.get(COMPARISON, {"source": "all"})
    assert cells(everything)["Samenwerkingsverbanden"] == ("33", "5")
    assert "message--warning" in everything.text


def test_the_figures_of_the_inventory(reader):
    found = reader.get(COMPARISON, {"source": "analyse-2022"}).context["found"]
    assert (found.study.description.shared_by_all, found.study.description.agreements) == (20, 32)
    assert (found.study.themes, found.study.domains) == (24, 6)
    assert (found.region.themes, found.region.domains) == (2, 2)
    assert found.study.to_check == 1
    assert found.study.connected is True
    assert (found.by, round(found.cosine, 4)) == ("domain", 0.5342)
    assert found.region.others["name"].tolist() == ["Kasterlee", "Lille"]
    assert found.study.perimeter.own == 32
    assert [str(one) for one in found.region.among("reference_region")] == ["Kempen"]


def test_depth_is_a_distribution(reader):
    found = reader.get(COMPARISON, {"source": "analyse-2022"}).context["found"]
    depth = {(row.level, row.years): row.n for row in found.study.depth.itertuples()}
    assert depth["term", 6] + depth["term", 18] + depth["transferred", 0] == 8
    assert sum(depth.values()) == 32
    assert {row.level for row in found.region.depth.itertuples() if row.n} == {"term", "unknown"}


def test_statistics_over_municipalities_are_refused_and_over_themes_computed(reader):
    response = reader.get(COMPARISON, {"source": "analyse-2022"})
    found = response.context["found"]
    assert found.different == (3, 5)
    assert found.themes.n == 2  # police zones and other social policy
    assert {name: round(value, 3) for name, value in found.themes.values.items()} == {
        "ari": 0.0,
        "ami": 0.0,
        "vi": 0.693,
    }
    few = reader.get(COMPARISON, {"source": "analyse-2022", "obligation": "mandatory"}).context["found"]
    assert (few.themes.n, few.themes.values) == (1, {})


def test_on_few_themes_no_value_is_printed_large(reader):
    response = reader.get(COMPARISON, {"source": "analyse-2022"})
    assert response.context["found"].themes.few
    refused = re.search(r'aria-labelledby="refused-title".*?</section>', response.text, re.S).group()
    assert "<dd>" not in refused


def test_a_study_inside_the_region_is_said_first(reader, demo):
    region = Region.objects.get()
    region.members.add(*demo.municipalities.all())
    DataVersion.raise_it()
    response = reader.get(COMPARISON)
    found = response.context["found"]
    assert found.both == ["Halen", "Herk-de-Stad", "Lummen"]
    assert response.text.index("message--warning") < response.text.index('id="points-title"')
    rows = {*found.study.agreements["id"], *found.region.agreements["id"]}
    assert found.unclassed <= len(rows)


def test_one_municipality_makes_a_whole_sentence(reader, demo):
    demo.municipalities.set(demo.municipalities.filter(name="Halen"))
    DataVersion.raise_it()
    finding = re.search(r'class="finding.*?</p>', reader.get(COMPARISON).text, re.S)
    said = finding.group() if finding else reader.get(COMPARISON).text
    assert "1 gemeenten" not in said
    assert reader.get(COMPARISON).context["found"].study.description.n == 1


def test_what_is_to_check_is_a_link(reader):
    cell = next(
        p
        for p in reader.get(COMPARISON).context["points"]
        if p.question.method == "comparison"
        and p.study.notes
        and "status=to_check" in "".join(map(str, p.study.notes)) + "".join(map(str, p.region.notes))
    )
    assert cell.question.rows


def test_too_small_for_clusters_is_said(reader):
    found = reader.get(COMPARISON).context["found"]
    assert found.study.structure is None
    assert found.region.structure is None


def test_every_point_finds_its_method(demo):
    anchors = {anchor for _chapter, headings in read("en")[1] for anchor, _title in headings}
    assert {question.method for question in QUESTIONS} <= anchors


def test_the_bars_are_the_shares_of_the_table(reader):
    response = reader.get(COMPARISON, {"source": "analyse-2022"})
    rows = {record["name"]: record for record in response.context["profile"].data}
    assert (rows["Wonen"]["study"], rows["Wonen"]["region"]) == (7, 0)
    assert rows["Wonen"]["study_share"] == pytest.approx(7 / 32)
    assert rows["Veiligheid en justitie"]["region_share"] == pytest.approx(0.5)
    assert re.search(r'<script id="profile-spec" type="application/json">\{', response.text)


def test_the_agreements_behind_it_export(reader):
    body = reader.get(f"{COMPARISON}agreements.csv", {"source": "analyse-2022"}).content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(body), delimiter=";"))
    assert len(rows) == 1 + 32 + 3
    assert {row[0] for row in rows[1:]} == {Study.objects.get().title, "Neteland"}
    assert reader.get(f"{COMPARISON}agreements.docx").status_code == 404


def test_a_new_tie_shows_at_once(reader, people):
    reader.get(COMPARISON, {"source": "all"})
    values = {"municipality": Municipality.objects.get(name="Lille")}
    add_membership(agreement=Agreement.objects.get(name="Cipal"), values=values, by=people["owner"])
    found = reader.get(COMPARISON, {"source": "all"}).context["found"]
    assert found.study.others["name"].tolist() == ["Lille"]
    assert found.study.perimeter.across_provinces == 1


def test_without_a_region_one_is_chosen(reader, demo):
    Study.objects.update(compared_with=None)
    page = reader.get(COMPARISON)
    assert f'href="{COMPARISON}?region=neteland"' in page.text
    assert reader.get(COMPARISON, {"region": "neteland"}).context["region"].name == "Neteland"
    assert reader.get(f"{COMPARISON}agreements.csv").status_code == 404
    assert reader.get(f"{COMPARISON}alike/").status_code == 302


@pytest.mark.parametrize("path", ["", "ladder/", "alike/", "alike/groups/", "agreements.csv"])
def test_a_region_that_does_not_exist(reader, path):
    assert reader.get(f"{COMPARISON}{path}", {"region": "nergens"}).status_code == 404


def test_a_region_without_members_is_no_error(reader, demo):
    empty = Region.objects.create(slug="leeg", name="Leeg")
    response = reader.get(COMPARISON, {"region": empty.slug})
    assert cells(response)["Leden"] == ("3", "0")
    assert response.context["found"].different == (3, 0)
    assert reader.get(f"{COMPARISON}alike/groups/", {"region": empty.slug}).status_code == 200


def test_a_refused_filter_says_so(reader):
    response = reader.get(COMPARISON, {"max_members": "1", "source": "bestaat-niet"})
    assert set(response.context["form"].errors) == {"max_members", "source"}


def test_inhabitants_summed_over_predecessors_are_marked(reader):
    Municipality.objects.filter(name="Lummen").update(population=None, valid_from=date(2020, 1, 1))
    for nis in ("99001", "99002"):
        part = Municipality.objects.create(nis=nis, name=nis, population=7000, valid_until=date(2019, 12, 31))
        Municipality.objects.get(name="Lummen").predecessors.add(part)
    DataVersion.raise_it()
    assert "1 als som van de voorgangers" in reader.get(COMPARISON).text
    partners = reader.get("/studies/halen-herk-lummen/partners/")
    assert partners.context["found"].summed == ["Lummen"]
    assert "Inwoners als som van de voorgangers: Lummen." in partners.text
    alike = reader.get(f"{COMPARISON}alike/groups/", {"obligation": ""})
    assert [each.name for each in alike.context["singles"].nearest if each.summed] == ["Lummen"]
    assert alike.text.count("inwoners: de som van de voorgangers") == 1


def test_queries_do_not_grow_with_rows(reader):
    reader.get(COMPARISON)
    few = _queries(reader)
    places, theme = list(Municipality.objects.all()), Theme.objects.first()
    rows = Agreement.objects.bulk_create(
        Agreement(code=f"veel-{n}", name=f"Verband {n}", theme=theme, status="active") for n in range(200)
    )
    Membership.objects.bulk_create(
        Membership(agreement=row, municipality=place) for row in rows for place in places
    )
    DataVersion.raise_it()
    assert _queries(reader) == few
    assert few <= 42


def _queries(client) -> int:
    cache.clear()
    with CaptureQueriesContext(connection) as captured:
        assert client.get(COMPARISON).status_code == 200
    return len(captured)
