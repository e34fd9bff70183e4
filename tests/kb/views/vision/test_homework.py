"""Homework: who prepares what, by when, and what came of it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kb.actions.versions import version_of
from kb.actions.vision.homework import give_homework
from kb.actions.vision.parties import seat_municipalities, speak_for
from kb.models import Homework, Study, StudyAccess, VisionPrompt

pytestmark = pytest.mark.django_db
AT = "/studies/halen-herk-lummen/homework/"


@pytest.fixture
def study(demo, cast) -> Study:
    seat_municipalities(demo)
    VisionPrompt.objects.get_or_create(code="hoe-ver", section="scope", defaults={"text": "Hoe ver?"})
    return demo


def given(study: Study, cast, text: str = "Lezen", days: int = 7, **who) -> Homework:
    due = timezone.localdate() + timedelta(days=days)
    party = who.get("party") and study.parties.get(name=who["party"])
    values = {"text": text, "party": party, "person": who.get("person"), "prompt": None, "due_on": due}
    return give_homework(study=study, values=values, by=cast["owner"])


def titles(page) -> list[str]:
    return [row.record.text for row in page.context["table"].rows]


def test_an_assignment_is_given_to_a_party_a_person_or_both(client_of, study, cast):
    owner, halen = client_of("owner"), study.parties.get(name="Halen")
    sent = {"text": "Cijfers zoeken", "due_on": "2026-03-01", "party": halen.pk, "person": cast["reader"].pk}
    prompt = VisionPrompt.objects.get(code="hoe-ver")
    assert owner.post(f"{AT}new/", sent | {"prompt": prompt.pk}).status_code == 302
    row = Homework.objects.get()
    assert (row.party, row.person, row.due_on, row.prompt) == (
        halen,
        cast["reader"],
        date(2026, 3, 1),
        prompt,
    )
    nobody = owner.post(f"{AT}new/", sent | {"party": "", "person": ""})
    assert (nobody.status_code, nobody.context["form"].errors.keys()) == (422, {"party"})
    assert owner.post(f"{AT}new/", sent | {"due_on": "ooit"}).status_code == 422


def test_a_question_can_be_taken_along(client_of, study):
    form = client_of("owner").get(f"{AT}new/?question=hoe-ver").context["form"]
    assert form["prompt"].value() == VisionPrompt.objects.get(code="hoe-ver").pk


def test_only_people_of_the_study_can_be_chosen_and_who_left_keeps_the_work(client_of, study, cast):
    owner = client_of("owner")
    sent = {"text": "Lezen", "due_on": "2026-03-01", "person": cast["stranger"].pk}
    assert owner.post(f"{AT}new/", sent).status_code == 422
    row = given(study, cast, person=cast["reader"])
    StudyAccess.objects.filter(user=cast["reader"]).delete()
    kept = sent | {"text": "Herlezen", "person": cast["reader"].pk, "version": version_of(row)}
    assert owner.post(f"{AT}{row.pk}/", kept).status_code == 302
    assert Homework.objects.get().text == "Herlezen"


def test_what_is_late_stands_out_and_can_be_filtered(client_of, study, cast):
    given(study, cast, "Morgen", 1, party="Halen")
    given(study, cast, "Gisteren", -1, party="Lummen")
    done = given(study, cast, "Gedaan", -9, person=cast["reader"])
    Homework.objects.filter(pk=done.pk).update(done_on=timezone.localdate())
    reader = client_of("reader")
    page = reader.get(AT)
    assert (page.context["waiting"], page.context["overdue"]) == (2, 1)
    assert titles(page) == ["Gedaan", "Gisteren", "Morgen"]
    assert titles(reader.get(f"{AT}?state=overdue")) == ["Gisteren"]
    assert titles(reader.get(f"{AT}?state=waiting")) == ["Gisteren", "Morgen"]
    assert titles(reader.get(f"{AT}?state=done")) == ["Gedaan"]
    assert titles(reader.get(f"{AT}?party={study.parties.get(name='Halen').pk}")) == ["Morgen"]
    assert titles(reader.get(f"{AT}?person={cast['reader'].pk}&sort=-due_on")) == ["Gedaan"]


def test_what_is_due_today_is_not_late(client_of, study, cast):
    given(study, cast, days=0, party="Halen")
    assert client_of("reader").get(AT).context["overdue"] == 0


@pytest.mark.parametrize(("who", "status"), [("person", 302), ("party", 302), ("nobody", 403)])
def test_who_prepares_it_says_what_came_of_it(client_of, study, cast, who, status):
    access = study.access.get(user=cast["reader"])
    speak_for(access=access, party=study.parties.get(name="Halen"), by=cast["owner"])
    for_whom = {"person": {"person": cast["reader"]}, "party": {"party": "Halen"}}.get(
        who, {"party": "Lummen"}
    )
    row = given(study, cast, **for_whom)
    sent = {"result": "Drie contracten", "version": version_of(row)}
    assert client_of("reader").post(f"{AT}{row.pk}/done/", sent).status_code == status
    row.refresh_from_db()
    assert (row.done_on is not None) == (status == 302)
    assert row.result == ("Drie contracten" if status == 302 else "")


def test_work_can_be_to_do_again_and_its_result_stays(client_of, study, cast):
    row, owner = given(study, cast, party="Halen"), client_of("owner")
    owner.post(f"{AT}{row.pk}/done/", {"result": "Half", "version": version_of(row)})
    owner.post(f"{AT}{row.pk}/reopen/")
    row.refresh_from_db()
    assert (row.done_on, row.result) == (None, "Half")
    asked = owner.get(f"{AT}{row.pk}/remove/").context["consequences"]
    assert "Half" in asked[0]
    assert owner.post(f"{AT}{row.pk}/remove/", {"version": version_of(row)}).status_code == 302
    assert not Homework.objects.exists()


def test_two_people_change_it_and_the_second_sees_the_first(client_of, study, cast):
    row = given(study, cast, party="Halen")
    sent = {"due_on": row.due_on.isoformat(), "party": row.party_id, "version": version_of(row)}
    client_of("owner").post(f"{AT}{row.pk}/", sent | {"text": "Het ene"})
    late = client_of("editor").post(f"{AT}{row.pk}/", sent | {"text": "Het andere"})
    (difference,) = late.context["form"].differences
    assert (late.status_code, difference.theirs) == (422, "Het ene")


def test_the_list_as_a_file_runs_no_formula(client_of, study, cast):
    given(study, cast, "=1+1", party="Halen", person=cast["reader"])
    given(study, cast, "Later", party="Lummen")
    halen = study.parties.get(name="Halen").pk
    body = client_of("reader").get(f"{AT}export.csv?party={halen}").content.decode("utf-8-sig")
    heads, row = body.splitlines()
    assert (len(heads.split(";")), row.split(";")[:3]) == (9, ["'=1+1", "Halen", "reader"])


def test_work_of_another_study_is_not_here(client_of, study, cast):
    other = Study.objects.create(slug="elders", title="Elders")
    row = Homework.objects.create(study=other, text="Elders", due_on=date(2026, 1, 1))
    assert client_of("owner").get(f"{AT}{row.pk}/").status_code == 404
    assert titles(client_of("owner").get(AT)) == []


def test_more_work_asks_no_more_queries(client_of, study, cast):
    owner = client_of("owner")

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            owner.get(AT)
        return len(queries)

    given(study, cast, party="Halen", person=cast["reader"])
    asked()
    few = asked()
    for number in range(15):
        person = User.objects.create_user(f"lid-{number}")
        StudyAccess.objects.create(study=study, user=person)
        given(study, cast, f"Taak {number}", person=person, party="Lummen")
    assert asked() == few
