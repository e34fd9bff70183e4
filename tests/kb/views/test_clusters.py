"""The page of clusters: its figures, its names, its files."""

import csv
import io

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kb.models import Agreement, ClusterName, DataVersion, Membership, Municipality

pytestmark = pytest.mark.django_db
CLUSTERS = "/studies/halen-herk-lummen/network/clusters/"
NAME = f"{CLUSTERS}name/"
STUDY = {"scope": "study"}


@pytest.fixture
def reader(client_of):
    return client_of("reader")


@pytest.fixture
def editor(client_of):
    return client_of("editor")


def rows(table) -> list[dict]:
    return [row.record for row in table.rows]


def exported(client, table: str) -> list[dict]:
    body = client.get(f"{CLUSTERS}{table}.csv", STUDY).content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(body), delimiter=";"))


def test_the_cards_say_who_belongs_together(reader):
    context = reader.get(CLUSTERS, STUDY).context
    cards = [each["card"] for each in context["cards"]]
    assert [[member["name"] for member in card.members] for card in cards] == [
        ["Halen", "Lummen"],
        ["Herk-de-Stad"],
    ]
    assert cards[0].stability > 0.5
    assert cards[1].stability != cards[1].stability  # one alone has nobody to stay with
    assert context["found"].stable.n == 60
    assert context["homes"] == [f"rond {card.label}" for card in cards]
    assert [(card.hubs, card.bridge) for card in cards] == [([], None), ([], None)]  # of two, neither


def test_a_card_names_the_cluster_that_it_is_oftenest_with(reader):
    page = reader.get(CLUSTERS, STUDY)
    first, second = page.context["cards"]
    co = page.context["found"].stable.co
    [alone] = [member["id"] for member in second["card"].members]
    mean = co.loc[[member["id"] for member in first["card"].members], alone].mean()
    assert first["card"].together == second["card"].together == pytest.approx(mean)
    assert (first["near"], second["near"]) == (second["card"], first["card"])
    assert "cluster 2 · " in page.text


def test_links_to_files_carry_the_filters_and_no_empty_question(reader):
    assert f'href="{CLUSTERS}agreements.csv"' in reader.get(CLUSTERS).text
    assert f'href="{CLUSTERS}agreements.csv?scope=study"' in reader.get(CLUSTERS, STUDY).text


def test_hubs_and_bridges(reader):
    brokers = rows(reader.get(CLUSTERS, STUDY).context["brokers"])
    assert [(row["name"], row["strength"]) for row in brokers] == [
        ("Halen", 46),
        ("Lummen", 45),
        ("Herk-de-Stad", 43),
    ]


def test_what_would_be_lost(reader):
    losses = rows(reader.get(CLUSTERS, STUDY).context["losses"])
    assert {(row["redundancy"], row["lost_pairs"], row["cut_off"]) for row in losses} == {(1.0, 0, 0)}
    assert {row["members"] for row in losses} == {2, 3}


def test_congruence_and_breadth(reader):
    context = reader.get(CLUSTERS, STUDY).context
    halen = next(row for row in rows(context["territory"]) if row["name"] == "Halen")
    assert (halen["n"], halen["partners"], halen["domains"], halen["unknown"]) == (26, 2, 6, 0)
    assert halen["congruence"] == pytest.approx((22 + 24) / 2 / 26)
    assert context["found"].without_domain == 0


def test_agreements_of_nearly_everybody_stand_last_and_are_marked(reader):
    home = Municipality.objects.get(nis="71020")
    made = [Municipality(nis=f"799{at:02}", name=f"G{at}", province=home.province) for at in range(24)]
    towns = [home, *Municipality.objects.bulk_create(made)]
    wide = Agreement.objects.create(code="breed", name="Aaa breed", status="active")
    Membership.objects.bulk_create(Membership(agreement=wide, municipality=town) for town in towns)
    DataVersion.raise_it()
    found = reader.get(CLUSTERS, {"scope": "all"}).context["found"].agreements
    assert found["lost_pairs"].idxmax() == len(found) - 1
    assert found[found["wide"] == 1]["name"].tolist() == ["Aaa breed"]


