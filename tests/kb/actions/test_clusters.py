"""Names of clusters: given, changed, taken away, and never over somebody else's head."""

import pytest
from django.core.exceptions import ValidationError

from kb.actions.clusters import forget_name, name_cluster
from kb.actions.versions import OutdatedError, version_of
from kb.models import ClusterName, DataVersion, Municipality

pytestmark = pytest.mark.django_db


@pytest.fixture
def members(demo):
    return list(Municipality.objects.filter(name__in=["Halen", "Lummen"]))


@pytest.fixture
def given(demo, people, members):
    return name_cluster(study=demo, members=members, name="Samen", by=people["owner"])


def test_a_name_belongs_to_its_members_and_raises_the_version(demo, people, members):
    before = DataVersion.current()
    given = name_cluster(study=demo, members=members, name="Samen", by=people["owner"])
    assert set(given.members.all()) == set(members)
    assert DataVersion.current() == before + 1
    assert given.history.first().history_user == people["owner"]


def test_another_name_takes_the_members_of_today(given, people, members):
    herk = Municipality.objects.get(name="Herk-de-Stad")
    changed = name_cluster(
        study=given.study,
        members=[*members, herk],
        name="Drie",
        given=given,
        seen=version_of(given),
        by=people["owner"],
    )
    assert (changed.pk, changed.name, changed.members.count()) == (given.pk, "Drie", 3)


def test_a_name_stands_once_in_a_study(given, people):
    with pytest.raises(ValidationError):
        name_cluster(
            study=given.study,
            members=[Municipality.objects.get(name="Diest")],
            name="Samen",
            by=people["owner"],
        )


def test_who_saw_no_name_does_not_put_a_second_one_beside_it(given, people, members):
    with pytest.raises(OutdatedError) as refused:
        name_cluster(study=given.study, members=members, name="Anders", by=people["editor"])
    assert refused.value.current == given


def test_who_saw_an_older_name_does_not_overwrite_it(given, people, members):
    seen = version_of(given)
    name_cluster(
        study=given.study, members=members, name="Nieuw", given=given, seen=seen, by=people["editor"]
    )
    with pytest.raises(OutdatedError):
        forget_name(given=given, seen=seen, by=people["owner"])
    forget_name(given=given, seen=version_of(given), by=people["owner"])
    assert not ClusterName.objects.exists()
    assert ClusterName.history.filter(history_type="-").count() == 1
