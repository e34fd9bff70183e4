"""A map as Argdown. The expected texts were read by @argdown/core 1.7.5 without a complaint."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.actions.framework.argument_links import link_arguments
from kb.actions.framework.argument_maps import draw_argument, draw_option
from kb.actions.framework.questions import ask_question
from kb.charts.arguments.wrapping import cleaned
from kb.exchange.argdown import argdown, escaped
from kb.insight.arguments.deliberation import deliberation


@pytest.mark.django_db
def test_every_relation_is_written_once_under_what_it_speaks_of(demo, people):
    by = people["owner"]
    question = ask_question(study=demo, values={"text": "Wat #nu?"}, by=by)
    option = draw_option(question=question, name="Wat nu", by=by)
    known = {"by": by}
    a = draw_argument(under=option, text="Sneller [1]", polarity="pro", **known)
    b = draw_argument(under=option, text="Duurder", polarity="ambiguous", **known)
    c = draw_argument(under=a, text="Minder lokalen", polarity="risk", **known)
    link_arguments(source=c, kind="mitigates", target=b, by=by)
    link_arguments(source=a, kind="depends", target=c, by=by)
    draw_argument(under=question, text="Nu nog niet", polarity="risk", by=by)
    comments, *blocks = argdown(deliberation(question)).split("\n\n")
    assert [line[:3] for line in comments.splitlines()] == ["// "] * 5
    assert "\n\n".join(blocks) == (
        "# Wat \\#nu?\n\n"
        "[wat-nu-2]: Wat \\#nu?\n"
        "    - <nu-nog-niet>: Nu nog niet #unsourced\n\n"
        "[wat-nu]: Wat nu\n"
        "    + <sneller-1>: Sneller \\[1\\] #unsourced\n"
        "    + <duurder>: Duurder #ambiguous #unsourced\n"
        "    - <duurder>\n\n"
        "<sneller-1>\n"
        "    + <minder-lokalen>: Minder lokalen #unsourced\n"
        "    - <minder-lokalen>\n\n"
        "<duurder>\n"
        "    _ <minder-lokalen>\n"
    )


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("// y /* x */ </b>", "\\/\\/ y \\/\\* x \\*\\/ \\<\\/b\\>"),
        ("{a: 1} === [t]: z", "\\{a: 1} \\=\\=\\= \\[t\\]: z".replace("1}", "1\\}")),
        ("z.o.z. :smile: einde.", "z\\.o\\.z. \\:smile: einde."),
        ("een\n\n# kop", "een \\# kop"),
    ],
)
def test_what_people_type_is_never_markup(typed, written):
    assert escaped(typed) == written


@given(st.text())
def test_escaping_loses_no_sign_and_stays_on_one_line(text):
    said = escaped(text)
    assert re.sub(r"\\(.)", r"\1", said) == cleaned(text)
    assert len(said.splitlines()) <= 1
