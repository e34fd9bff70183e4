"""The fixtures against the source: every fact of the inventory as a literal, compared for equality."""

from collections import defaultdict
from dataclasses import asdict
from datetime import date

import pytest
from django.db import models

from kb import frames
from kb.analysis.divergence import divergence
from kb.analysis.graphs import incidence
from kb.analysis.overlap import pairs, portfolios, shared_by_all
from kb.analysis.reading import Reading, within
from kb.exchange.register import SOURCE
from kb.models import (
    Agreement,
    AgreementIdentifier,
    Candidate,
    Claim,
    Domain,
    LegalForm,
    Membership,
    Municipality,
    Province,
    RecordedOverlap,
    ReferenceRegion,
    Source,
    Study,
    Theme,
)
from tests.kb.facts import DOMAINS, ENTERPRISE_NUMBERS, INVENTORY, MUNICIPALITIES, NEIGHBOURS, THREE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


def in_study() -> models.QuerySet[Agreement]:
    return Agreement.objects.filter(memberships__municipality__studies__slug="halen-herk-lummen").distinct()


def ties(*, include_to_check: bool) -> tuple[dict[str, int], object]:
    """The numbers of the three by name, and their incidence as the pages compute it."""
    members = Municipality.objects.filter(studies__slug="halen-herk-lummen")
    ids = dict(members.values_list("name", "pk"))
    reading = Reading(include_to_check=include_to_check)
    frame = within(frames.memberships(Membership.objects.in_reading(reading)), ids.values())
    return ids, incidence(frame, ids.values())


def test_domains_and_themes_stand_in_the_order_of_the_inventory() -> None:
    found = {str(domain): [str(theme) for theme in domain.themes.all()] for domain in Domain.objects.all()}
    assert list(found.items()) == list(DOMAINS.items())
    assert Theme.objects.count() == 25


def test_the_inventory_is_exact() -> None:
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: {name: set() for name in THREE})
    rows = Membership.objects.filter(municipality__studies__slug="halen-herk-lummen")
    fields = ("agreement__theme__name", "municipality__name", "agreement__name", "status")
    for theme, municipality, name, status in rows.values_list(*fields):
        found[theme][municipality].add(name if status == "confirmed" else f"{name} ({status})")
    assert dict(found) == {
        theme: dict(zip(THREE, cells * 3 if len(cells) == 1 else cells, strict=True))
        for theme, cells in INVENTORY.items()
    }


def test_33_agreements_of_which_32_have_a_confirmed_member() -> None:
    assert in_study().count() == 33
    assert in_study().filter(memberships__status="confirmed").count() == 32
    assert set(in_study()) == set(Agreement.objects.known_in(Study.objects.get()))


@pytest.mark.parametrize(
    ("include_to_check", "sizes"),
    [
        (False, {"Halen": 26, "Herk-de-Stad": 26, "Lummen": 27}),
        (True, {"Halen": 26, "Herk-de-Stad": 27, "Lummen": 27}),
    ],
)
def test_portfolios(include_to_check: bool, sizes: dict[str, int]) -> None:
    ids, inc = ties(include_to_check=include_to_check)
    found = portfolios(inc).set_index("id")["n"]
    assert {name: found[pk] for name, pk in ids.items()} == sizes


def test_pairs_share_what_the_inventory_says() -> None:
    ids, inc = ties(include_to_check=False)
    names = {pk: name for name, pk in ids.items()}
    found = {frozenset((names[row.a], names[row.b])): row.shared for row in pairs(inc).itertuples()}
    assert found == {
        frozenset(("Halen", "Herk-de-Stad")): 22,
        frozenset(("Halen", "Lummen")): 24,
        frozenset(("Herk-de-Stad", "Lummen")): 21,
    }
    assert len(shared_by_all(inc, ids.values())) == 20


