"""The shared vision: answers of the parties, the text they agree on, points to talk out."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kb.actions.versions import version_of
from kb.actions.vision.parties import seat_municipalities, speak_for
from kb.actions.vision.texts import add_point, answer_prompt, settle_text, write_text
from kb.exchange.vision import vision_document
from kb.models import Party, Study, VisionAnswer, VisionPoint, VisionPrompt, VisionText

pytestmark = pytest.mark.django_db
AT = "/studies/halen-herk-lummen/vision/"
SCOPE = f"{AT}scope/"
HTMX = {"HX-Request": "true"}
SCRIPT = "<script>alert('x')</script>"


@pytest.fixture
def study(demo, cast) -> Study:
    """The three at the table, two questions about the scope and a tip."""
    seat_municipalities(demo)
    VisionPrompt.objects.all().delete()
    for order, code in enumerate(("hoe-ver", "welke-vorm")):
        VisionPrompt.objects.create(code=code, section="scope", text=f"Vraag {code}?", order=order)
    VisionPrompt.objects.create(code="raad", section="scope", text="Neem de tijd.", tip=True)
    return demo


@pytest.fixture
def draft(study, cast) -> VisionText:
    return write_text(study=study, section="scope", values={"text": "Samen"}, by=cast["owner"])


def place(study: Study, party: str, code: str = "hoe-ver") -> str:
    return f"{SCOPE}answers/{code}/{study.parties.get(name=party).pk}/"


def test_nothing_is_written_yet_and_the_overview_says_so(client_of, study):
    found = client_of("reader").get(AT).context["found"]
    assert [part.state for part in found.parts] == ["empty"] * 5
    assert (found.settled, found.open_points, found.waiting, found.begun) == (0, 0, 0, False)
    scope = found.parts[2]
    assert (scope.questions, [n for _party, n in scope.answers]) == (2, [0, 0, 0])


def test_each_party_answers_and_the_others_are_missed_by_name(client_of, study, cast):
    owner = client_of("owner")
    assert owner.post(place(study, "Halen"), {"text": "Ver"}).status_code == 302
    found = owner.get(SCOPE).context["found"]
    assert [party.name for party in found.asked[0].missing] == ["Herk-de-Stad", "Lummen"]
    assert (found.missing, found.wanted) == (5, 6)
    assert [party.name for party in found.silent] == ["Herk-de-Stad", "Lummen"]
    said = found.asked[0].answers[0]
    assert (said.answer.text, said.who) == ("Ver", cast["owner"])


def test_a_reader_answers_for_the_own_party_alone(client_of, study, cast):
    access = study.access.get(user=cast["reader"])
    speak_for(access=access, party=study.parties.get(name="Lummen"), by=cast["owner"])
    reader = client_of("reader")
    assert reader.post(place(study, "Lummen"), {"text": "Wij willen ver gaan"}).status_code == 302
    assert reader.post(place(study, "Halen"), {"text": "Niet namens ons"}).status_code == 403
    assert [answer.party.name for answer in VisionAnswer.objects.all()] == ["Lummen"]
    page = reader.get(SCOPE).text
    assert (place(study, "Lummen") in page, place(study, "Halen") in page) == (True, False)
    first, other = (f'id="answer-hoe-ver-{study.parties.get(name=name).pk}"' for name in ("Lummen", "Halen"))
    assert 0 < page.index(first) < page.index(other)


def test_an_answer_is_given_in_its_place(client_of, study):
    owner, address = client_of("owner"), place(study, "Halen")
    assert "<html" not in owner.get(address, headers=HTMX).text
    part = owner.post(address, {"text": SCRIPT}, headers=HTMX)
    assert part.headers["HX-Trigger"] == "answers-changed"
    assert SCRIPT not in part.text
    assert "&lt;script&gt;" in part.text


def test_an_answer_needs_words_a_question_and_a_party_of_this_table(client_of, study):
    owner = client_of("owner")
    assert owner.post(place(study, "Halen"), {"text": "  "}).status_code == 422
    assert owner.get(place(study, "Halen", "raad")).status_code == 404
    assert owner.get(f"{SCOPE}answers/hoe-ver/999999999/").status_code == 404
    assert owner.get(f"{AT}ambition/answers/hoe-ver/1/").status_code == 404
    assert owner.get(f"{AT}nergens/").status_code == 404


def test_two_people_answer_for_one_party_and_nothing_is_lost(client_of, study):
    address = place(study, "Halen")
    client_of("owner").post(address, {"text": "Het ene", "version": "0"})
    late = client_of("editor").post(address, {"text": "Het andere", "version": "0"})
    (difference,) = late.context["form"].differences
    assert (late.status_code, difference.yours, difference.theirs) == (422, "Het andere", "Het ene")
    assert "Het andere</textarea>" in late.text


def test_an_answer_is_withdrawn_after_a_question(client_of, study):
    owner, address = client_of("owner"), place(study, "Halen")
    owner.post(address, {"text": "Toch niet"})
    asked = owner.get(f"{address}withdraw/")
    assert (asked.context["consequences"], VisionAnswer.objects.count()) == (["Toch niet"], 1)
    seen = version_of(VisionAnswer.objects.get())
    assert owner.post(f"{address}withdraw/", {"version": seen}).status_code == 302
    assert not VisionAnswer.objects.exists()


def test_the_text_keeps_its_lines_and_takes_twenty_thousand_characters(client_of, study):
    owner = client_of("owner")
    owner.post(SCOPE, {"text": "Een\r\n\r\ntwee", "version": "0"})
    text = VisionText.objects.get()
    assert text.text == "Een\n\ntwee"
    owner.post(SCOPE, {"text": "Een\r\n\r\ntwee", "version": version_of(text)})
    assert text.history.count() == 1
    assert owner.post(SCOPE, {"text": "x" * 20_000, "version": version_of(text)}).status_code == 302
    refused = owner.post(SCOPE, {"text": "y" * 20_001, "version": version_of(text)})
    assert (
        refused.status_code,
        "y" * 20_001 in refused.text,
        "maxlength" in refused.text.split("textarea")[1],
    ) == (
        422,
        True,
        False,
    )


def test_two_people_who_write_first_at_once_both_keep_their_words(client_of, study):
    client_of("owner").post(SCOPE, {"text": "Eerst", "version": "0"})
    late = client_of("editor").post(SCOPE, {"text": "Ook eerst", "version": "0"})
    (difference,) = late.context["form"].differences
    assert (late.status_code, difference.theirs, VisionText.objects.get().text) == (422, "Eerst", "Eerst")
    again = {"text": "Samen eerst", "version": late.context["form"]["version"].value()}
    assert client_of("editor").post(SCOPE, again).status_code == 302


def test_agreeing_is_written_down_with_name_and_day(client_of, study, draft, cast):
    facilitator = client_of("facilitator")
    asked = facilitator.get(f"{SCOPE}settle/")
    assert asked.context["found"].missing == 6
    assert facilitator.post(f"{SCOPE}settle/", {"version": version_of(draft)}).status_code == 302
    found = client_of("reader").get(SCOPE).context["found"]
    assert (found.text.settled, found.agreed.who) == (True, cast["facilitator"])
    assert client_of("reader").get(AT).context["found"].settled == 1


def test_a_party_that_joins_later_did_not_agree(client_of, study, draft, cast):
    settle_text(text=draft, by=cast["owner"])
    Party.objects.create(study=study, name="Zorgraad", order=99)
    page = client_of("reader").get(SCOPE)
    agreed = page.context["found"].agreed
    assert (agreed.parties, agreed.later) == (("Halen", "Herk-de-Stad", "Lummen"), ("Zorgraad",))
    assert page.content.decode().count("Zorgraad") > 0
    study.parties.get(name="Halen").delete()
    assert "Halen" in client_of("reader").get(SCOPE).context["found"].agreed.parties
    (said,) = [
        block.text
        for block in vision_document(study, date(2026, 1, 1)).blocks
        if "Halen, Herk-de-Stad" in getattr(block, "text", "")
    ]
    assert "Zorgraad" in said


def test_agreeing_on_words_that_changed_meanwhile_is_refused(client_of, study, draft, cast):
    seen = version_of(draft)
    write_text(study=study, section="scope", values={"text": "Anders"}, by=cast["editor"])
    assert client_of("owner").post(f"{SCOPE}settle/", {"version": seen}).status_code == 422
    assert not VisionText.objects.get().settled


def test_an_empty_text_is_nothing_to_agree_on(client_of, study, draft, cast):
    empty = write_text(study=study, section="scope", values={"text": ""}, by=cast["owner"])
    refused = client_of("owner").post(f"{SCOPE}settle/", {"version": version_of(empty)})
    assert (refused.status_code, VisionText.objects.get().settled) == (422, False)


def test_other_words_are_a_draft_again(client_of, study, draft, cast):
    settled = settle_text(text=draft, by=cast["owner"])
    client_of("editor").post(SCOPE, {"text": "Andere woorden", "version": version_of(settled)})
    assert not VisionText.objects.get().settled
    changes = [version.change for version in client_of("reader").get(f"{SCOPE}history/").context["versions"]]
    assert changes == ["words", "agreed", "words"]


def test_it_may_turn_out_that_they_do_not_agree(client_of, study, draft, cast):
    settled = settle_text(text=draft, by=cast["owner"])
    assert client_of("editor").post(f"{SCOPE}unsettle/", {"version": version_of(settled)}).status_code == 302
    assert not VisionText.objects.get().settled


def test_older_words_come_back(client_of, study, draft, cast):
    first = version_of(draft)
    second = write_text(study=study, section="scope", values={"text": "Later"}, by=cast["owner"])
    address = f"{SCOPE}history/{first}/"
    page = client_of("owner").get(address)
    assert (page.context["old"].text, page.context["text"].text) == ("Samen", "Later")
    assert client_of("owner").post(address, {"version": version_of(second)}).status_code == 302
    assert (VisionText.objects.get().text, draft.history.count()) == ("Samen", 3)
    assert client_of("owner").get(f"{SCOPE}history/999999/").status_code == 404


def test_a_point_is_added_settled_and_opened_again(client_of, study):
    owner, prompt = client_of("owner"), VisionPrompt.objects.get(code="hoe-ver")
    owner.post(f"{SCOPE}points/", {"text": "Wie betaalt?", "prompt": prompt.pk})
    point = VisionPoint.objects.get()
    assert client_of("reader").get(AT).context["found"].open_points == 1
    address = f"{SCOPE}points/{point.pk}/"
    assert owner.post(f"{address}settle/", {"outcome": " "}).status_code == 422
    owner.post(f"{address}settle/", {"outcome": "Elk een derde", "version": version_of(point)})
    found = owner.get(SCOPE).context["found"]
    assert (found.open_points, [one.outcome for one in found.settled_points]) == ([], ["Elk een derde"])
    owner.post(f"{address}reopen/")
    point.refresh_from_db()
    assert (point.settled_on, point.outcome) == (None, "Elk een derde")


def test_a_point_is_changed_and_removed_after_a_question(client_of, study, cast):
    point = add_point(study=study, section="scope", values={"text": "Geld"}, by=cast["owner"])
    address = f"{SCOPE}points/{point.pk}/"
    editor = client_of("editor")
    editor.post(address, {"text": "Het geld", "version": version_of(point)})
    assert VisionPoint.objects.get().text == "Het geld"
    assert editor.post(f"{AT}goals/points/{point.pk}/remove/").status_code == 404
    assert editor.post(f"{address}remove/", {"version": version_of(point)}).status_code == 302
    assert not VisionPoint.objects.exists()


def test_a_point_without_words_keeps_the_page(client_of, study):
    refused = client_of("owner").post(f"{SCOPE}points/", {"text": ""})
    assert (refused.status_code, refused.context["point_form"].errors.keys()) == (422, {"text"})


def test_tips_are_shown_as_tips_and_ask_for_no_answer(client_of, study):
    found = client_of("reader").get(SCOPE).context["found"]
    assert [tip.text for tip in found.tips] == ["Neem de tijd."]
    assert [asked.prompt.code for asked in found.asked] == ["hoe-ver", "welke-vorm"]


@pytest.mark.parametrize("address", [AT, SCOPE, f"{AT}export.docx"])
def test_more_answers_ask_no_more_queries(client_of, study, cast, address):
    owner = client_of("owner")

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert owner.get(address).status_code == 200
        return len(queries)

    _fill(study, cast, VisionPrompt.objects.filter(tip=False)[:1])
    asked()
    few = asked()
    for number in range(10):
        VisionPrompt.objects.create(code=f"meer-{number}", section="scope", text="En?", order=10 + number)
    _fill(study, cast, VisionPrompt.objects.filter(tip=False))
    assert (asked(), few <= 30) == (few, True)


def _fill(study: Study, cast, prompts) -> None:
    for prompt in prompts:
        add_point(
            study=study, section="scope", values={"text": prompt.code, "prompt": prompt}, by=cast["owner"]
        )
        for party in study.parties.all():
            answer_prompt(party=party, prompt=prompt, values={"text": "Ja"}, by=cast["owner"])
    settle_text(
        text=write_text(study=study, section="scope", values={"text": "Samen"}, by=cast["owner"]),
        by=cast["owner"],
    )
