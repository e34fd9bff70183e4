from datetime import UTC, date, datetime

import pytest

from kb.analysis.reading import Reading
from kb.insight.pictures import picture
from kb.insight.scenes import in_scope, scene
from kb.models import Agreement, DataVersion, Membership, Municipality, Source, Study

TODAY = date(2026, 11, 23)
pytestmark = pytest.mark.django_db


def names(view):
    return sorted(view.municipalities["name"])


def test_scope_study_holds_the_studied_municipalities(demo):
    view = scene(demo, Reading(scope="study"), TODAY)
    assert names(view) == ["Halen", "Herk-de-Stad", "Lummen"]
    assert view.study == tuple(sorted(demo.municipalities.values_list("pk", flat=True)))


def test_scope_around_adds_neighbours_and_candidates(demo):
    around = in_scope(demo, "around").on(demo.as_of)
    assert sorted(around.values_list("name", flat=True)) == [
        "Bekkevoort",
        "Beringen",
        "Diest",
        "Geetbets",
        "Halen",
        "Hasselt",
        "Herk-de-Stad",
        "Heusden-Zolder",
        "Kortenaken",
        "Lummen",
        "Nieuwerkerken",
    ]


def test_scope_region_adds_the_rest_of_the_reference_region(demo):
    region = set(in_scope(demo, "region").on(demo.as_of).values_list("name", flat=True))
    around = set(in_scope(demo, "around").on(demo.as_of).values_list("name", flat=True))
    assert region - around == {"Kortessem"}
    everyone = set(in_scope(demo, "all").on(demo.as_of).values_list("name", flat=True))
    assert {"Herentals", "Vorselaar"} <= everyone - region


def test_the_study_is_read_on_its_reference_date(demo):
    assert scene(demo, Reading(scope="study"), TODAY).reading.on == date(2022, 12, 31)
    demo.as_of = None
    assert scene(demo, Reading(scope="study"), TODAY).reading.on == TODAY


def test_on_a_later_day_the_successor_stands_in_and_ties_pass_to_it(demo):
    hasselt = Municipality.objects.get(nis="71022")
    agreement = Agreement.objects.get(name="Limburg.net")
    Membership.objects.create(agreement=agreement, municipality=hasselt)
    heir = Municipality.objects.get(nis="71072")
    before = scene(demo, Reading(scope="around"), TODAY)
    after = scene(demo, Reading(scope="around", on=date(2025, 6, 1)), TODAY)
    assert hasselt.pk in set(before.ties["municipality"])
    assert heir.pk not in set(before.municipalities["id"])
    assert heir.pk in set(after.ties["municipality"])
    assert (before.left_out.carried_over, after.left_out.carried_over) == (0, 1)


def test_what_a_reading_leaves_out_is_counted(demo):
    plain = scene(demo, Reading(scope="study"), TODAY)
    assert plain.left_out.to_check == 1
    assert scene(demo, Reading(scope="study", include_to_check=True), TODAY).left_out.to_check == 0
    voluntary = scene(demo, Reading(scope="study", obligation="voluntary"), TODAY)
    unknown = Agreement.objects.known_in(demo).filter(obligation="unknown", memberships__status="confirmed")
    assert voluntary.left_out.unknown_obligation == unknown.distinct().count()
    small = scene(demo, Reading(scope="study", max_members=2), TODAY)
    assert small.left_out.larger == 32 - small.ties["agreement"].nunique()
    assert (small.agreements.set_index("id").loc[small.ties["agreement"], "size"] <= 2).all()


def test_where_nobody_elsewhere_is_known_a_list_of_ones_own_is_read_with_a_caution(demo):
    assert scene(demo, Reading(scope="study"), TODAY).left_out.one_sided == 0
    wide = scene(demo, Reading(scope="region"), TODAY)
    shared = wide.ties["agreement"].value_counts()
    assert (wide.left_out.only_here, wide.left_out.one_sided) == (0, int((shared > 1).sum()))


