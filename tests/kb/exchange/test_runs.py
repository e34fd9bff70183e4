"""The sentence with which a whole file is refused."""

from django.utils import translation

from kb.exchange.reasons import ImportRefused, Reason
from kb.exchange.rows import Where
from kb.exchange.runs import refusal_sentence


def test_a_limit_is_written_as_people_write_numbers():
    refused = ImportRefused(Reason.TOO_MANY_ROWS, file="lijst.csv", limit=200_000)
    assert "more than 200,000 rows" in str(refused)
    with translation.override("nl"):
        assert "200.000" in str(refused)


def test_the_place_of_a_refusal_follows_the_language():
    refused = ImportRefused(Reason.DUPLICATE_COLUMN, Where("lijst.csv", 1, "Thema"), column="Thema")
    assert refusal_sentence(refused) == "The column “Thema” occurs twice. (lijst.csv, row 1)"
    with translation.override("nl"):
        assert refusal_sentence(refused).endswith("(lijst.csv, rij 1)")
