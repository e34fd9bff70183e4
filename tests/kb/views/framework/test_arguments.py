"""The list of arguments, the page of one, its history, and who speaks about it."""

from __future__ import annotations

import csv
import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kb.actions.framework.arguments import cite
from kb.actions.framework.voices import remark, share
from kb.actions.versions import version_of
from kb.actions.vision.parties import speak_for
from kb.models import Argument, Capacity, Comment, Option, Source, Study, StudyAccess, Support
from tests.kb.views.framework.boards import ARGUMENTS, empty_board, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def study(demo: Study) -> Study:
    empty_board(demo)
    return demo


@pytest.fixture
def editor(study, client_of) -> Client:
    client = client_of("editor")
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def one(study, cast) -> Argument:
    return write(study, cast["editor"], "Meer kennis")


def version(argument: Argument, **values) -> dict[str, object]:
    capacities = list(argument.capacities.values_list("pk", flat=True))
    said = {"text": argument.text, "polarity": argument.polarity, "capacities": capacities}
    return said | {"version": version_of(argument)} | values


class TestListing:
    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("", ["Meer afstand", "Meer kennis"]),
            ("source=none", ["Meer afstand"]),
            ("source=some", ["Meer kennis"]),
            ("shared=not", ["Meer afstand"]),
            ("polarity=risk", ["Meer afstand"]),
            ("q=kennis", ["Meer kennis"]),
            ("sort=-text", ["Meer kennis", "Meer afstand"]),
        ],
    )
    def test_filters_and_order(self, editor, study, cast, one, query, found):
        write(study, cast["editor"], "Meer afstand", "risk")
        cite(argument=one, source=Source.objects.all()[0], by=cast["editor"])
        for person, party in zip(("owner", "editor", "reader"), study.parties.all(), strict=True):
            share(argument=one, party=party, shares=True, by=cast[person])
        page = editor.get(f"{ARGUMENTS}?capacity=probe&{query if 'sort' in query else query + '&sort=text'}")
        assert [row.record.text for row in page.context["table"].rows] == found

    def test_the_file_holds_what_is_listed_and_runs_no_formula(self, editor, study, cast):
        write(study, cast["editor"], "=1+1", "risk", detail="Waarom?")
        body = editor.get(f"{ARGUMENTS}export.csv?capacity=probe").content.decode("utf-8-sig")
        heads, row = csv.reader(io.StringIO(body), delimiter=";")
        assert len(heads) == len(row)
        assert row[1:7] == ["−", "'=1+1", "Waarom?", "", "Proefcapaciteit", ""]
        assert editor.get(f"{ARGUMENTS}export.xlsx").status_code == 200
        assert editor.get(f"{ARGUMENTS}export.pdf").status_code == 404

    def test_more_rows_ask_no_more(self, editor, study, cast, one):
        def asked() -> int:
            with CaptureQueriesContext(connection) as queries:
                editor.get(f"{ARGUMENTS}?capacity=probe")
            return len(queries)

        asked()
        few = asked()
        for number in range(10):
            write(study, cast["editor"], f"Nog een {number}")
        assert asked() == few


