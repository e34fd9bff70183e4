from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kb.charts.arguments.wrapping import cleaned, text_width, wrapped


def test_words_stay_whole_while_they_fit():
    assert wrapped("de gemeente werkt samen", 90, 15) == ["de gemeente", "werkt samen"]
    assert wrapped("", 90, 15) == [""]


def test_a_word_that_is_too_long_is_broken_and_loses_nothing():
    word = "hottentottententententoonstelling" * 3
    lines = wrapped(word, 100, 15, most=99)
    assert ("".join(lines), len(lines) > 3) == (word, True)


def test_what_passes_the_last_line_is_cut_with_a_sign():
    lines = wrapped("woord " * 200, 120, 15, most=4)
    assert (len(lines), lines[-1][-1]) == (4, "…")


def test_control_signs_and_turned_reading_go_and_emoji_stay():
    assert cleaned("a\x0bb\x07c\u202edef 👩\u200d🚒") == "a bcdef 👩\u200d🚒"


@given(st.text(max_size=200), st.integers(40, 400), st.sampled_from([13, 15, 18]), st.booleans())
def test_every_line_fits_and_all_is_said(text, width, size, bold):
    lines = wrapped(text, width, size, bold=bold, most=1000)
    assert "".join("".join(lines).split()) == "".join(cleaned(text).split())
    assert all(len(line) == 1 or text_width(line, size, bold=bold) <= width for line in lines if line)
