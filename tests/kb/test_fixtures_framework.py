"""The framework in the fixtures against its inventory: every count a literal, slide by slide."""

import re
from collections import Counter, defaultdict

import pytest
from django.conf import settings

from kb.models import (
    Argument,
    ArgumentLink,
    Assessment,
    Capacity,
    Citation,
    Gain,
    Guideline,
    Option,
    OptionAnswer,
    Party,
    Phase,
    Question,
    Service,
    Stance,
    Study,
    VisionPrompt,
)
from tests.kb.facts_framework import ANSWERS, PHASES, PROMPTS, SLIDES, STANDARD, VERDICTS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]
STUDY = "halen-herk-lummen"


def per_slide(study: str | None) -> dict[str, tuple[int, ...]]:
    """``{place: (+, ±, −, questions, answers, services, assessments)}`` of the rows."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    of_study = {"study__slug": study}
    for place, sign in Citation.objects.filter(argument__study__slug=study).values_list(
        "place", "argument__polarity"
    ):
        found[place][sign] += 1
    rows = {
        "question": Question.objects.filter(**of_study),
        "answer": OptionAnswer.objects.filter(option__study__slug=study),
        "service": Service.objects.filter(**of_study),
        "assessment": Assessment.objects.filter(**of_study),
    }
    for kind, each in rows.items():
        for place in each.exclude(place="").values_list("place", flat=True):
            found[place][kind] += 1
    kinds = ("pro", "ambiguous", "risk", *rows)
    return {place: tuple(counts[kind] for kind in kinds) for place, counts in found.items()}


def test_counts_per_slide() -> None:
    assert per_slide(STUDY) == SLIDES


def test_counts_of_the_standard_set() -> None:
    assert per_slide(None) == STANDARD


def test_the_written_inventory_counts_the_same() -> None:
    text = (settings.BASE_DIR / "docs" / "framework-inventory.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| \d+ \| ([^|]+) \| ((?:\d+ \| ){7})", text, flags=re.MULTILINE)
    assert {place: tuple(map(int, numbers.rstrip(" |").split(" | "))) for place, numbers in rows} == SLIDES


def test_totals() -> None:
    own = Argument.objects.filter(study__slug=STUDY)
    signs = Counter(own.values_list("polarity", flat=True))
    assert (own.count(), Citation.objects.filter(argument__in=own).count()) == (113, 117)
    assert signs == {"pro": 57, "ambiguous": 4, "risk": 52}
    assert Counter(own.values_list("basis", flat=True)) == {"practice": 95, "theory": 14, "": 4}
    standard = Argument.objects.filter(study=None)
    assert Counter(standard.values_list("basis", flat=True)) == {"theory": 14}


def test_every_argument_rests_on_the_analysis() -> None:
    assert not Argument.objects.filter(citations=None).exists()
    assert set(Citation.objects.values_list("source__code", flat=True)) == {"analyse-2022"}
    assert not Citation.objects.filter(place="").exists()


def test_the_same_theory_stands_in_the_standard_set_and_in_the_study() -> None:
    fields = ("code", "text", "polarity")
    standard = Argument.objects.filter(study=None).values_list(*fields)
    assert set(standard) == set(
        Argument.objects.filter(study__slug=STUDY, basis="theory").values_list(*fields)
    )


def test_points_on_two_slides() -> None:
    twice = {
        argument.code: {each.place for each in argument.citations.all()}
        for argument in Argument.objects.filter(study__slug=STUDY)
        if argument.citations.count() > 1
    }
    again = {"Samenwerken in de praktijk: aandachtspunten", "Fusie van de drie: aandachtspunten"}
    assert twice == {
        "kluwen-van-structuren": again,
        "drie-beleidsorganen": again,
        "kern-moeilijk-gelijk": again,
        "zorg-eigen": {
            "Uitbreiden met verzelfstandigde zorg",
            "Persoonsgebonden diensten: zorg voor ouderen en kinderen",
        },
    }
    merger = Stance.objects.filter(option__code="fusie", argument__code__in=list(twice))
    assert set(merger.values_list("polarity", flat=True)) == {"ambiguous"}


def test_not_unambiguous_are_these_four() -> None:
    found = Argument.objects.filter(polarity="ambiguous").values_list("code", flat=True)
    assert set(found) == {"nuchtere-aanpak", "kleinste-meer-druk", "kansen-en-valkuilen", "bibliotheek-keuze"}


def test_an_argument_may_speak_for_one_road_and_against_another() -> None:
    found = Stance.objects.filter(argument__code__in=["te-groot", "een-besluit-nodig"])
    assert set(found.values_list("argument__code", "option__code", "polarity")) == {
        ("te-groot", "uitbreiden", "risk"),
        ("te-groot", "zorgbedrijf", "pro"),
        ("te-groot", "fusie", "risk"),
        ("een-besluit-nodig", "uitbreiden", "risk"),
        ("een-besluit-nodig", "gedeeld-dienstencentrum", "risk"),
        ("een-besluit-nodig", "fusie", "pro"),
    }


def test_an_option_stands_under_every_question_that_it_is_argued_on() -> None:
    for stance in Stance.objects.select_related("argument", "option"):
        asked = set(stance.argument.questions.values_list("code", flat=True))
        assert asked <= set(stance.option.questions.values_list("code", flat=True)), stance
    for answer in OptionAnswer.objects.all():
        assert answer.option.questions.filter(pk=answer.question_id).exists(), answer


@pytest.mark.parametrize("study", [None, STUDY])
def test_the_seven_options_with_their_legal_forms(study: str | None) -> None:
    options = Option.objects.filter(study__slug=study)
    assert {option.kind: {form.code for form in option.forms.all()} for option in options} == {
        "status-quo": set(),
        "optimise": set(),
        "extend": {
            "interlokale-vereniging",
            "projectvereniging",
            "dienstverlenende-vereniging",
            "opdrachthoudende-vereniging",
        },
        "shared": {"interlokale-vereniging", "dienstverlenende-vereniging"},
        "project": {"projectvereniging"},
        "care": {
            "welzijnsvereniging",
            "autonome-verzorgingsinstelling",
            "sociale-dienstverlening",
            "woonzorgvereniging",
        },
        "merger": set(),
    }


def test_answers_of_the_options() -> None:
    found = OptionAnswer.objects.values_list("question__code", "option__code", "verdict")
    assert sorted(found) == sorted(ANSWERS)


def test_three_core_questions() -> None:
    for study in (None, STUDY):
        core = Question.objects.filter(study__slug=study, core=True).values_list("code", flat=True)
        assert list(core) == ["samen-sterker", "welke-vorm", "volgende-stappen"]


def test_verdicts() -> None:
    rows = Assessment.objects.values_list("municipality__name", "capacity__code", "verdict")
    assert set(rows) == VERDICTS
    assert not Assessment.objects.filter(arguments=None).exists()
    resting = Assessment.objects.exclude(capacity=None).values_list("capacity__code", "pk")
    counts = {code: Assessment.objects.get(pk=pk).arguments.count() for code, pk in resting}
    assert counts == {"ambtelijk": 10, "strategisch": 10, "operationeel": 11, "financieel": 11}


def test_links_between_arguments() -> None:
    kinds = Counter(ArgumentLink.objects.values_list("source__study__slug", "kind"))
    assert kinds == {
        (STUDY, "supports"): 5,
        (STUDY, "weakens"): 3,
        (STUDY, "depends"): 2,
        (STUDY, "mitigates"): 1,
        (None, "weakens"): 1,
    }


def test_phases_and_what_is_in_them() -> None:
    phases = Phase.objects.filter(study__slug=STUDY)
    found = {phase.title: [service.code for service in phase.services.all()] for phase in phases}
    assert list(found.items()) == list(PHASES.items())
    assert set(phases.values_list("starts_on", "ends_on")) == {(None, None)}


def test_numbers_of_a_service_follow_its_phase() -> None:
    rows = Service.objects.filter(study__slug=STUDY).values_list("phase__order", "neutrality", "potential")
    assert set(rows) == {(None, None, None), (1, None, None), (2, 4, None), (3, None, 4)}


def test_the_standard_catalogue_gives_names_and_no_verdict() -> None:
    standard = Service.objects.filter(study=None)
    assert Counter(standard.values_list("group", flat=True)) == {"land": 4, "person": 10, "support": 8}
    assert set(standard.values_list("approach", "where", "neutrality", "potential", "phase", "reason")) == {
        ("", "", None, None, None, "")
    }


def test_capacities_and_gains() -> None:
    assert [each.code for each in Capacity.objects.all()] == [
        "ambtelijk",
        "strategisch",
        "operationeel",
        "financieel",
    ]
    gains = Counter(Gain.objects.values_list("capacity__code", flat=True))
    assert gains == {"ambtelijk": 2, "strategisch": 2, "operationeel": 1, "financieel": 2}


def test_guidelines() -> None:
    assert set(Guideline.objects.values_list("group", "part", "where")) == {
        ("person", "contact", "local"),
        ("person", "expertise", "central"),
        ("land", "expertise", "central"),
        ("land", "maintenance", "local"),
        ("support", "whole", "central"),
    }


def test_prompts_of_the_vision() -> None:
    assert Counter(VisionPrompt.objects.values_list("section", "tip")) == PROMPTS


def test_the_three_municipalities_sit_at_the_table() -> None:
    parties = Party.objects.filter(study__slug=STUDY).values_list("name", "municipality__name")
    assert list(parties) == [(name, name) for name in ("Halen", "Herk-de-Stad", "Lummen")]


def test_nothing_that_the_analysis_does_not_have() -> None:
    study = Study.objects.get(slug=STUDY)
    assert not study.weighings.exists()
    assert not study.vision_texts.exists()
    assert not Argument.objects.filter(supports__isnull=False).exists()
    assert not Argument.objects.exclude(made_by=None).exists()
