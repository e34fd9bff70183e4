"""Which agreements cross the border, and what the rule asks of them."""

from __future__ import annotations

from datetime import date

import pytest

from kb.actions.exemptions import record_exemption
from kb.insight.regions.borders import borders, choose, legal_forms, partners, rule
from kb.models import Agreement, Claim, DataVersion, LegalForm, Membership, Municipality, Source, Study

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


def status_of(study: Study, name: str, on: date | None = None) -> str:
    DataVersion.raise_it()
    rows = borders(study, on, TODAY, legal_forms())[1].rows
    return rows.loc[(rows["name"] == name) & rows["covered"], "status"].item()


def join(name: str, who: str, status: str = "confirmed") -> Membership:
    agreement = Agreement.objects.get(name=name, legal_form__region_bound=True)
    municipality = Municipality.objects.get(name=who, valid_from=None)
    return Membership.objects.create(agreement=agreement, municipality=municipality, status=status)


def test_the_rule_covers_the_forms_that_are_bound_to_a_region(demo: Study) -> None:
    found = rule()
    assert (found.in_force_on, found.deadline_on) == (date(2023, 3, 19), date(2030, 12, 31))
    bound = LegalForm.objects.filter(region_bound=True)
    assert set(found.forms.all()) == set(bound)
    assert all(exception.source.url for exception in found.exceptions.all())


def test_with_the_deck_alone_nothing_is_known_to_cross_and_all_is_to_check(demo: Study) -> None:
    _view, found = borders(demo, None, TODAY, legal_forms())
    assert (len(found.bound), found.crossing, found.unsure) == (8, 0, 8)


def test_a_confirmed_member_across_the_border_asks_for_mending(demo: Study) -> None:
    join("Limburg.net", "Diest")
    assert status_of(demo, "Limburg.net") == "mend"
    _view, found = borders(demo, None, TODAY, legal_forms())
    row = found.rows.set_index("name").loc["Limburg.net"]
    assert row[["home", "members", "inside", "outside"]].tolist() == ["Limburg", 4, 3, 1]
    assert (row["elsewhere"], row["by_region"]) == ("Diest (Oost-Brabant)", "Oost-Brabant 1")
    assert (row["purity"], row["coverage"]) == (0.75, 3 / 8)
    assert (found.crossing, found.count("mend")) == (1, 1)


def test_a_member_elsewhere_in_the_home_makes_it_within(demo: Study) -> None:
    join("Limburg.net", "Beringen")
    assert status_of(demo, "Limburg.net") == "within"


def test_a_register_that_names_every_member_settles_it(demo: Study) -> None:
    source = Source.objects.get(code="abb-register-2023")
    for tie in Membership.objects.filter(agreement__name="OV Schulensmeer"):
        assert status_of(demo, "OV Schulensmeer") == "incomplete"
        Claim.objects.create(membership=tie, source=source, recorded_at="2026-01-01T00:00Z")
    assert status_of(demo, "OV Schulensmeer") == "within"


def test_a_tie_to_check_across_the_border_is_to_check(demo: Study) -> None:
    join("Limburg.net", "Beringen")
    join("Limburg.net", "Diest", "to_check")
    assert status_of(demo, "Limburg.net") == "incomplete"


def test_a_member_without_a_known_region_is_to_check(demo: Study) -> None:
    join("Limburg.net", "Beringen")
    Municipality.objects.filter(name="Beringen").update(reference_region=None)
    assert status_of(demo, "Limburg.net") == "incomplete"
    assert borders(demo, None, TODAY, legal_forms())[1].unplaced == 1


def test_a_recorded_reason_exempts_and_is_told_apart(demo: Study, people) -> None:
    agreement = join("Limburg.net", "Diest").agreement
    record_exemption(
        agreement=agreement, rule=rule(), values={"reason": "Toegestaan in 2025"}, by=people["owner"]
    )
    assert status_of(demo, "Limburg.net") == "exempted"


@pytest.mark.parametrize(("form", "status"), [(None, "form_unknown"), ("politiezone", "not_covered")])
def test_other_forms_may_cross(demo: Study, form: str | None, status: str) -> None:
    agreement = join("Limburg.net", "Diest").agreement
    Agreement.objects.filter(pk=agreement.pk).update(
        legal_form=LegalForm.objects.filter(code=form).first() if form else None
    )
    DataVersion.raise_it()
    rows = borders(demo, None, TODAY, legal_forms())[1].rows.set_index("name")
    assert rows.loc["Limburg.net", "status"] == status


def test_a_merged_municipality_passes_its_tie_on(demo: Study) -> None:
    """Hasselt of before 2025 is, on a day after it, the new Hasselt: one member, in its own region."""
    agreement = Agreement.objects.get(name="Limburg.net")
    Membership.objects.create(agreement=agreement, municipality=Municipality.objects.get(nis="71022"))
    Membership.objects.create(agreement=agreement, municipality=Municipality.objects.get(nis="73040"))
    DataVersion.raise_it()
    sizes = {
        day: borders(demo, day, TODAY, legal_forms())[1].rows.set_index("name").loc["Limburg.net", "members"]
        for day in (date(2022, 12, 31), TODAY)
    }
    assert sizes == {date(2022, 12, 31): 5, TODAY: 4}


def test_with_whom_an_association_would_cross(demo: Study) -> None:
    view, _found = borders(demo, None, TODAY, legal_forms())
    found = {str(one.municipality): one for one in partners(demo, view)}
    across = {name for name, one in found.items() if "Halen" in one.crosses}
    assert across == {"Diest", "Kortenaken", "Geetbets", "Bekkevoort"}
    inside = {name for name, one in found.items() if not one.crosses and not one.unknown}
    assert inside == {"Beringen", "Heusden-Zolder", "Hasselt", "Nieuwerkerken"}
    assert [name for name, one in found.items() if not one.candidate] == ["Bekkevoort"]


def test_the_filters_choose_rows(demo: Study) -> None:
    join("Limburg.net", "Diest")
    DataVersion.raise_it()
    _view, found = borders(demo, None, TODAY, legal_forms())
    chosen = {
        "crosses": choose(found.rows, {"status": "crosses"}),
        "form": choose(found.rows, {"form": "projectvereniging"}),
        "none": choose(found.rows, {"form": "unknown", "q": "reling"}),
        "pairs": choose(found.pairs, {"q": "limburg.net", "status": "mend"}),
    }
    assert {key: sorted(rows["name"]) for key, rows in chosen.items()} == {
        "crosses": ["Limburg.net"],
        "form": ["Haspengouw & Voeren", "Lage Kempen", "PV Wijk-werken West-Limburg"],
        "none": ["Reling"],
        "pairs": ["Limburg.net", "Limburg.net"],
    }
    assert len(choose(found.rows, {"whose": "all"})) > len(choose(found.rows, {}))
