"""A slow import is not an interrupted one."""

import time
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from kb.actions.imports import begin
from kb.exchange import progress
from kb.exchange.runs import carry_out, prepare
from kb.models import ImportRun
from tests.kb.actions.importing import received

State = ImportRun.State
LONG_AGO = timedelta(hours=1)


@pytest.mark.parametrize("work", ["prepare", "carry_out"])
def test_a_step_that_tells_nothing_for_long_is_alive_until_it_ends(demo, monkeypatch, work):
    monkeypatch.setattr(progress, "BEAT", 0.01)
    run = received(None)
    begin(run=run, since=[State.READ], to=State.APPLYING)
    silent: list[bool] = []

    def slow(phase: str, done: int = 0, total: int = 0) -> None:
        cache.clear()
        time.sleep(0.1)
        silent.append(progress.is_silent(ImportRun(pk=run.pk, touched_at=timezone.now() - LONG_AGO)))

    if work == "prepare":
        prepare(run=run, tell=slow)
    else:
        carry_out(run=run, by=None, tell=slow)
    assert set(silent) == {False}
    cache.clear()
    time.sleep(0.05)
    assert progress.is_silent(ImportRun(pk=run.pk, touched_at=timezone.now() - LONG_AGO))