def test_seven_themes_diverge() -> None:
    ids, _ = ties(include_to_check=False)
    links = frames.memberships(Membership.objects.in_reading(Reading()))
    agreements = frames.agreements(Agreement.objects.all(), links)
    found = divergence(links, agreements, ids.values())
    assert set(found.loc[found["kind"].isin(["split", "partial"]), "theme_name"]) == {
        "Intergemeentelijke onroerenderfgoeddiensten",
        "UiTPAS-regio's",
        "Regionale landschappen",
        "1 gezin 1 plan",
        "Eerstelijnszones",
        "Sociale huisvestingsmaatschappijen",
        "Sociale verhuurkantoren",
    }


def test_every_tie_rests_on_a_source_and_audio_on_two() -> None:
    sources = defaultdict(set)
    for key, source, says in Claim.objects.values_list("membership", "source__code", "says"):
        sources[key].add((source, says))
    audio = Membership.objects.get(agreement__name="Audio")
    assert sources.pop(audio.pk) == {("analyse-2022", "member"), ("abb-register-2023", "member")}
    others = Membership.objects.exclude(pk=audio.pk).values_list("pk", flat=True)
    assert sources == {pk: {("analyse-2022", "member")} for pk in others}
    assert (audio.municipality.name, audio.status) == ("Herk-de-Stad", "to_check")
    assert not Membership.objects.annotate_disputed().filter(disputed=True).exists()


def test_no_source_gives_a_day_on_which_a_tie_was_confirmed() -> None:
    assert set(Membership.objects.values_list("last_confirmed_on", "since", "until")) == {(None, None, None)}


def test_the_register_is_the_source_that_the_reader_names() -> None:
    named = Source.objects.filter(code="abb-register-2023").values(*asdict(SOURCE)).get()
    assert named == asdict(SOURCE)


def test_enterprise_numbers_keep_the_register_from_doubling_a_body() -> None:
    found = AgreementIdentifier.objects.values_list("agreement__name", "value")
    assert sorted(found) == sorted(ENTERPRISE_NUMBERS.items())
    assert set(AgreementIdentifier.objects.values_list("scheme", flat=True)) == {"kbo"}
    heritage = Agreement.objects.get(theme__code="onroerend-erfgoed")
    assert not heritage.identifiers.exists()


def test_municipalities() -> None:
    fields = ("nis", "name", "province__name", "reference_region__name", "population")
    found = {nis: tuple(rest) for nis, *rest in Municipality.objects.values_list(*fields)}
    assert found == MUNICIPALITIES
    counted = Municipality.objects.values_list("population", "population_on")
    assert {day for population, day in counted if population is not None} == {date(2020, 1, 1)}
    assert {day for population, day in counted if population is None} == {None}


def test_neighbours() -> None:
    known = Municipality.objects.filter(name__in=THREE)
    assert {each.name: {str(one) for one in each.neighbours.all()} for each in known} == NEIGHBOURS


def test_a_municipality_has_a_place_on_the_map_of_flanders() -> None:
    outside = Municipality.objects.exclude(lon__range=(4.7, 5.5), lat__range=(50.8, 51.3))
    assert not outside.exists()


def test_hasselt_merged_with_kortessem() -> None:
    old, new = Municipality.objects.filter(name="Hasselt").order_by("nis")
    assert (old.valid_until, new.valid_from) == (date(2024, 12, 31), date(2025, 1, 1))
    assert {each.nis for each in new.predecessors.all()} == {"71022", "73040"}
    assert Municipality.objects.get(nis="73040").valid_until == date(2024, 12, 31)
    assert list(Municipality.objects.on(date(2022, 12, 31)).filter(name="Hasselt")) == [old]
    assert list(Municipality.objects.on(date(2025, 1, 1)).filter(name="Hasselt")) == [new]


