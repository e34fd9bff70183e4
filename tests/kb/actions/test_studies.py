from __future__ import annotations

import pytest

from kb.actions.studies import change_study, create_study
from kb.actions.versions import OutdatedError, version_of
from kb.models import Municipality, Study, StudyAccess

pytestmark = pytest.mark.django_db


def municipalities(*codes: str) -> list[Municipality]:
    return list(Municipality.objects.filter(nis__in=codes))


def test_who_starts_a_study_owns_it(demo, people):
    study = create_study(
        values={"title": "Samen sterk"}, municipalities=municipalities("71020"), by=people["stranger"]
    )
    assert list(StudyAccess.objects.filter(study=study).values_list("user", "role")) == [
        (people["stranger"].pk, "owner")
    ]


def test_a_title_may_recur_and_new_is_no_address(demo, people):
    slugs = [
        create_study(values={"title": title}, municipalities=[], by=people["owner"]).slug
        for title in ("Samen", "Samen", "New", "?")
    ]
    assert slugs == ["samen", "samen-2", "new-2", "study"]


def test_candidates_take_the_given_order_and_keep_their_history(demo, people):
    kept = demo.candidates.get(municipality__nis="24020")
    values = [
        {"municipality": one, "remark": "", "check_note": "", "source": None}
        for one in (*municipalities("24020"), *municipalities("71072"))
    ]
    change_study(
        study=demo,
        values={},
        municipalities=municipalities("71020"),
        candidates=values,
        seen=version_of(demo),
        by=people["owner"],
    )
    assert list(demo.candidates.values_list("municipality__nis", "order")) == [("24020", 1), ("71072", 2)]
    assert demo.candidates.get(municipality__nis="24020").pk == kept.pk


def test_two_owners_cannot_overwrite_each_other(demo, people):
    seen = version_of(demo)
    known = {"study": demo, "candidates": [], "seen": seen}
    change_study(values={}, municipalities=municipalities("71020"), by=people["owner"], **known)
    with pytest.raises(OutdatedError):
        change_study(values={}, municipalities=municipalities("71037"), by=people["editor"], **known)
    assert list(Study.objects.get().municipalities.values_list("nis", flat=True)) == ["71020"]
