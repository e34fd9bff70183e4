import pandas as pd
import pytest

from kb.analysis.services.guidance import advice, compare, overall

RULES = pd.DataFrame(
    [
        ("support", "whole", "central", "c"),
        ("person", "expertise", "central", "b"),
        ("person", "contact", "local", "a"),
        ("land", "maintenance", "both", "e"),
        ("land", "expertise", "central", "d"),
    ],
    columns=["group", "part", "where", "reason"],
)


@pytest.mark.parametrize(
    ("group", "reasons", "whole"),
    [("person", ["a", "b"], "both"), ("land", ["d", "e"], "both"), ("support", ["c"], "central")],
)
def test_each_group_has_its_parts_in_order_with_their_reasons(
    group: str, reasons: list[str], whole: str
) -> None:
    found = advice(group, RULES)
    assert found["reason"].tolist() == reasons
    assert overall(found) == whole


def test_the_order_of_the_guidelines_does_not_matter() -> None:
    pd.testing.assert_frame_equal(advice("land", RULES.iloc[::-1]), advice("land", RULES))


def test_no_guideline_is_no_advice() -> None:
    none = advice("person", RULES.head(0))
    assert none.shape == (0, 4)
    assert compare("local", overall(none)) == "no advice"


def test_a_choice_is_beside_the_advice() -> None:
    assert compare("central", "central") == "same"
    assert compare("central", "both") == "differs"
    assert compare("", "both") == "undecided"
