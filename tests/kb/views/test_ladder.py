"""The growth path: what counts, what is proposed, who writes, and what two writers do to one row."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kb.actions.agreements import delete_agreement
from kb.actions.versions import revert
from kb.models import Agreement, Evidence, Region, Step, Study

pytestmark = pytest.mark.django_db
LADDER = "/studies/halen-herk-lummen/comparison/ladder/"


@pytest.fixture
def editor(client_of):
    return client_of("editor")


def step(number: int) -> Step:
    return Step.objects.get(number=number)


def states(response, whose: str = "study") -> dict[int, str]:
    return {rung.step.number: getattr(rung, whose).state for rung in response.context["rungs"]}


def test_at_first_nothing_is_shown_for_the_study_and_three_steps_for_neteland(editor):
    response = editor.get(LADDER)
    mine, theirs = response.context["mine"], response.context["theirs"]
    assert (mine.total, mine.shown, mine.said, mine.next) == (14, 0, 0, step(1))
    assert (theirs.shown, theirs.said) == (3, 11)
    assert [number for number, state in states(response, "region").items() if state == "shown"] == [1, 4, 5]


def test_a_step_counts_with_an_agreement_and_the_next_one_is_proposed(editor):
    agreement = Agreement.objects.get(name="OV Schulensmeer")
    sent = editor.post(f"{LADDER}1/study/add/", {"agreement": agreement.pk})
    assert sent.status_code == 302
    assert sent.url == f"{LADDER}#step-1"
    response = editor.get(LADDER)
    assert states(response)[1] == "shown"
    assert (response.context["mine"].shown, response.context["mine"].next) == (1, step(2))
    assert agreement not in response.context["suggested"]
    assert [(change.act, change.what) for change in response.context["changes"]] == [("+", "OV Schulensmeer")]


def test_words_alone_are_to_check(editor):
    editor.post(f"{LADDER}2/study/add/", {"note": "Er is een charter."})
    response = editor.get(LADDER)
    assert states(response)[2] == "said"
    assert (response.context["mine"].shown, response.context["mine"].said) == (0, 1)


def test_a_planned_agreement_does_not_count_yet(editor):
    agreement = Agreement.objects.get(name="Cipal")
    Agreement.objects.filter(pk=agreement.pk).update(status="planned")
    editor.post(f"{LADDER}14/study/add/", {"agreement": agreement.pk})
    assert states(editor.get(LADDER))[14] == "said"


def test_what_is_suggested_joins_all_three_and_starts_with_voluntary_ones(editor):
    suggested = editor.get(LADDER).context["suggested"]
    assert len(suggested) == 5
    assert {row.obligation for row in suggested} == {"voluntary"}
    for row in suggested:
        assert row.memberships.filter(municipality__studies__slug="halen-herk-lummen").count() == 3
    link = f"{LADDER}1/study/add/?agreement={suggested[0].pk}"
    assert editor.get(link).context["form"]["agreement"].value() == str(suggested[0].pk)


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({}, "__all__"),
        ({"agreement": "999999"}, "agreement"),
        ({"agreement": "<neteland>"}, "agreement"),
        ({"note": "x" * 401}, "note"),
    ],
)
def test_what_says_nothing_or_concerns_others_is_refused(editor, data, field):
    known = {"<neteland>": str(Agreement.objects.get(code="neteland").pk)}
    sent = {name: known.get(value, value) for name, value in data.items()}
    response = editor.post(f"{LADDER}3/study/add/", sent)
    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert not Evidence.objects.filter(study__isnull=False).exists()


def test_the_same_twice_is_refused_in_words(editor):
    agreement = Agreement.objects.get(name="IGL")
    for data in ({"agreement": agreement.pk}, {"note": "Gezegd."}):
        assert editor.post(f"{LADDER}1/study/add/", data).status_code == 302
        again = editor.post(f"{LADDER}1/study/add/", data)
        assert again.status_code == 422
        assert set(again.context["form"].errors) == {"agreement"}


def test_changed_then_removed_after_a_question(editor):
    editor.post(f"{LADDER}1/study/add/", {"note": "Gezegd."})
    row = Evidence.objects.get(study__isnull=False)
    address = f"{LADDER}evidence/{row.pk}/"
    form = editor.get(address).context["form"]
    agreement = Agreement.objects.get(name="IGL")
    data = {"agreement": agreement.pk, "note": "Nu getoond.", "version": form["version"].value()}
    assert editor.post(address, data).status_code == 302
    assert states(editor.get(LADDER))[1] == "shown"
    question = editor.get(f"{address}remove/")
    assert "IGL" in question.text
    version = question.context["form"]["version"].value()
    assert editor.post(f"{address}remove/", {"version": version}).url == f"{LADDER}#step-1"
    response = editor.get(LADDER)
    assert states(response)[1] == "open"
    assert [change.act for change in response.context["changes"]] == ["-", "~", "+"]


def test_what_another_changed_meanwhile_is_not_overwritten(editor, client_of):
    editor.post(f"{LADDER}1/study/add/", {"note": "Eerst."})
    row = Evidence.objects.get(study__isnull=False)
    address = f"{LADDER}evidence/{row.pk}/"
    seen = editor.get(address).context["form"]["version"].value()
    assert client_of("owner").post(address, {"note": "Van een ander.", "version": seen}).status_code == 302
    late = editor.post(address, {"note": "Van mij.", "version": seen})
    assert late.status_code == 422
    assert [(each.yours, each.theirs) for each in late.context["form"].differences] == [
        ("Van mij.", "Van een ander.")
    ]
    assert editor.post(f"{address}remove/", {"version": seen}).status_code == 422
    row.refresh_from_db()
    assert row.note == "Van een ander."


def test_evidence_of_the_region_is_for_editors_of_facts(client_of):
    address = f"{LADDER}2/region/add/"
    agreement = Agreement.objects.get(code="neteland")
    assert client_of("facilitator").get(address).status_code == 403
    assert client_of("facilitator").post(address, {"agreement": agreement.pk}).status_code == 403
    assert client_of("editor").post(address, {"agreement": agreement.pk}).status_code == 302
    assert Region.objects.get().evidence.filter(step=step(2)).count() == 2
    row = Region.objects.get().evidence.get(step=step(2), agreement=None)
    assert client_of("facilitator").get(f"{LADDER}evidence/{row.pk}/").status_code == 403
    assert client_of("editor").get(f"{LADDER}evidence/{row.pk}/").status_code == 200


def test_evidence_of_another_study_is_not_reached_from_here(editor):
    other = Study.objects.create(slug="ander", title="Ander")
    row = Evidence.objects.create(step=step(1), study=other, note="Elders.")
    assert editor.get(f"{LADDER}evidence/{row.pk}/").status_code == 404
    assert editor.post(f"{LADDER}evidence/{row.pk}/remove/").status_code == 404
    assert "Elders." not in editor.get(LADDER).text


@pytest.mark.parametrize("path", ["15/study/add/", "0/study/add/", "1/nobody/add/", "evidence/999999/"])
def test_what_does_not_exist(editor, path):
    assert editor.get(f"{LADDER}{path}").status_code == 404


def test_without_a_region_the_study_still_climbs(editor):
    Study.objects.update(compared_with=None)
    response = editor.get(LADDER)
    assert response.context["region"] is None
    assert response.context["mine"].total == 14
    assert editor.get(f"{LADDER}1/region/add/").status_code == 404


def test_queries_do_not_grow_with_evidence(editor):
    few = _queries(editor)
    study = Study.objects.get()
    for number, agreement in zip(range(1, 15), Agreement.objects.known_in(study), strict=False):
        Evidence.objects.create(step=step(number), study=study, agreement=agreement)
    assert _queries(editor) <= few + 2
    assert few <= 24


def _queries(client) -> int:
    cache.clear()
    with CaptureQueriesContext(connection) as captured:
        assert client.get(LADDER).status_code == 200
    return len(captured)


def test_evidence_goes_and_comes_back_with_its_agreement(editor, people):
    agreement = Agreement.objects.get(name="IGL")
    editor.post(f"{LADDER}1/study/add/", {"agreement": agreement.pk, "note": "Al lang."})
    delete_agreement(agreement=agreement, by=people["owner"])
    assert states(editor.get(LADDER))[1] == "open"
    deleted = Agreement.history.get(name="IGL", history_type="-")
    revert(kind="agreement", version=deleted.history_id, by=people["owner"])
    back = Evidence.objects.get(study__isnull=False)
    assert (back.agreement.name, back.note) == ("IGL", "Al lang.")
    assert states(editor.get(LADDER))[1] == "shown"


def test_the_steps_leave_as_a_file(client_of):
    """A row a step and party at least, also where nothing is written down."""
    reader = client_of("reader")
    rungs = reader.get("/studies/halen-herk-lummen/comparison/ladder/").context["rungs"]
    body = reader.get("/studies/halen-herk-lummen/comparison/ladder/steps.csv").content
    rows = body.decode("utf-8-sig").splitlines()
    assert len(rows) == 1 + sum(max(1, len(foot.evidence)) for r in rungs for foot in (r.study, r.region))
