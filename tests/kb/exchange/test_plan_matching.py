"""One body is never held twice, and two bodies are never taken for one."""

import pytest

from kb.exchange.plan.names import core, safety_kind
from kb.exchange.plan.places import Places
from kb.exchange.plan.reasons import explain_row
from kb.exchange.rows import AgreementRow, Document
from tests.kb.exchange.planning import TODAY, agreement, at, known, listed, municipality, of, plan


def found(document, here):
    """For each agreement of the document: its outcome, its code, how it was found, why not."""
    lines = of(plan(document, here), "agreement")
    return [(line.outcome.value, line.key[0], line.matched, str(line.reason)) for line in lines]


def two(*rows: tuple[str, dict]) -> Document:
    made = [AgreementRow(f"k{n}", name, at(n), **more) for n, (name, more) in enumerate(rows, start=2)]
    return Document("long", agreements=tuple(made))


KBO = (("kbo", "0207466964"),)
INFRAX = agreement("infrax", "Infrax", theme="water", legal_form="pv")


def test_by_its_code_and_then_another_name_is_a_question():
    here = known((INFRAX,))
    document = listed("Infrax West", identifiers=(("code", "infrax"),))
    assert found(document, here) == [("conflict", "infrax", "code", "different_value")]


def test_by_an_official_number_and_then_another_name_is_remembered():
    here = known((INFRAX,), identifiers={("kbo", "0207466964"): "infrax"})
    (line,) = of(plan(listed("Infrax opdrachthoudende", identifiers=KBO), here), "agreement")
    assert (line.outcome, line.matched, line.label) == ("changed", "identifier", "Infrax")
    alias = {"agreement": "infrax", "scheme": "alias", "value": "Infrax opdrachthoudende"}
    assert [write.values for write in line.writes] == [alias]
    again = known((INFRAX,), identifiers={KBO[0]: "infrax", ("alias", "Infrax opdrachthoudende"): "infrax"})
    document = listed("Infrax opdrachthoudende", identifiers=KBO)
    assert found(document, again) == [("unchanged", "infrax", "identifier", "")]


def test_numbers_of_two_agreements_are_refused():
    here = known(
        (INFRAX, agreement("fluvius", "Fluvius")), identifiers={KBO[0]: "infrax", ("uri", "u"): "fluvius"}
    )
    document = listed("Infrax", identifiers=(*KBO, ("uri", "u")))
    assert [line[::3] for line in found(document, here)] == [("refused", "two_agreements")]


def test_by_theme_and_name():
    here = known((INFRAX, agreement("infrax-2", "Infrax", theme="sport")))
    assert found(listed("INFRAX", theme="Sportregio's"), here) == [
        ("unchanged", "infrax-2", "theme_name", "")
    ]


def test_the_same_name_in_the_same_theme_with_another_number_is_refused():
    here = known((INFRAX,), identifiers={("kbo", "0999999999"): "infrax"})
    document = listed("Infrax", theme="Water", identifiers=KBO)
    assert [line[::3] for line in found(document, here)] == [("refused", "other_body")]


@pytest.mark.parametrize("name", ["PV Infrax", "Projectvereniging Infrax", "infrax."])
def test_by_a_name_that_is_the_only_one_on_both_sides(name):
    (line,) = of(plan(listed(name), known((INFRAX,))), "agreement")
    assert (line.key, line.matched) == (("infrax",), "name")


def test_a_name_is_not_enough_where_theme_form_or_number_contradict():
    here = known((INFRAX,), identifiers={("kbo", "0999999999"): "infrax"})
    assert found(listed("Infrax", theme="Sportregio's"), here) == [("conflict", "infrax", "", "looks_like")]
    police = listed("Infrax", legal_form="Politiezone")
    assert [line[::3] for line in found(police, here)] == [("created", "namesakes")]
    assert found(listed("PV Infrax", identifiers=KBO), here) == [("created", "pv-infrax", "", "")]


def test_a_name_is_not_enough_where_it_recurs():
    here = known((agreement("a", "Limburg", theme="water"), agreement("b", "Limburg", theme="sport")))
    (line,) = of(plan(listed("Limburg"), here), "agreement")
    assert (line.outcome, line.reason) == ("refused", "name_unclear")
    assert line.value == "“Limburg” (Water), “Limburg” (Sportregio's)"
    politics = listed("Limburg", theme="Politiezones")
    assert found(politics, here) == [("created", "politiezones-limburg", "", "namesakes")]
    both = two(("PV Infrax", {}), ("Projectvereniging Infrax", {}))
    assert [line[0] for line in found(both, known((INFRAX,)))] == ["created", "created"]


