"""Partners on the official register: the back-test as it came out, and what the team asks of it."""

from datetime import date
from io import StringIO
from time import perf_counter

import pandas as pd
import pytest
from django.core.management import CommandError, call_command

from kb.actions.imports import begin, receive_import
from kb.analysis.reading import Reading
from kb.analysis.withwhom.partners import EQUAL, THRESHOLDS, known_overlap
from kb.exchange.read import files_of
from kb.exchange.runs import carry_out, prepare
from kb.insight.overlap.readings import four_readings
from kb.insight.scenes import scene
from kb.insight.withwhom.backtests import MERGED_ON, backtest, merged
from kb.insight.withwhom.joining import AREAS, Question, search
from kb.insight.withwhom.weighed import facts_of
from kb.models import ImportRun, Municipality
from tests.kb.insight.test_register import REGISTER, TODAY

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not REGISTER.is_dir(), reason="the register folder is not beside this checkout"),
]


@pytest.fixture
def study(cast, demo):
    run = receive_import(files=files_of(REGISTER), by=cast["owner"])
    prepare(run=run)
    run.refresh_from_db()
    assert begin(run=run, since=[ImportRun.State.READ], to=ImportRun.State.APPLYING)
    carry_out(run=run, by=cast["owner"])
    return demo


def asked(study, *names, joins=1, area="all"):
    view = scene(study, Reading(scope="all"), TODAY)
    base = tuple(sorted(pk for pk, name in view.names.items() if name in names))
    return view, Question(base, joins, area, THRESHOLDS, 30, tuple(EQUAL.items()))


def test_the_register_answers(study, tmp_path):
    """One import, every question of it: bringing the register in is what takes long."""
    the_backtest(tmp_path)
    the_best_third_for_halen_and_lummen(study)
    every_area_is_searched_exactly_within_a_second(study)
    the_readings_are_those_of_the_page_of_four(study)


def the_backtest(tmp_path):
    groups = merged(MERGED_ON)
    assert (len(groups), sum(map(len, groups))) == (13, 28)
    found = backtest()
    assert found.ranking["hits"].tolist() == [11, 19, 20]
    assert found.plain["hits"].tolist() == [12, 20, 20]  # 12 of 28 is 43 %
    assert found.ranking["expected"].round(1).tolist() == [6.6, 12.4, 17.4]
    assert backtest(date(2020, 1, 1)) is None
    said, file = StringIO(), tmp_path / "rows.csv"
    call_command("backtest_partners", csv=file, stdout=said)
    assert "plain Jaccard  first 1: 12 of 28 (42.9%" in said.getvalue()
    assert len(pd.read_csv(file)) == 28


def the_best_third_for_halen_and_lummen(study):
    found = search(study, *asked(study, "Halen", "Lummen"))
    assert found.first["joined"] == "Herk-de-Stad"
    assert {turn.joined for turn in found.turns} == {"Heusden-Zolder"}  # Herk's lead leans on the weights
    assert found.shift["joined"] == "Heusden-Zolder"
    assert found.total == 7


def every_area_is_searched_exactly_within_a_second(study):
    slowest = 0.0
    for area in AREAS:
        for joins in (1, 3, 5):
            view, question = asked(study, "Halen", "Lummen", joins=joins, area=area)
            began = perf_counter()
            found = search(study, view, question)
            slowest = max(slowest, perf_counter() - began)
            assert found.exact
    assert found.total == 11_169
    assert slowest < 2  # measured: 0.3 s at most


def the_readings_are_those_of_the_page_of_four(study):
    found = four_readings(study, Reading(scope="all"), TODAY)
    facts = facts_of(found.whole.municipalities, found.whole.agreements, found.whole.ties, most=30)
    for name, inc in found.incidences.items():
        pd.testing.assert_frame_equal(facts.overlaps[name], known_overlap(inc))
    above = found.pairs.set_index(["a", "b"])["evidence"] == "above"
    square = facts.overlaps["chance"].stack()
    pairs = square[square.index.get_level_values(0) < square.index.get_level_values(1)]
    known = above.reindex(pairs.index)
    assert (known == (pairs == 1)).all()


def test_without_the_register_the_command_says_what_is_missing(demo):
    assert Municipality.objects.exists()
    with pytest.raises(CommandError, match="import the register first"):
        call_command("backtest_partners")