class TestWriting:
    def test_with_all_its_links(self, editor, study):
        option = Option.objects.create(study=study, code="probe-road", name="Samen verder")
        capacity = Capacity.objects.get(code="probe")
        halen = study.municipalities.get(nis="71020")
        agreement = editor.get(f"{ARGUMENTS}new/").context["form"].fields["agreements"].queryset[0]
        answer = editor.post(
            f"{ARGUMENTS}new/",
            {
                "text": "Eén loket",
                "polarity": "ambiguous",
                "capacities": [capacity.pk],
                "municipalities": [halen.pk],
                "agreements": [agreement.pk],
                f"stance-{option.pk}": "risk",
            },
        )
        made = study.arguments.get(text="Eén loket")
        assert (answer.status_code, answer["Location"]) == (302, made.get_absolute_url())
        assert [list(rows.all()) for rows in (made.capacities, made.municipalities, made.agreements)] == [
            [capacity],
            [halen],
            [agreement],
        ]
        assert made.stances.get().polarity == "risk"
        page = editor.get(made.get_absolute_url()).content.decode()
        assert all(str(each) in page for each in ("Halen", "Samen verder", "Proefcapaciteit", agreement))

    @pytest.mark.parametrize(
        ("text", "detail", "refused"),
        [
            ("x" * 400, "x" * 10_000, []),
            ("x", "x" * 9_998 + "\r\n" + "x", []),  # a new line is one character
            ("x" * 500, "", ["text"]),
            ("  ", "Waarom", ["text"]),
            ("x", "x" * 10_001, ["detail"]),
        ],
    )
    def test_what_is_too_long_or_empty_is_refused_and_kept(self, editor, study, text, detail, refused):
        before = study.arguments.count()
        page = editor.post(f"{ARGUMENTS}new/", {"text": text, "detail": detail, "polarity": "pro"})
        assert page.status_code == (422 if refused else 302)
        assert study.arguments.count() == before + (not refused)
        if refused:
            form = page.context["form"]
            assert (list(form.errors), form["text"].value(), form["detail"].value()) == (
                refused,
                text,
                detail,
            )
            assert b"maxlength" not in page.content

    def test_scripts_are_text_everywhere(self, editor, study, cast):
        evil = "<script>alert(1)</script>"
        made = write(study, cast["editor"], evil, detail=evil)
        remark(argument=made, text=evil, by=cast["editor"])
        for path in ("", "edit/", "history/", "delete/"):
            assert b"<script>alert" not in editor.get(f"{made.get_absolute_url()}{path}").content
        assert b"<script>alert" not in editor.get(f"{ARGUMENTS}?q=script").content

    def test_links_of_two_people_at_once_are_both_kept(self, editor, study, cast, one, client_of):
        halen, lummen = (study.municipalities.get(nis=nis) for nis in ("71020", "71037"))
        option = Option.objects.create(study=study, code="probe-road", name="Samen verder")
        url, first = f"{one.get_absolute_url()}edit/", version(one)
        theirs = first | {"municipalities": [halen.pk], f"stance-{option.pk}": "pro"}
        assert client_of("owner").post(url, theirs).status_code == 302
        mine = first | {"municipalities": [lummen.pk], "capacities": [], "text": "Veel kennis"}
        page = editor.post(url, mine)
        assert (page.status_code, page.context["form"].differences) == (422, [])
        data = dict(page.context["form"].data.lists())
        assert editor.post(url, data).status_code == 302
        one.refresh_from_db()
        assert (one.text, set(one.municipalities.all())) == ("Veel kennis", {halen, lummen})
        assert (one.capacities.count(), one.stances.get().polarity) == (0, "pro")

    def test_stances_that_both_changed_stand_side_by_side(self, editor, study, one, client_of):
        option = Option.objects.create(study=study, code="probe-road", name="Samen verder")
        url, first = f"{one.get_absolute_url()}edit/", version(one)
        client_of("owner").post(url, first | {f"stance-{option.pk}": "pro"})
        page = editor.post(url, first | {f"stance-{option.pk}": "risk"})
        (difference,) = page.context["form"].differences
        assert (difference.label, difference.yours, difference.theirs) == ("Samen verder", "risk", "pro")

    def test_an_argument_of_another_study_does_not_exist_here(self, editor, study, cast):
        other = Study.objects.create(slug="other", title="Ander")
        one = write(other, cast["editor"], "Van elders")
        for path in ("", "edit/", "delete/", "history/"):
            assert editor.get(f"{ARGUMENTS}{one.code}/{path}").status_code == 404


