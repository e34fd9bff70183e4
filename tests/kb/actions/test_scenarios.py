from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from kb.actions.scenarios import (
    add_step,
    change_scenario,
    choose,
    copy_scenario,
    create_scenario,
    delete_scenario,
    move_step,
    remove_step,
)
from kb.actions.versions import OutdatedError, version_of
from kb.models import Agreement, Choice, DataVersion, Municipality, Scenario, ScenarioChange, Study, Theme

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(demo: Study, people) -> Scenario:
    return create_scenario(study=demo, title="Samen sterk", first=merge(demo), by=people["owner"])


def merge(study: Study) -> dict[str, object]:
    return {"kind": "merge", "agreement": None, "name": "", "municipalities": study.municipalities.all()}


def join(code: str, *nis: str) -> dict[str, object]:
    members = Municipality.objects.filter(nis__in=nis)
    agreement = Agreement.objects.get(code=code)
    return {"kind": "join", "agreement": agreement, "name": "", "municipalities": members}


def kinds(plan: Scenario) -> list[str]:
    return [step.kind for step in plan.changes.all()]


def test_addresses_are_free_and_fit_any_script(demo, people, plan):
    again = create_scenario(study=demo, title="Samen, sterk", first=merge(demo), by=people["owner"])
    assert (plan.slug, again.slug, again.made_by) == ("samen-sterk", "samen-sterk-2", people["owner"])
    assert create_scenario(study=demo, title="計画", first=merge(demo), by=people["owner"]).slug == "plan"


@pytest.mark.parametrize("title", ["Samen sterk", "SAMEN STERK ", "!?", "Één"])
def test_a_title_is_taken_once_in_a_study_and_says_something(demo, people, plan, title):
    create_scenario(study=demo, title="één", first=merge(demo), by=people["owner"])
    with pytest.raises(ValidationError):
        create_scenario(study=demo, title=title, first=merge(demo), by=people["owner"])
    with pytest.raises(ValidationError):
        change_scenario(
            scenario=Scenario.objects.get(title="één") if title[0] in "S!" else plan,
            values={"title": title},
            seen=0,
            by=people["owner"],
        )


def test_each_copy_gets_a_name_of_its_own(people, plan):
    titles = {copy_scenario(scenario=plan, by=people["owner"]).title for _time in range(3)}
    assert len(titles) == 3


def test_a_merger_of_an_agreement_is_no_step(demo, people):
    wrong = merge(demo) | {"agreement": Agreement.objects.first()}
    before = Scenario.objects.count()
    with pytest.raises(ValidationError):
        create_scenario(study=demo, title="Fout", first=wrong, by=people["owner"])
    assert Scenario.objects.count() == before


def test_steps_move_within_their_bounds_and_keep_a_tight_order(people, plan):
    by = people["owner"]
    second = add_step(scenario=plan, step=join("hr-ict-cipal", "71045"), by=by)
    third = add_step(scenario=plan, step=join("uitpas-herk-de-stad-lummen", "71020"), by=by)
    move_step(step=third, places=-1, by=by)
    assert list(plan.changes.values_list("pk", "order"))[1:] == [(third.pk, 2), (second.pk, 3)]
    for places in (-9, 9):
        move_step(step=third, places=places, by=by)
        assert [step.order for step in plan.changes.all()] == [1, 2, 3]
    assert plan.changes.last() == third
    remove_step(step=second, by=by)
    assert kinds(plan) == ["merge", "join"]


def test_every_write_raises_the_version_of_the_data(people, plan):
    before = DataVersion.current()
    add_step(scenario=plan, step=join("hr-ict-cipal", "71045"), by=people["owner"])
    assert DataVersion.current() == before + 1


def test_a_rename_refuses_what_somebody_changed_meanwhile(people, plan):
    seen = version_of(plan)
    change_scenario(scenario=plan, values={"title": "Eén"}, seen=seen, by=people["owner"])
    with pytest.raises(OutdatedError):
        change_scenario(scenario=plan, values={"title": "Twee"}, seen=seen, by=people["editor"])
    with pytest.raises(OutdatedError):
        delete_scenario(scenario=plan, seen=seen, by=people["editor"])


def test_a_copy_of_a_copy_still_fits_its_title(people, plan):
    plan.title = "x" * 160
    plan.save()
    copy = copy_scenario(scenario=plan, by=people["editor"])
    assert (len(copy.title) <= 160, kinds(copy), copy.made_by) == (True, ["merge"], people["editor"])


class TestChoosing:
    def test_one_row_a_theme_and_the_history_keeps_what_was_chosen(self, people, plan):
        theme, by = Theme.objects.get(code="uitpas"), people["owner"]
        kept = Agreement.objects.get(code="uitpas-herk-de-stad-lummen")
        first = choose(merger=plan.changes.get(), theme=theme, values=values("one", kept), by=by)
        choose(merger=plan.changes.get(), theme=theme, values=values("none"), seen=version_of(first), by=by)
        choice = Choice.objects.get()
        assert (choice.outcome, choice.keeps) == ("none", None)
        assert list(choice.history.values_list("outcome", flat=True)) == ["none", "one"]

    @pytest.mark.parametrize(("outcome", "named"), [("one", False), ("none", True), ("other", False)])
    def test_one_names_the_agreement_and_only_one_does(self, people, plan, outcome, named):
        kept = Agreement.objects.get(code="uitpas-herk-de-stad-lummen") if named else None
        with pytest.raises(ValidationError):
            choose(
                merger=plan.changes.get(),
                theme=Theme.objects.get(code="uitpas"),
                values=values(outcome, kept),
                by=people["owner"],
            )

    def test_the_second_of_two_who_choose_at_once_is_refused(self, people, plan):
        theme = Theme.objects.get(code="uitpas")
        choose(merger=plan.changes.get(), theme=theme, values=values("none"), seen=0, by=people["owner"])
        with pytest.raises(OutdatedError):
            choose(merger=plan.changes.get(), theme=theme, values=values("all"), seen=0, by=people["editor"])


def values(outcome: str, keeps: Agreement | None = None) -> dict[str, object]:
    return {"outcome": outcome, "keeps": keeps, "note": ""}


def test_deleting_takes_steps_and_choices_along(people, plan):
    choose(
        merger=plan.changes.get(),
        theme=Theme.objects.get(code="uitpas"),
        values=values("all"),
        by=people["owner"],
    )
    delete_scenario(scenario=plan, by=people["owner"])
    assert not Choice.objects.exists()
    assert not ScenarioChange.objects.filter(scenario__slug="samen-sterk").exists()
