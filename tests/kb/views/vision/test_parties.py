"""Who sits at the table of a study, and for whom people speak."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kb.actions.versions import version_of
from kb.actions.vision.parties import add_party, seat_municipalities, speak_for
from kb.insight.parties import goes_with, voices
from kb.models import Party, Speaker, Study, VisionAnswer, VisionPrompt

pytestmark = pytest.mark.django_db
AT = "/studies/halen-herk-lummen/parties/"


@pytest.fixture
def study(demo, cast) -> Study:
    seat_municipalities(demo)
    return demo


@pytest.fixture
def politics(study, cast) -> Party:
    return add_party(study=study, name="De politiek", by=cast["owner"])


def test_municipalities_sit_by_themselves_and_others_are_added_once(client_of, study):
    owner = client_of("owner")
    found = owner.get(AT).context
    assert [seat.party.name for seat in found["seats"]][:3] == ["Halen", "Herk-de-Stad", "Lummen"]
    assert owner.post(AT, {"name": " De ambtenaren "}).status_code == 302
    again = owner.post(AT, {"name": "De ambtenaren"})
    assert (again.status_code, study.parties.filter(name="De ambtenaren").count()) == (422, 1)
    assert 'value="De ambtenaren"' in again.text


def test_a_municipality_of_the_study_keeps_its_seat(client_of, study):
    halen = study.parties.get(name="Halen")
    address = f"{AT}{halen.pk}/remove/"
    owner = client_of("owner")
    for refused in (owner.get(address), owner.post(address, {"version": version_of(halen)})):
        assert (refused.status_code, refused.url) == (302, AT)
    assert Party.objects.filter(pk=halen.pk).exists()
    assert address not in client_of("owner").get(AT).text


def test_removing_says_what_goes_with_it(client_of, study, politics, cast):
    prompt = VisionPrompt.objects.create(code="waarom", section="ambition", text="Waarom?")
    VisionAnswer.objects.create(study=study, prompt=prompt, party=politics, text="Daarom")
    speak_for(access=study.access.get(user=cast["reader"]), party=politics, by=cast["owner"])
    address = f"{AT}{politics.pk}/remove/"
    page = client_of("owner").get(address)
    assert page.context["consequences"] == goes_with(politics)
    assert len(goes_with(politics)) == 2
    assert client_of("owner").post(address, {"version": version_of(politics)}).status_code == 302
    assert not VisionAnswer.objects.exists()


def test_two_people_rename_and_the_second_sees_the_first(client_of, politics):
    address = f"{AT}{politics.pk}/"
    seen = version_of(politics)
    assert client_of("owner").post(address, {"name": "Colleges", "version": seen}).status_code == 302
    late = client_of("editor").post(address, {"name": "Raden", "version": seen})
    (difference,) = late.context["form"].differences
    assert (late.status_code, difference.yours, difference.theirs) == (422, "Raden", "Colleges")


def test_a_reader_speaks_for_one_party_and_a_writer_for_all(client_of, study, politics, cast):
    assert voices(cast["reader"], study) == []
    access = study.access.get(user=cast["reader"])
    address = f"{AT}speakers/{access.pk}/"
    assert client_of("editor").post(address, {"party": politics.pk}).status_code == 302
    assert voices(cast["reader"], study) == [politics]
    assert voices(cast["editor"], study) == list(study.parties.all())
    client_of("editor").post(address, {"party": ""})
    assert not Speaker.objects.exists()


def test_a_party_of_another_study_is_no_choice(client_of, study, cast):
    other = Party.objects.create(study=Study.objects.create(slug="elders", title="Elders"), name="Elders")
    access = study.access.get(user=cast["reader"])
    client_of("owner").post(f"{AT}speakers/{access.pk}/", {"party": other.pk})
    assert not Speaker.objects.exists()
    assert client_of("owner").get(f"{AT}{other.pk}/").status_code == 404


def test_the_page_asks_as_often_for_many_parties(client_of, study, cast):
    owner = client_of("owner")
    asked = []
    for number in range(12):
        with CaptureQueriesContext(connection) as queries:
            owner.get(AT)
        asked.append(len(queries))
        add_party(study=study, name=f"Partij {number}", by=cast["owner"])
    assert asked[-1] == asked[1]