def test_no_breadth_where_the_domain_of_most_is_unknown(reader):
    halen = Municipality.objects.get(nis="71020")
    made = [Agreement(code=f"zonder-{at}", name=f"Zonder {at}", status="active") for at in range(27)]
    Agreement.objects.bulk_create(made)
    Membership.objects.bulk_create(Membership(agreement=one, municipality=halen) for one in made)
    DataVersion.raise_it()
    context = reader.get(CLUSTERS, STUDY).context
    row = next(row for row in context["territory"].rows if row.record["name"] == "Halen")
    assert (row.record["domains"], row.record["even"], row.record["unknown"]) == (None, None, 27)
    assert str(row.get_cell("domains")).startswith("– (27 ")


def test_three_municipalities_are_too_few_for_chance(reader):
    page = reader.get(f"{CLUSTERS}chance/", STUDY)
    part = reader.get(f"{CLUSTERS}chance/", STUDY, headers={"HX-Request": "true"})
    assert page.context["judged"] is None
    assert "<h1" in page.text
    assert "<h1" not in part.text
    assert 'id="chance"' in part.text


def test_ten_municipalities_stand_beside_random_networks(reader):
    towns = list(Municipality.objects.filter(nis__startswith="7").order_by("nis")[:9])
    towns += list(Municipality.objects.filter(nis__startswith="24"))
    made = [Agreement(code=f"k-{at}", name=f"K{at}", status="active") for at in range(24)]
    Agreement.objects.bulk_create(made)
    groups = [towns[:6], towns[6:]]
    Membership.objects.bulk_create(
        Membership(agreement=agreement, municipality=town)
        for at, agreement in enumerate(made)
        for town in groups[at % 2][: 2 + at % 4]
    )
    DataVersion.raise_it()
    judged = reader.get(f"{CLUSTERS}chance/", {"scope": "all"}).context["judged"]
    assert judged.modularity.n == judged.nestedness.n == 99
    assert judged.modularity.z > 2


def test_a_team_names_a_cluster_and_every_picture_bears_it(editor):
    response = editor.post(f"{NAME}?scope=study", {"nis": "71020 71037", "name": "Demer en Gete"})
    assert (response.status_code, response["Location"]) == (302, f"{CLUSTERS}?scope=study")
    page = editor.get(CLUSTERS, STUDY)
    assert page.context["cards"][0]["card"].label == "Demer en Gete"
    network = editor.get("/studies/halen-herk-lummen/network/", {**STUDY, "view": "force"})
    assert network.context["picture"].clusters["cluster_label"].tolist()[0] == "Demer en Gete"
    assert "1 · Demer en Gete (2)" in network.text
    assert "Demer en Gete" in network.context["drawn"].spec


def test_an_empty_name_takes_it_away(editor):
    editor.post(NAME, {"nis": "71020 71037", "name": "Demer"})
    form = editor.get(CLUSTERS, STUDY).context["cards"][0]["form"]
    sent = {name: form[name].value() or "" for name in ("nis", "given", "version")}
    assert editor.post(NAME, {**sent, "name": ""}).status_code == 302
    assert not ClusterName.objects.exists()


def test_a_refused_name_keeps_what_was_typed(editor):
    editor.post(NAME, {"nis": "71020 71037", "name": "Demer"})
    response = editor.post(f"{NAME}?scope=study", {"nis": "71024", "name": "Demer"})
    assert response.status_code == 422
    herk = response.context["cards"][1]
    assert (herk["open"], herk["form"]["name"].value()) == (True, "Demer")
    assert herk["form"].non_field_errors()


def test_the_address_of_a_refused_name_leads_back_to_the_clusters(editor):
    again = editor.get(f"{NAME}?scope=study&broker-sort=name")
    assert (again.status_code, again["Location"]) == (302, f"{CLUSTERS}?scope=study&broker-sort=name")
    assert editor.get(NAME)["Location"] == CLUSTERS


