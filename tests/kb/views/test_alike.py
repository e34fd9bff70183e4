"""Regions like one: which groups are compared, in what they are alike, and the question without an answer."""

import pytest

from kb.models import DataVersion, Municipality, Study

pytestmark = pytest.mark.django_db
ALIKE = "/studies/halen-herk-lummen/comparison/alike/"


@pytest.fixture
def reader(client_of):
    return client_of("reader")


def test_the_page_is_there_at_once_and_asks_for_its_answer(reader):
    response = reader.get(ALIKE, {"size": "3"})
    assert 'hx-get="/studies/halen-herk-lummen/comparison/alike/groups/?size=3"' in response.text
    assert response.context["form"]["size"].value() == "3"


def test_without_javascript_the_answer_is_a_page(reader):
    page = reader.get(f"{ALIKE}groups/", {"size": "3", "source": "all"})
    part = reader.get(f"{ALIKE}groups/", {"size": "3", "source": "all"}, headers={"HX-Request": "true"})
    assert page.text.count("<h1>") == 1
    assert part.text.count("<h1>") == 0
    assert 'id="groups"' in page.text
    assert 'id="groups"' in part.text


def test_the_three_are_the_only_group_of_three_with_known_agreements(reader):
    """In the demo the borders of seven Limburg neighbours are known; nobody else has agreements."""
    found = reader.get(f"{ALIKE}groups/", {"size": "3", "obligation": ""}).context["found"]
    assert found.groups[0].distance >= 0
    assert {name for name, _nis in found.groups[0].members} == {"Halen", "Herk-de-Stad", "Lummen"}
    assert found.searched > found.unknown > 0
    parts = found.groups[0].parts
    assert sum(part.share for part in parts) == pytest.approx(1) or found.groups[0].distance == 0


def test_members_of_the_region_are_never_in_a_group(reader):
    five = set(Municipality.objects.filter(regions__slug="neteland").values_list("nis", flat=True))
    for where in ("all", "province", "reference_region"):
        found = reader.get(f"{ALIKE}groups/", {"size": "3", "where": where}).context["found"]
        assert not five & {nis for group in found.groups for _name, nis in group.members}


def test_a_group_must_hold_one_of_the_study_where_that_is_asked(reader):
    every = reader.get(f"{ALIKE}groups/", {"size": "3"}).context["found"]
    ours = reader.get(f"{ALIKE}groups/", {"size": "3", "ours": "on"}).context["found"]
    mine = {"71020", "71024", "71037"}
    assert all(mine & {nis for _name, nis in group.members} for group in ours.groups)
    assert ours.searched <= every.searched


def test_without_borders_no_group_can_be_compared(reader):
    Municipality.neighbours.through.objects.all().delete()
    DataVersion.raise_it()
    response = reader.get(f"{ALIKE}groups/")
    assert response.context["found"].searched == 0
    assert 'class="empty"' in response.text


@pytest.mark.parametrize("query", [{"size": "99"}, {"size": "x"}, {"where": "maan"}, {"max_members": "1"}])
def test_a_refused_choice_says_so(reader, query):
    response = reader.get(f"{ALIKE}groups/", query)
    assert response.status_code == 200
    assert set(response.context["form"].errors) == set(query)


def test_an_empty_study_is_no_error(reader):
    Study.objects.get().municipalities.clear()
    DataVersion.raise_it()
    for path in ("alike/groups/", "ladder/", ""):
        assert reader.get(f"/studies/halen-herk-lummen/comparison/{path}").status_code == 200


def test_the_first_sentence_is_the_answer(reader):
    """By itself where the part asks for it, at once where the address asks for it."""
    asked = {"size": "3", "obligation": ""}
    page = reader.get(ALIKE, asked | {"compute": "1"})
    part = reader.get(f"{ALIKE}groups/", asked, headers={"HX-Request": "true"})
    first = page.context["found"].groups[0]
    for response in (page, part):
        said = response.text.split('id="finding"')[1].split("</span>")[0]
        assert all(name in said for name, _nis in first.members)
    assert 'id="finding" hx-swap-oob="true"' in part.text
    assert page.text.count("<h1>") == 1


def test_the_groups_leave_as_a_file(reader):
    asked = {"size": "3", "obligation": ""}
    found = reader.get(f"{ALIKE}groups/", asked).context["found"]
    rows = reader.get(f"{ALIKE}groups.csv", asked).content.decode("utf-8-sig").splitlines()
    assert len(rows) == 2 + len(found.groups)
    assert rows[1].startswith("Neteland;0;")
    assert reader.get(f"{ALIKE}groups.docx").status_code == 404


def test_each_municipality_is_set_beside_the_median_of_the_members(reader):
    """Outside the region, nearest first; the parts make up the distance."""
    asked = {"size": "3", "obligation": ""}
    response = reader.get(f"{ALIKE}groups/", asked)
    singles = response.context["singles"]
    five = set(Municipality.objects.filter(regions__slug="neteland").values_list("nis", flat=True))
    assert {"Halen", "Herk-de-Stad", "Lummen"} <= {each.name for each in singles.nearest}
    assert not five & {each.nis for each in singles.nearest}
    far = [each.distance for each in singles.nearest]
    assert far == sorted(far)
    assert all(sum(part.share for part in each.parts) == pytest.approx(1) for each in singles.nearest)
    assert len(singles.nearest) == min(5, singles.compared)
    part = reader.get(f"{ALIKE}groups/", asked, headers={"HX-Request": "true"})
    for page in (response, part):
        assert 'id="singles"' in page.text
        assert "#alike-each" in page.text


def test_without_borders_the_overlap_with_neighbours_is_left_out(reader):
    Municipality.neighbours.through.objects.all().delete()
    DataVersion.raise_it()
    response = reader.get(f"{ALIKE}groups/", {"obligation": ""})
    singles = response.context["singles"]
    assert singles.left_out == ("neighbours",)
    assert {each.name for each in singles.nearest} >= {"Halen", "Herk-de-Stad", "Lummen"}
    assert "van geen enkel lid van Neteland bekend: overlap met de buren" in response.text