def test_a_sports_region_is_no_police_zone_of_that_name():
    sport = agreement("sport", "West-Limburg", theme="sport")
    zone = agreement("zone", "5907 West-Limburg", theme="politie")
    document = listed("PZ West-Limburg: Lommel, Ham en Tessenderlo", legal_form="Politiezone")
    assert found(document, known((sport,)))[0][0] == "created"
    assert found(document, known((sport, zone)))[0][1:3] == ("zone", "name")


def test_two_rows_about_one_body_are_one():
    here = known((INFRAX,), identifiers={KBO[0]: "infrax"})
    same = two(("Infrax", {"theme": "Water"}), ("Infrax NV", {"identifiers": KBO}))
    assert [line[::3] for line in found(same, here)] == [("unchanged", ""), ("unchanged", "same_as_row")]
    other = two(
        ("Infrax", {"theme": "Water", "status": "active"}),
        ("Infrax NV", {"identifiers": KBO, "status": "ended"}),
    )
    assert [line[::3] for line in found(other, here)] == [("changed", ""), ("refused", "contradicts_row")]


def test_two_new_rows_with_one_official_number_are_one():
    document = two(("Alfa", {"identifiers": KBO}), ("Alfa vzw", {"identifiers": KBO}))
    assert found(document, known()) == [("created", "alfa", "", ""), ("unchanged", "alfa", "", "same_as_row")]


def test_new_agreements_get_codes_of_their_own():
    other = (("kbo", "0999999999"),)
    document = two(
        ("Limburg", {"identifiers": other}),
        ("limburg", {"identifiers": KBO}),
        ("Limburg", {"theme": "Water"}),
    )
    assert [line[1] for line in found(document, known())] == ["limburg", "limburg-2", "water-limburg"]


def test_a_name_that_stands_twice_in_a_file_is_one_body_and_may_say_nothing_more():
    same = two(("Limburg", {}), ("limburg", {}))
    assert [line[::3] for line in found(same, known())] == [("created", ""), ("unchanged", "same_as_row")]
    more = two(("Limburg", {}), ("limburg", {"identifiers": KBO}))
    assert [line[::3] for line in found(more, known())] == [("created", ""), ("refused", "contradicts_row")]


def test_a_code_of_another_installation_is_kept_when_it_is_free():
    document = listed("Infrax", identifiers=(("code", "energie-infrax"),))
    assert found(document, known())[0][1] == "energie-infrax"


@pytest.mark.parametrize(
    ("name", "expected", "kind"),
    [
        ("5907 Limburg Regio Hoofdstad", "limburg regio hoofdstad", ""),
        ("PZ Limburg Regio Hoofdstad: Hasselt en Halen", "limburg regio hoofdstad", "police"),
        ("Hulpverleningszone Zuid-West Limburg", "zuid west limburg", "fire"),
        ("PV Wijk-werken West-Limburg", "wijk werken west limburg", ""),
        ("Projectvereniging Égalité!", "egalite", ""),
        ("PVT Mandel", "pvt mandel", ""),
    ],
)
def test_the_core_of_a_name(name, expected, kind):
    assert (core(name), safety_kind(name)) == (expected, kind)


def test_places_by_code_name_and_prefix():
    places = Places(known().municipalities.values(), on=None, today=TODAY)
    assert [
        places.find(text) for text in ("71020", "halen", "HERK DE STAD", "Stad Halen", "OCMW Lummen")
    ] == [
        "71020",
        "71020",
        "71024",
        "71020",
        "71037",
    ]
    assert (places.find("Parijs"), places.suggest("Lumen"), places.suggest("Parijs")) == (None, "Lummen", "")


def test_a_suggestion_names_two_and_those_of_a_study_first():
    rows = [municipality("23027", "Halle"), municipality("71020", "Halen")]
    for studied, hint in ((("71020",), "Halen|Halle"), (("23027",), "Halle|Halen")):
        places = Places(rows, on=None, today=TODAY, studied=studied)
        assert places.suggest("Hallen") == hint
    hint = {"reason": "municipality_unknown", "value": "Hallen", "hint": "Halen|Halle"}
    sentence = "“Hallen” is not a municipality that is known here. Did you mean “Halen” or “Halle”?"
    assert explain_row(hint) == sentence


def test_a_municipality_that_is_gone_everywhere_is_its_latest():
    old = municipality("1", "Oud", valid_until=TODAY.replace(year=2000))
    older = municipality(
        "2", "Oud", valid_from=TODAY.replace(year=1950), valid_until=TODAY.replace(year=1999)
    )
    assert Places([old, older], on=None, today=TODAY).find("oud") == "2"
