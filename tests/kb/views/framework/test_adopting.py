"""The way to the standard set stands where a study has nothing yet, for who may write."""

from __future__ import annotations

import pytest

from kb.models import Capacity, Study

pytestmark = pytest.mark.django_db
STUDY = "/studies/halen-herk-lummen/"
PAGES = ["board/", "board/{capacity}/", "questions/", "options/", "arguments/", "weighings/"]


@pytest.fixture
def bare(demo: Study) -> Study:
    for rows in (demo.weighings, demo.arguments, demo.options, demo.questions):
        rows.all().delete()
    return demo


@pytest.mark.parametrize("page", PAGES)
def test_an_empty_study_offers_it_to_who_may_write(bare, client_of, page):
    url = STUDY + page.format(capacity=Capacity.objects.all()[0].code)
    adopt = f'action="{STUDY}framework/adopt/"'
    assert adopt in client_of("editor").get(url).content.decode()
    assert adopt not in client_of("reader").get(url).content.decode()


def test_once_adopted_the_boards_open_and_it_is_offered_no_more(bare, client_of):
    editor = client_of("editor")
    answer = editor.post(f"{STUDY}framework/adopt/")
    assert (answer.status_code, answer["Location"]) == (302, f"{STUDY}board/")
    assert b"framework/adopt/" not in editor.get(answer["Location"]).content
    assert (bare.questions.exists(), bare.options.exists(), bare.arguments.exists()) == (True, True, True)
