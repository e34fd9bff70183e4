"""Neteland in the fixtures, compared with the source."""

import pytest

from kb.models import Agreement, Evidence, Ladder, Region, RegionDomain, RegionLogic, Stakeholder, Step

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

FIVE = {"Grobbendonk", "Herentals", "Herenthout", "Olen", "Vorselaar"}
SEVEN = FIVE | {"Lille", "Kasterlee"}


def test_five_equal_partners_and_44_themes() -> None:
    region = Region.objects.get()
    assert (region.slug, region.name, region.stated_themes) == ("neteland", "Neteland", 44)
    assert {str(each) for each in region.members.all()} == FIVE
    assert (region.agreement.code, region.ladder.slug, region.source.code) == (
        "neteland",
        "neteland",
        "analyse-2022",
    )


def test_three_agreements_and_their_confirmed_members() -> None:
    found = Agreement.objects.filter(memberships__municipality__name__in=SEVEN).distinct()
    members = {
        agreement.name: {str(tie.municipality) for tie in agreement.memberships.filter(status="confirmed")}
        for agreement in found
    }
    assert members == {"Neteland": FIVE, "PZ Neteland": FIVE, "Neteland Welzijn en Zorg": SEVEN}
    fields = ("name", "theme__code", "legal_form__code", "obligation")
    assert set(found.values_list(*fields)) == {
        ("Neteland", None, "projectvereniging", "voluntary"),
        ("PZ Neteland", "politiezones", "politiezone", "mandatory"),
        ("Neteland Welzijn en Zorg", "sociaal-overige", None, "unknown"),
    }


def test_five_domains() -> None:
    found = RegionDomain.objects.values_list("name", "since_year", "former_name")
    assert list(found) == [
        ("Vrije tijd", None, ""),
        ("Integrale veiligheid", 2021, ""),
        ("Welzijn & zorg", None, "ISOM"),
        ("Ruimte & omgeving", None, ""),
        ("Strategie & organisatie", None, ""),
    ]
    extra = RegionDomain.objects.exclude(extra_members=None).values_list("name", "extra_members__name")
    assert set(extra) == {("Welzijn & zorg", "Lille"), ("Welzijn & zorg", "Kasterlee")}
    assert not RegionDomain.objects.filter(goal="").exists()


def test_four_logics() -> None:
    kinds = RegionLogic.objects.values_list("kind", flat=True)
    assert list(kinds) == ["geographic", "administrative", "spatial", "social"]
    assert not RegionLogic.objects.filter(reason="").exists()


def test_four_stakeholders() -> None:
    found = Stakeholder.objects.values_list("name", "regions__slug")
    assert set(found) == {
        ("VOKA/UNIZO", "neteland"),
        ("Scholenplatform", "neteland"),
        ("Zonale mobiliteitsraad", "neteland"),
        ("STEM-partnerschap", "neteland"),
    }


def test_the_growth_path_has_fourteen_steps() -> None:
    assert str(Ladder.objects.get()) == "Groeipad van Neteland"
    steps = Step.objects.order_by("number")
    assert [step.number for step in steps] == list(range(1, 15))
    assert len({step.title for step in steps}) == len({step.aim for step in steps} - {""}) == 14
    assert (steps[0].title, steps[13].title) == (
        "Ervaring met samenwerken",
        "Personeelsbeleid en IT op één lijn",
    )


def test_of_the_growth_path_three_steps_are_shown_and_the_rest_is_said() -> None:
    rows = Evidence.objects.select_related("step", "agreement", "source")
    assert {row.region.slug for row in rows} == {"neteland"}
    assert {row.source.code for row in rows} == {"analyse-2022"}
    assert {row.step.number: row.agreement.code for row in rows if row.shows} == {
        1: "politiezones-neteland",
        4: "sociaal-overige-neteland",
        5: "neteland",
    }
    assert [row.step.number for row in rows if row.note] == list(range(1, 15))