def test_provinces_and_reference_regions() -> None:
    assert dict(Province.objects.values_list("nis", "name")) == {
        "10000": "Antwerpen",
        "20001": "Vlaams-Brabant",
        "30000": "West-Vlaanderen",
        "40000": "Oost-Vlaanderen",
        "70000": "Limburg",
    }
    assert {region.name for region in ReferenceRegion.objects.all()} == {
        "Denderregio",
        "Halle-Vilvoorde",
        "Kempen",
        "Limburg",
        "Midwest",
        "Oost-Brabant",
        "Regio Antwerpen",
        "Regio Brugge",
        "Regio Gent",
        "Regio Oostende",
        "Rivierenland",
        "Vlaamse Ardennen",
        "Waasland",
        "Westhoek",
        "Zuid-West-Vlaanderen",
    }


def test_what_the_law_says_of_the_forms() -> None:
    fields = ("name", "legal_person", "max_years", "transfers_management", "region_bound")
    decree = LegalForm.objects.filter(kind="association")
    assert {tuple(row) for row in decree.values_list(*fields)} == {
        ("Interlokale vereniging", False, None, False, False),
        ("Projectvereniging", True, 6, False, True),
        ("Dienstverlenende vereniging", True, 18, False, True),
        ("Opdrachthoudende vereniging", True, 18, True, True),
        ("Opdrachthoudende vereniging met private deelname", True, None, True, True),
    }
    mandatory = LegalForm.objects.filter(obligation="mandatory")
    assert {form.name for form in mandatory} == {
        "Politiezone",
        "Hulpverleningszone",
        "Referentieregio",
        "Gerechtelijk arrondissement",
        "Vervoerregio",
    }
    assert [form.name for form in LegalForm.objects.filter(kind="territorial")] == ["Referentieregio"]


def test_the_forms_of_the_register_are_known() -> None:
    register = {
        "Autonome verzorgingsinstelling",
        "Dienstverlenende vereniging",
        "Hulpverleningszone",
        "Opdrachthoudende vereniging",
        "Opdrachthoudende vereniging met private deelname",
        "Politiezone",
        "Projectvereniging",
        "Referentieregio",
        "Vereniging of vennootschap voor sociale dienstverlening",
        "Welzijnsvereniging",
        "Woonzorgvereniging of woonzorgvennootschap",
        "Ziekenhuisvereniging",
    }
    assert set(LegalForm.objects.filter(name__in=register).values_list("name", flat=True)) == register
    assert not LegalForm.objects.filter(name_en="").exists()


def test_an_agreement_is_as_mandatory_as_its_form() -> None:
    known = Agreement.objects.exclude(legal_form=None).exclude(legal_form__obligation="unknown")
    assert set(known.exclude(obligation=models.F("legal_form__obligation"))) == set()
    mandatory = in_study().filter(obligation="mandatory")
    assert {str(agreement.theme) for agreement in mandatory} == {
        "Vervoerregio's",
        "Gerechtelijke arrondissementen",
        "Hulpverleningszones",
        "Politiezones",
    }


def test_the_screening_of_2012() -> None:
    rows = RecordedOverlap.objects.values_list("municipality__name", "partner__name", "count")
    assert set(rows) == {
        ("Herk-de-Stad", None, 51),
        ("Herk-de-Stad", "Halen", 45),
        ("Herk-de-Stad", "Lummen", 42),
    }
    about = RecordedOverlap.objects.values_list("year", "source__title")
    assert set(about) == {(2012, "Regioscreening 2012")}


def test_the_study() -> None:
    study = Study.objects.get()
    assert (study.slug, study.title) == ("halen-herk-lummen", "Sterker samen?")
    assert study.as_of == date(2022, 12, 31)
    assert tuple(str(each) for each in study.municipalities.all()) == THREE
    assert str(study.compared_with) == "Neteland"


def test_candidates_are_the_seven_neighbours_and_hasselt_is_flagged() -> None:
    rows = Candidate.objects.values_list("municipality__nis", "source__code")
    assert list(rows) == [
        (nis, "analyse-2022") for nis in ("71004", "71070", "71022", "24054", "24028", "71045", "24020")
    ]
    assert not Candidate.objects.filter(remark="").exists()
    flagged = Candidate.objects.exclude(check_note="").values_list("municipality__name", flat=True)
    assert list(flagged) == ["Hasselt", "Diest"]