def test_two_who_name_at_once_see_each_other(editor, client_of):
    editor.post(NAME, {"nis": "71020 71037", "name": "Demer"})
    other = client_of("facilitator")
    refused = other.post(f"{NAME}?scope=study", {"nis": "71020 71037", "name": "Gete"})
    assert refused.status_code == 422
    assert "Demer" in refused.context["cards"][0]["form"].non_field_errors()[0]
    form = refused.context["cards"][0]["form"]
    again = {name: form[name].value() for name in ("nis", "given", "version", "name")}
    assert other.post(NAME, again).status_code == 302
    assert ClusterName.objects.get().name == "Gete"


def test_a_name_without_its_cluster_can_be_forgotten(editor):
    editor.post(NAME, {"nis": "13010 13011", "name": "Elders"})
    [idle] = editor.get(CLUSTERS, STUDY).context["idle"]
    assert idle["row"].name == "Elders"
    sent = {name: idle["form"][name].value() for name in ("nis", "given", "version")}
    assert editor.post(NAME, {**sent, "name": ""}).status_code == 302
    assert not ClusterName.objects.exists()


@pytest.mark.parametrize("sent", [{}, {"nis": "99999", "name": "X"}, {"nis": "71020", "name": ""}])
def test_nonsense_is_refused(editor, sent):
    assert editor.post(NAME, sent).status_code == 422


def test_a_name_of_another_study_is_not_touched(editor, demo):
    other = type(demo).objects.create(slug="anders", title="Anders")
    name = ClusterName.objects.create(study=other, name="Van hen")
    sent = {"nis": "71020 71037", "name": "Van ons", "given": name.pk, "version": 0}
    assert editor.post(NAME, sent).status_code == 422
    name.refresh_from_db()
    assert name.name == "Van hen"


def test_the_files_hold_what_the_page_shows(reader):
    brokers = exported(reader, "brokerage")
    assert {row["NIS-code"] for row in brokers} == {"71020", "71024", "71037"}
    assert len(exported(reader, "municipalities")[0]) > 8
    assert len(exported(reader, "agreements")) == 27
    assert len(exported(reader, "stability")) >= 1
    assert reader.get(f"{CLUSTERS}stability.docx").status_code == 404
    assert reader.get(f"{CLUSTERS}nothing.csv").status_code == 404
    assert reader.get(f"{CLUSTERS}picture.svg", STUDY).content.startswith(b"<svg")


def test_an_agreement_says_what_would_be_lost(reader):
    agreement = Agreement.objects.get(name="OV Schulensmeer")
    assert (
        f"/studies/halen-herk-lummen/without/{agreement.pk}/" in reader.get(agreement.get_absolute_url()).text
    )
    loss = reader.get(f"/studies/halen-herk-lummen/without/{agreement.pk}/").context["loss"]
    assert (loss["pairs"], loss["lost_pairs"], loss["redundancy"]) == (3, 0, 1)
    alone = Agreement.objects.get(name="Audio")
    assert reader.get(f"/studies/halen-herk-lummen/without/{alone.pk}/").context["loss"] is None
    assert reader.get("/studies/halen-herk-lummen/without/999999/").status_code == 404


def test_nothing_in_view_says_what_to_do(reader):
    response = reader.get(CLUSTERS, {"scope": "study", "max_members": "2", "domain": "veiligheid"})
    assert response.context["cards"] == []
    assert "clusters/chance" not in response.text


def queries(client) -> int:
    cache.clear()
    with CaptureQueriesContext(connection) as captured:
        assert client.get(CLUSTERS).status_code == 200
    return len(captured)


def test_queries_do_not_grow_with_rows(reader):
    reader.get(CLUSTERS)
    few = queries(reader)
    towns = list(Municipality.objects.filter(nis__startswith="7"))
    many = Agreement.objects.bulk_create(
        Agreement(code=f"veel-{number}", name=f"Verband {number}", status="active") for number in range(200)
    )
    Membership.objects.bulk_create(
        Membership(agreement=one, municipality=town) for one in many for town in towns
    )
    DataVersion.raise_it()
    assert queries(reader) == few
    assert few <= 23