def test_beside_members_elsewhere_a_list_of_ones_own_is_left_out_unless_asked_for(demo):
    known = set(scene(demo, Reading(), TODAY).ties["agreement"])
    limburg = Agreement.objects.get(name="Limburg.net")
    Membership.objects.create(agreement=limburg, municipality=Municipality.objects.get(nis="71022"))
    register = Source.objects.get(code="abb-register-2023")
    cipal = Agreement.objects.get(name="Cipal")
    for tie in cipal.memberships.filter(status="confirmed"):
        tie.claims.create(source=register, says="member", recorded_at=datetime(2023, 8, 31, tzinfo=UTC))
    DataVersion.raise_it()
    plain, whole = (scene(demo, Reading(include_incomplete=asked), TODAY) for asked in (False, True))
    assert set(whole.ties["agreement"]) == known
    left = set(whole.ties["agreement"]) - set(plain.ties["agreement"])
    assert {limburg.pk, cipal.pk} & left == set()  # a member elsewhere; a register names every member
    assert (plain.left_out.only_here, plain.left_out.one_sided) == (len(left), 0)
    assert (whole.left_out.only_here, whole.left_out.one_sided) == (0, len(left))
    assert len(left) == 25
    study = scene(demo, Reading(scope="study"), TODAY)
    assert set(study.ties["agreement"]) == known


@pytest.mark.parametrize(
    ("reading", "n"),
    [
        (Reading(scope="study", source="analyse-2022"), 32),
        (Reading(scope="study", include_to_check=True), 33),
        (Reading(scope="study", domain="no-such-domain"), 0),
    ],
)
def test_readings_select(demo, reading, n):
    assert scene(demo, reading, TODAY).ties["agreement"].nunique() == n


def test_a_scene_is_kept_until_the_data_change(demo, django_assert_num_queries):
    reading = Reading(scope="study")
    scene(demo, reading, TODAY)
    with django_assert_num_queries(1):
        scene(demo, reading, TODAY)
    Membership.objects.filter(agreement__name="Cipal", municipality__name="Halen").delete()
    assert scene(demo, reading, TODAY).ties["agreement"].value_counts().max() == 3
    DataVersion.raise_it()
    cipal = Agreement.objects.get(name="Cipal").pk
    assert (scene(demo, reading, TODAY).ties["agreement"] == cipal).sum() == 2


def test_two_studies_of_the_same_municipalities_do_not_share_a_scene(demo):
    other = Study.objects.create(slug="ander", title="Ander", as_of=demo.as_of)
    other.municipalities.set(demo.municipalities.all())
    demo.candidates.create(municipality=Municipality.objects.get(name="Herentals"))
    ours, theirs = (picture(scene(study, Reading(scope="around"), TODAY)) for study in (demo, other))
    assert set(ours.nodes["name"]) - set(theirs.nodes["name"]) == {"Herentals"}


def test_a_restored_database_does_not_meet_the_figures_of_the_lost_one(demo):
    """The number of the version comes back with a backup; its token does not."""
    DataVersion.raise_it()
    lost = DataVersion.stamp()
    DataVersion.objects.all().delete()
    DataVersion.raise_it()
    assert DataVersion.stamp().split("-")[0] == lost.split("-")[0]
    assert DataVersion.stamp() != lost


def test_a_chosen_register_is_read_as_it_stands(demo):
    """What it states counts also while another source disagrees, until people reject it."""
    tie = Membership.objects.get(agreement__code="interne-audit-audio", status="to_check")
    source = Source.objects.get(code="abb-register-2023")
    assert tie.claims.filter(source=source, says="member").exists()

    def said(**how):
        DataVersion.raise_it()
        view = scene(demo, Reading(scope="study", **how), TODAY)
        return tie.agreement_id in set(view.ties["agreement"]), view.left_out.to_check

    assert (said(), said(source=source.code)) == ((False, 1), (True, 0))
    Membership.objects.filter(pk=tie.pk).update(status="rejected")
    assert said(source=source.code) == (False, 0)
