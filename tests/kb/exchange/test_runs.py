"""The sentence with which a whole file is refused."""

from django.utils import translation

from kb.exchange.reasons import ImportRefused, Reason
from kb.exchange.rows import Where
from kb.exchange.runs import refusal_sentence


def test_the_place_of_a_refusal_follows_the_language():
    refused = ImportRefused(Reason.DUPLICATE_COLUMN, Where("lijst.csv", 1, "Thema"), column="Thema")
    assert refusal_sentence(refused) == "The column “Thema” occurs twice. (lijst.csv, row 1)"
    with translation.override("nl"):
        assert refusal_sentence(refused).endswith("(lijst.csv, rij 1)")
