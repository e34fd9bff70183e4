"""What each party finds the criteria worth: in place, on a page of its own, and two at once."""

from __future__ import annotations

import pytest

from kb.actions.versions import version_of
from kb.actions.vision.parties import speak_for
from kb.actions.weighing.weighings import remove_criterion
from kb.models import Ballot, StudyAccess
from tests.kb.views.weighing.acting import ballot_url, party, typed, weigh

pytestmark = pytest.mark.django_db


class TestWeights:
    def test_are_saved_in_place_and_tell_the_page(self, owner, scored, cast):
        url = ballot_url(scored, "Halen")
        answer = owner.post(url, typed(scored, (100, 50, 0, 0)), headers={"HX-Request": "true"})
        assert (answer.status_code, answer.headers["HX-Trigger"]) == (200, "weights-changed")
        assert "67 %" in answer.content.decode()
        version = version_of(Ballot.objects.get())
        assert f'value="{version}"' in answer.content.decode()
        standing = owner.get(f"{scored.get_absolute_url()}weights/standing/", headers={"HX-Request": "true"})
        assert "Under the weights of Halen, Weg a comes first." in standing.content.decode()
        seen = {"version": standing.context["version"]}
        assert owner.get(f"{scored.get_absolute_url()}weights/standing/", seen).status_code == 204

    def test_without_javascript_come_back_to_all_parties(self, owner, scored):
        answer = owner.post(ballot_url(scored, "Lummen"), typed(scored, (4, 3, 2, 1), "order"))
        assert answer.headers["Location"].endswith(f"weights/#party-{party('Lummen').pk}")
        page = owner.get(f"{scored.get_absolute_url()}weights/")
        form = {form.party.name: form for form, _may in page.context["forms"]}["Lummen"]
        assert [field.value() for field in form.rows] == [1, 2, 3, 4]
        assert (form.ordered, form.missing) == (True, [])

    @pytest.mark.parametrize("values", [(0, 0, 0, 0), (101, 0, 0, 0), (-1, 5, 5, 5), ("", 1, 1, 1)])
    def test_that_say_nothing_are_refused_and_kept(self, owner, scored, values):
        answer = owner.post(ballot_url(scored, "Halen"), typed(scored, values))
        assert (answer.status_code, Ballot.objects.count()) == (422, 0)
        assert [str(field.value()) for field in answer.context["form"].rows] == [str(v) for v in values]

    def test_of_two_at_once_the_second_sees_both(self, owner, scored, cast):
        ballot = weigh(scored, "Halen", (1, 1, 1, 1), cast["owner"])
        seen = version_of(ballot)
        weigh(scored, "Halen", (9, 1, 1, 1), cast["editor"])
        given = typed(scored, (5, 1, 1, 1), version=seen)
        answer = owner.post(ballot_url(scored, "Halen"), given)
        assert answer.status_code == 422
        (difference,) = answer.context["form"].differences
        assert (difference.yours, difference.theirs) == ("5 points", "9 points")
        latest = answer.context["form"]["version"].value()
        assert owner.post(ballot_url(scored, "Halen"), given | {"version": latest}).status_code == 302
        assert ballot.weights.first().value == 5

    def test_of_two_who_move_different_sliders_both_are_kept(self, owner, scored, cast):
        url = ballot_url(scored, "Halen")
        weigh(scored, "Halen", (1, 1, 1, 1), cast["owner"])
        shown = owner.get(url).context["form"]
        seen = {"version": shown["version"].value(), "base": shown["base"].value()}
        weigh(scored, "Halen", (90, 1, 1, 1), cast["editor"])
        answer = owner.post(url, typed(scored, (1, 71, 1, 1), **seen), headers={"HX-Request": "true"})
        values = scored.ballots.get().weights.order_by("criterion__order").values_list("value", flat=True)
        assert (answer.status_code, list(values)) == (200, [90, 71, 1, 1])
        assert answer.headers["HX-Retarget"] == f"#party-{party('Halen').pk}"
        assert "both changes are kept" in answer.content.decode()
        again = owner.post(url, typed(scored, (5, 1, 8, 1), **seen))
        (difference,) = again.context["form"].differences
        assert (difference.yours, difference.theirs) == ("5 points", "90 points")
        assert [field.value() for field in again.context["form"].rows] == ["5", "71", "8", "1"]

    def test_of_two_who_order_anew_the_second_is_asked(self, owner, scored, cast):
        url = ballot_url(scored, "Halen")
        weigh(scored, "Halen", (1, 2, 3, 4), cast["owner"], "order")
        shown = owner.get(url).context["form"]
        seen = {"version": shown["version"].value(), "base": shown["base"].value()}
        weigh(scored, "Halen", (2, 1, 3, 4), cast["editor"], "order")
        answer = owner.post(url, typed(scored, (1, 2, 4, 3), "order", **seen))
        assert (answer.status_code, len(answer.context["form"].differences)) == (422, 4)

    def test_of_criteria_that_changed_meanwhile_are_kept_and_asked_again(self, owner, scored, cast):
        given = typed(scored, (7, 5, 3, 1))
        remove_criterion(criterion=scored.criteria.first(), by=cast["editor"])
        answer = owner.post(ballot_url(scored, "Halen"), given)
        assert (answer.status_code, Ballot.objects.count()) == (422, 0)
        form = answer.context["form"]
        assert [field.value() for field in form.rows] == ["5", "3", "1"]
        again = {name: given[name] for name in given if name in form.fields}
        again |= {"shown": form["shown"].value()}
        assert owner.post(ballot_url(scored, "Halen"), again).status_code == 302

    def test_another_manner_starts_from_what_was_saved(self, owner, scored, cast):
        weigh(scored, "Halen", (10, 90, 10, 50), cast["owner"])
        page = owner.get(f"{ballot_url(scored, 'Halen')}?manner=order")
        assert [field.value() for field in page.context["form"].rows] == [1, 2, 3, 3]
        assert Ballot.objects.get().manner == "points"

    def test_a_reader_fills_in_those_of_the_own_party_alone(self, client_of, demo, scored, cast):
        reader = client_of("reader")
        mine, other = ballot_url(scored, "Lummen"), ballot_url(scored, "Halen")
        assert reader.post(mine, typed(scored, (1, 2, 3, 4))).status_code == 403
        access = StudyAccess.objects.get(study=demo, user=cast["reader"])
        speak_for(access=access, party=party("Lummen"), by=cast["owner"])
        assert reader.post(mine, typed(scored, (1, 2, 3, 4))).status_code == 302
        assert reader.post(other, typed(scored, (1, 2, 3, 4))).status_code == 403
        weigh(scored, "Halen", (1, 1, 1, 1), cast["owner"])
        assert reader.get(f"{other}withdraw/").status_code == 403
        assert reader.get(f"{mine}withdraw/").status_code == 200
        page = reader.get(f"{scored.get_absolute_url()}weights/")
        assert [(form.party.name, may) for form, may in page.context["forms"]] == [
            ("Lummen", True),
            ("Halen", False),
            ("Herk-de-Stad", False),
        ]

    def test_are_withdrawn_after_a_question(self, owner, scored, cast):
        ballot = weigh(scored, "Halen", (1, 1, 1, 1), cast["owner"])
        url = f"{ballot_url(scored, 'Halen')}withdraw/"
        assert owner.post(url, {"version": version_of(ballot)}).status_code == 302
        assert owner.get(url).status_code == 404
