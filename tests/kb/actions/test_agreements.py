from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from kb.actions.agreements import change_agreement, create_agreement, delete_agreement
from kb.actions.versions import OutdatedError, version_of
from kb.models import Agreement, DataVersion, Theme

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def theme() -> Theme:
    return Theme.objects.get(name="HR/ICT")


def test_a_new_agreement_gets_a_code_from_its_theme_and_name(demo, people):
    agreement = create_agreement(values={"name": "Poolstok", "theme": theme()}, by=people["owner"])
    assert agreement.code == "hrict-poolstok"
    assert agreement.history.get().history_user == people["owner"]


def test_a_code_that_is_taken_gets_a_number(demo, people):
    codes = [create_agreement(values={"name": "Poolstok"}, by=people["owner"]).code for _ in range(3)]
    assert codes == ["poolstok", "poolstok-2", "poolstok-3"]


def test_a_name_stands_once_in_a_theme(demo, people):
    with pytest.raises(ValidationError) as refusal:
        create_agreement(values={"name": "Cipal", "theme": theme()}, by=people["owner"])
    assert refusal.value.messages == ["This theme already has an agreement with this name."]


def test_a_change_makes_one_version_with_author_and_reason_and_raises_the_data_version(demo, people):
    agreement, before = Agreement.objects.get(name="Cipal"), DataVersion.current()
    change_agreement(
        agreement=agreement,
        values={"name": "C-smart"},
        seen=version_of(agreement),
        by=people["editor"],
        reason="new name",
    )
    latest = agreement.history.latest()
    assert (latest.name, latest.history_user, latest.history_change_reason) == (
        "C-smart",
        people["editor"],
        "new name",
    )
    assert DataVersion.current() == before + 1


def test_the_state_before_the_first_change_is_kept(demo, people):
    agreement = Agreement.objects.get(name="Cipal")
    agreement.history.all().delete()
    change_agreement(agreement=agreement, values={"name": "C-smart"}, seen=0, by=people["editor"])
    kept = agreement.history.order_by("history_id").values_list("name", "history_user")
    assert list(kept) == [("Cipal", None), ("C-smart", people["editor"].pk)]


def test_the_same_values_make_no_version(demo, people):
    agreement = Agreement.objects.get(name="Cipal")
    before = agreement.history.count()
    change_agreement(
        agreement=agreement, values={"name": "Cipal"}, seen=version_of(agreement), by=people["editor"]
    )
    assert agreement.history.count() == before


def test_the_second_of_two_writers_is_told_and_nothing_is_overwritten(demo, people):
    agreement = Agreement.objects.get(name="Cipal")
    seen = version_of(agreement)
    change_agreement(agreement=agreement, values={"note": "first"}, seen=seen, by=people["owner"])
    with pytest.raises(OutdatedError):
        change_agreement(agreement=agreement, values={"note": "second"}, seen=seen, by=people["editor"])
    agreement.refresh_from_db()
    assert agreement.note == "first"


def test_an_agreement_cannot_end_before_it_is_founded(demo, people):
    agreement = Agreement.objects.get(name="Cipal")
    with pytest.raises(ValidationError) as refusal:
        change_agreement(
            agreement=agreement,
            values={"founded_on": "2020-01-01", "ended_on": "2019-01-01"},
            seen=version_of(agreement),
            by=people["editor"],
        )
    assert refusal.value.messages == ["An agreement cannot end before it is founded."]


def test_what_is_deleted_together_has_one_moment_in_the_history(demo, people):
    agreement = Agreement.objects.get(name="Cipal")
    pk, members = agreement.pk, agreement.memberships.count()
    delete_agreement(agreement=agreement, by=people["owner"], reason="entered twice")
    gone = Agreement.history.filter(id=pk, history_type="-").get()
    membership = agreement.memberships.model
    together = membership.history.filter(history_type="-", history_date=gone.history_date)
    assert (together.count(), gone.history_change_reason) == (members, "entered twice")
