"""The four readings on the demo: the same figures as the scenes of each, and what stands out."""

from datetime import date

import pytest

from kb.analysis import overlap
from kb.analysis.reading import Reading
from kb.insight.overlap.readings import COUNTED, four_readings, of_pair
from kb.insight.overlap.standouts import standouts
from kb.insight.scenes import scene
from kb.models import Agreement, Membership, Municipality
from kb.models.subjects import Obligation

TODAY = date(2026, 11, 23)
STUDY = Reading(scope="study")
pytestmark = pytest.mark.django_db


def pair_of(found, a="Halen", b="Lummen"):
    return found.pairs[(found.pairs["a_name"] == a) & (found.pairs["b_name"] == b)].iloc[0]


def test_each_reading_counts_what_its_scene_counts(demo):
    found = four_readings(demo, Reading(scope="region", max_members=2), TODAY)
    asked = ({}, {"obligation": "voluntary"}, {"max_members": 2})
    for name, filters in zip(COUNTED, asked, strict=True):
        inc = scene(demo, Reading(scope="region", **filters), TODAY).incidence
        expected = overlap.pairs(inc, keep_zero=True)
        assert found.agreements[name] == len(inc.agreements)
        assert found.pairs[f"shared_{name}"].tolist() == expected["shared"].tolist()
        assert found.pairs[f"value_{name}"].fillna(-1).tolist() == expected["jaccard"].fillna(-1).tolist()


def test_the_obligation_and_size_of_the_filter_bar_do_not_narrow_the_first_reading(demo):
    wide = four_readings(demo, STUDY, TODAY)
    narrow = four_readings(demo, Reading(scope="study", obligation="voluntary", max_members=2), TODAY)
    assert (wide.most, narrow.most) == (30, 2)
    assert wide.agreements["all"] == narrow.agreements["all"] == 32
    assert pair_of(narrow)["shared_all"] == 24


def test_mandatory_ones_are_taken_as_given(demo):
    found = four_readings(demo, STUDY, TODAY)
    mandatory = Agreement.objects.known_in(demo).filter(
        obligation="mandatory", memberships__status="confirmed"
    )
    assert found.fixed == mandatory.distinct().count() > 0
    assert found.agreements["chance"] == 32 - found.fixed
    Agreement.objects.update(obligation=Obligation.MANDATORY)
    given = four_readings(demo, Reading(scope="study", include_ended=True), TODAY)
    assert given.pairs["expected"].tolist() == given.pairs["shared_all"].tolist()


def test_three_municipalities_are_too_few_to_tell(demo):
    found = four_readings(demo, STUDY, TODAY)
    assert not found.can_show
    assert found.least > 0.05 / 3
    assert found.pairs["evidence"].tolist() == ["none"] * 3


def test_another_measure_and_level_are_kept_apart(demo):
    jaccard, weight = (four_readings(demo, STUDY, TODAY, measure=name) for name in ("jaccard", "weight"))
    assert pair_of(jaccard)["value_all"] == pytest.approx(24 / 29)
    assert pair_of(weight)["value_all"] > 1
    assert four_readings(demo, STUDY, TODAY, alpha=0.01).key != jaccard.key


def test_figures_are_kept(demo, django_assert_num_queries):
    four_readings(demo, STUDY, TODAY)
    with django_assert_num_queries(1):
        four_readings(demo, STUDY, TODAY)


def test_the_pair_that_comes_first_in_every_count(demo):
    told = standouts(four_readings(demo, STUDY, TODAY), "shared", "study")
    assert (told.everywhere.pair["a_name"], told.everywhere.pair["b_name"]) == ("Halen", "Lummen")
    assert told.everywhere.equals == 0
    assert told.pairs["shared_all"].tolist() == [24, 22, 21]
    assert (told.sharing, told.differ) == (3, 0)


def test_when_counts_disagree_nobody_comes_first_in_all(demo):
    names = ("Halen", "Herk-de-Stad")
    members = list(Municipality.objects.filter(name__in=names))
    for number in range(6):
        agreement = Agreement.objects.create(
            code=f"m-{number}", name=f"M {number}", status="active", obligation=Obligation.MANDATORY
        )
        for municipality in members:
            Membership.objects.create(agreement=agreement, municipality=municipality, status="confirmed")
    told = standouts(four_readings(demo, STUDY, TODAY), "shared", "study")
    assert told.everywhere is None
    assert told.firsts["all"].pair["b_name"] == "Herk-de-Stad"
    assert told.firsts["voluntary"].pair["b_name"] == "Lummen"


def test_pairs_of_the_study_or_all(demo):
    found = four_readings(demo, Reading(scope="region"), TODAY)
    of_study, every = (standouts(found, "jaccard", whose).pairs for whose in ("study", "all"))
    n = len(found.whole.municipalities)
    assert len(every) == n * (n - 1) // 2
    assert len(of_study) == 3 + 3 * (n - 3)


def test_without_a_tie_nothing_stands_out(demo):
    told = standouts(four_readings(demo, Reading(scope="study", domain="no-such"), TODAY), "shared", "all")
    assert (told.everywhere, told.firsts, told.top, told.stay, told.sharing) == (None, {}, 0, 0, 0)


def test_one_municipality_has_no_pair(demo):
    demo.municipalities.set(Municipality.objects.filter(name="Halen"))
    found = four_readings(demo, STUDY, TODAY)
    told = standouts(found, "shared", "all")
    assert (len(found.pairs), found.can_show, told.everywhere) == (0, False, None)


def test_the_agreements_behind_a_pair(demo):
    found = four_readings(demo, STUDY, TODAY)
    pair = pair_of(found)
    rows = of_pair(found, pair["a"], pair["b"])
    assert (int(rows["shared"].sum()), len(rows)) == (24, 29)
    assert rows["shared"].tolist() == sorted(rows["shared"], reverse=True)
    shared = rows[rows["shared"]]
    assert shared["in_voluntary"].sum() == pair["shared_voluntary"]
    assert shared["in_small"].sum() == pair["shared_small"]
    assert shared.loc[shared["fixed"], "chance"].isna().all()
    certain = int((shared["fixed"]).sum())
    assert rows.loc[~rows["fixed"], "chance"].sum() <= pair["expected"] - certain + 1e-9
