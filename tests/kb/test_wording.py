import numpy as np
import pytest
from django.utils import translation

from kb.wording import decimals, percent


@pytest.mark.parametrize(
    ("value", "places", "dutch", "english"),
    [
        (0.625, 0, "63 %", "63 %"),
        (45 / 51, 1, "88,2 %", "88.2 %"),
        (np.float64(0.5), 1, "50,0 %", "50.0 %"),
        (float("nan"), 1, "–", "–"),
        (None, 1, "–", "–"),
    ],
)
def test_a_share_is_said_as_people_say_it(value, places, dutch, english):
    with translation.override("nl"):
        assert percent(value, places) == dutch
    with translation.override("en"):
        assert percent(value, places) == english


@pytest.mark.parametrize(
    ("value", "places", "dutch"),
    [(37113, 0, "37.113"), (0.8275862, 3, "0,828"), (2.5, 0, "3"), (np.nan, 2, "–")],
)
def test_a_number_follows_the_locale(value, places, dutch):
    with translation.override("nl"):
        assert decimals(value, places) == dutch
