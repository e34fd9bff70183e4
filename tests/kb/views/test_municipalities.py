from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from kb.actions.versions import version_of
from kb.models import Agreement, Membership, Municipality

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client_of) -> Client:
    browser = client_of("editor")
    browser.cookies["django_language"] = "en"
    return browser


@pytest.fixture
def herk(demo) -> Municipality:
    return Municipality.objects.get(nis="71024")


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_the_computed_partners_stand_beside_what_was_counted_in_2012(editor, herk):
    page = editor.get(herk.get_absolute_url())
    partners = page.context["partners"]
    found = [(one.name, one.shared, one.n, round(one.jaccard, 4)) for one in partners.strongest]
    assert (partners.n, found) == (26, [("Halen", 22, 26, 0.7333), ("Lummen", 21, 27, 0.6562)])
    counted = [(str(row.partner), row.count) for row in page.context["recorded"]]
    assert counted == [("None", 51), ("Halen", 45), ("Lummen", 42)]
    assert "It shares most with Halen: 22 agreements." in text(page)


def test_its_agreements_stand_under_their_domain(editor, herk):
    domains = editor.get(herk.get_absolute_url()).context["domains"]
    assert [(domain["name"], len(domain["rows"])) for domain in domains] == [
        ("Erfgoed, cultuur, vrije tijd en jeugd", 4),
        ("Ruimte en duurzaamheid", 7),
        ("Sociaal beleid, werk en welzijn", 6),
        ("Veiligheid en justitie", 3),
        ("Wonen", 5),
        ("Overige", 2),
    ]


def test_a_long_list_can_be_filtered(editor, herk):
    page = editor.get(herk.get_absolute_url(), {"domain": "wonen", "q": "limburg"})
    names = [row.agreement.name for domain in page.context["domains"] for row in domain["rows"]]
    assert names == ["Wonen in West-Limburg", "Limburg"]


def test_an_agreement_without_a_theme_comes_last(editor, herk):
    agreement = Agreement.objects.create(code="zonder", name="Zonder thema")
    Membership.objects.create(agreement=agreement, municipality=herk)
    last = editor.get(herk.get_absolute_url()).context["domains"][-1]
    assert (last["name"], [row.agreement.name for row in last["rows"]]) == ("", ["Zonder thema"])


def test_a_merged_municipality_says_into_what(editor, demo):
    page = text(editor.get("/municipalities/71022/"))
    assert "Merged into Hasselt on 1 January 2025." in page
    assert "No agreement of it is known. That is no evidence that there is none." in page


def test_memberships_pass_to_the_successor_and_say_from_whom(editor, demo):
    old = Municipality.objects.get(nis="73040")
    Membership.objects.create(agreement=Agreement.objects.get(name="Cipal"), municipality=old)
    page = editor.get("/municipalities/71072/")
    assert page.context["partners"].n == 1
    assert "of Kortessem (until 2024)" in text(page)


def test_inhabitants_need_a_day(editor, herk):
    sent = {"name": "Herk-de-Stad", "population": "12800", "version": version_of(herk)}
    response = editor.post("/municipalities/71024/edit/", sent)
    assert response.status_code == 422
    assert response.context["form"].errors == {
        "population_on": ["Say on which day the inhabitants were counted."]
    }


def test_facts_change_in_place(editor, herk):
    sent = {
        "name": "Herk-de-Stad",
        "population": "12800",
        "population_on": "2024-01-01",
        "version": version_of(herk),
    }
    answer = editor.post("/municipalities/71024/edit/", sent, headers={"HX-Request": "true"})
    assert answer["HX-Trigger"] == "facts-changed"
    assert "12,800" in text(answer)


def test_the_page_needs_as_many_queries_for_a_long_portfolio(editor, herk, django_assert_num_queries):
    def queries() -> int:
        with django_assert_num_queries(20, exact=False) as counted:
            assert editor.get(herk.get_absolute_url()).status_code == 200
        return len(counted)

    few = queries()
    for number in range(30):
        agreement = Agreement.objects.create(code=f"meer-{number}", name=f"Meer {number}")
        Membership.objects.create(agreement=agreement, municipality=herk)
    assert queries() <= few


@pytest.fixture
def merged(demo) -> Municipality:
    """Hasselt since 2025, of which nobody counted the inhabitants yet."""
    return Municipality.objects.get(nis="71072")


def test_inhabitants_after_a_merger_are_the_sum_of_the_parts_and_say_so(editor, merged):
    Municipality.objects.filter(nis="73040").update(population=8307, population_on="2020-01-01")
    page = text(editor.get(merged.get_absolute_url()))
    assert "at least 87,021" in page
    assert (
        "Derived, not counted: the sum of its parts. "
        "Hasselt 78,714 (1 January 2020) + Kortessem 8,307 (1 January 2020)"
    ) in page


def test_a_sum_with_a_part_unknown_is_not_made(editor, merged):
    page = editor.get(merged.get_absolute_url())
    assert page.context["parts"] is None
    assert "at least" not in text(page)


def test_what_was_counted_goes_before_a_sum(editor, merged):
    merged.predecessors.update(population=10)
    Municipality.objects.filter(pk=merged.pk).update(population=84000)
    assert editor.get(merged.get_absolute_url()).context["parts"] is None


def test_the_label_of_the_enterprise_number_is_short_enough_not_to_break(editor, merged):
    Municipality.objects.filter(pk=merged.pk).update(kbo="0207466467")
    assert "<dt>KBO number</dt> <dd>0207466467</dd>" in text(editor.get(merged.get_absolute_url()))