class TestHistory:
    def test_who_changed_what_and_the_way_back(self, editor, study, cast, one):
        halen = study.municipalities.get(nis="71020")
        values = version(one, text="Minder kennis", municipalities=[halen.pk], reason="gehoord")
        editor.post(f"{one.get_absolute_url()}edit/", values)
        latest, first = editor.get(f"{one.get_absolute_url()}history/").context["entries"]
        told = [(change.label, change.old, change.new) for change in latest.differences]
        assert told == [("Argument", "Meer kennis", "Minder kennis"), ("Municipalities", "–", "Halen")]
        assert (latest.who, latest.reason) == (cast["editor"], "gehoord")
        url = f"{one.get_absolute_url()}history/argument/{first.version}/"
        assert "Municipalities: Halen → –" in editor.get(url).context["consequences"]
        assert editor.post(url, {"version": version_of(one)}).status_code == 302
        one.refresh_from_db()
        assert (one.text, one.municipalities.count()) == ("Meer kennis", 0)

    def test_a_deleted_argument_comes_back_from_its_history(self, editor, study, cast, one):
        share(argument=one, party=study.parties.all()[0], shares=True, by=cast["owner"])
        answer = editor.post(f"{one.get_absolute_url()}delete/", {"version": version_of(one)})
        assert answer["Location"] == f"{one.get_absolute_url()}history/"
        gone = editor.get(answer["Location"]).context["entries"][0]
        url = f"{one.get_absolute_url()}history/argument/{gone.version}/"
        editor.post(url, {"version": gone.version})
        back = study.arguments.get(code=one.code)
        assert (back.supports.count(), back.capacities.count()) == (1, 1)

    def test_a_version_of_another_argument_is_not_restored_from_here(self, editor, study, cast, one):
        other = write(study, cast["editor"], "Meer afstand")
        number = other.history.get().history_id
        assert editor.get(f"{one.get_absolute_url()}history/argument/{number}/").status_code == 404

    def test_editors_of_facts_do_not_reach_versions_of_a_study(self, editor, one):
        number = one.history.get().history_id
        assert editor.get(f"/facts/versions/argument/{number}/").status_code == 404

    def test_a_long_history_asks_no_more(self, editor, one):
        def asked() -> int:
            with CaptureQueriesContext(connection) as queries:
                editor.get(f"{one.get_absolute_url()}history/")
            return len(queries)

        values = [{"text": f"Tekst {number}"} for number in range(8)]
        editor.post(f"{one.get_absolute_url()}edit/", version(one, **values[0]))
        few = asked()
        for each in values[1:]:
            editor.post(f"{one.get_absolute_url()}edit/", version(one, **each))
        assert asked() == few


class TestSpeaking:
    def test_a_reader_answers_for_their_own_party_alone(self, study, one, client_of):
        reader, (first, second, *_rest) = client_of("reader"), study.parties.all()
        page = reader.get(one.get_absolute_url())
        assert (page.context["voice"].parties, b'value="yes"' in page.content) == ([], False)
        url = f"{one.get_absolute_url()}support/"
        assert reader.post(url, {"answer": "yes", "party": first.pk}).status_code == 422
        access = StudyAccess.objects.get(study=study, user__username="reader")
        speak_for(access=access, party=second, by=None)
        assert reader.post(url, {"answer": "yes", "party": first.pk}).status_code == 422
        assert reader.post(url, {"answer": "yes", "party": second.pk}).status_code == 302
        assert Support.objects.get(argument=one).party == second

    def test_one_answer_a_person_changed_and_withdrawn(self, editor, study, one):
        url, (first, second, *_rest) = f"{one.get_absolute_url()}support/", study.parties.all()
        for party, answer in ((first, "yes"), (second, "no")):
            editor.post(url, {"answer": answer, "party": party.pk})
        assert [(said.party, said.shares) for said in one.supports.all()] == [(second, False)]
        tallies = editor.get(one.get_absolute_url()).context["voice"].tallies
        assert [(tally.yes, tally.no) for tally in tallies] == [(0, 0), (0, 1), (0, 0)]
        editor.post(url, {"answer": "withdraw"})
        assert not one.supports.exists()

    def test_remarks_are_taken_back_by_their_author_alone(self, editor, study, cast, one, client_of):
        url = f"{one.get_absolute_url()}remarks/"
        assert client_of("reader").post(url, {"text": "Niet bij ons"}).status_code == 302
        assert editor.post(url, {"text": "  "}).status_code == 422
        assert editor.post(url, {"text": "x" * 2_001}).context["remark"]["text"].value() == "x" * 2_001
        row = Comment.objects.get(argument=one)
        assert editor.post(f"{url}{row.pk}/delete/").status_code == 403
        assert client_of("reader").post(f"{url}{row.pk}/delete/").status_code == 302
        assert not one.comments.exists()

    def test_sources_come_and_go(self, editor, one):
        url, source = f"{one.get_absolute_url()}sources/", Source.objects.all()[0]
        editor.post(url, {"source": source.pk, "place": "p. 3"})
        citation = one.citations.get()
        assert (citation.source, citation.place) == (source, "p. 3")
        editor.post(f"{url}{citation.pk}/delete/")
        assert not one.citations.exists()
