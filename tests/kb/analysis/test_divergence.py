import pandas as pd
import pytest
from hypothesis import given

from kb.analysis.divergence import divergence, divergent, unthemed
from tests.kb.analysis import seed
from tests.kb.analysis.strategies import AGREEMENTS, EMPTY, MUNICIPALITIES, frame, memberships

THEMES = pd.DataFrame(
    {
        "id": [50, 51, 52, 53],
        "theme": [7, 7, 8, -1],
        "theme_name": ["Afval", "Afval", "Water", ""],
        "domain": [1, 1, 1, -1],
        "domain_name": ["Ruimte", "Ruimte", "Ruimte", ""],
    }
)


def kinds(pairs: set[tuple[int, int]], members: list[int]) -> dict[str, str]:
    found = divergence(frame(pairs), THEMES, members)
    return dict(zip(found["theme_name"], found["kind"], strict=True))


class TestSeed:
    found = divergence(seed.memberships(), seed.agreements(), seed.STUDY)

    def test_seven_of_twenty_five_themes_diverge(self) -> None:
        assert len(self.found) == 25
        assert divergent(self.found)[["theme_name", "kind"]].values.tolist() == [
            ["IOED", "partial"],
            ["UiTPAS-regio's", "partial"],
            ["Regionale landschappen", "split"],
            ["1 gezin 1 plan", "split"],
            ["Eerstelijnszones", "split"],
            ["Sociale huisvestingsmaatschappijen", "split"],
            ["Sociale verhuurkantoren", "split"],
        ]

    def test_one_shared_company_does_not_make_housing_aligned(self) -> None:
        row = self.found.set_index("theme_name").loc["Sociale huisvestingsmaatschappijen"]
        assert row[["agreements", "shared_by_all", "members"]].tolist() == [3, 1, 3]

    def test_a_theme_without_a_confirmed_member_is_empty(self) -> None:
        row = self.found.set_index("theme_name").loc["Interne audit"]
        assert row[["agreements", "shared_by_all", "members", "kind"]].tolist() == [0, 0, 0, "empty"]

    def test_what_is_to_check_makes_internal_audit_partial(self) -> None:
        found = divergence(seed.memberships(to_check=True), seed.agreements(), seed.STUDY)
        assert found.set_index("theme_name").loc["Interne audit", "kind"] == "partial"
        assert len(divergent(found)) == 8


@pytest.mark.parametrize(
    ("pairs", "kind"),
    [
        (set(), "empty"),
        ({(3, 50)}, "empty"),  # a stranger to the study
        ({(1, 50)}, "partial"),
        ({(1, 50), (2, 51)}, "split"),
        ({(1, 50), (2, 50), (2, 51)}, "split"),
        ({(1, 50), (2, 50)}, "aligned"),
        ({(1, 50), (2, 50), (1, 51), (2, 51)}, "aligned"),
    ],
)
def test_kinds(pairs: set[tuple[int, int]], kind: str) -> None:
    assert kinds(pairs, [1, 2]) == {"Afval": kind, "Water": "empty"}


def test_without_municipalities_every_theme_is_empty() -> None:
    assert kinds({(1, 50)}, []) == {"Afval": "empty", "Water": "empty"}


def test_one_municipality_is_aligned_with_itself() -> None:
    assert kinds({(1, 50)}, [1]) == {"Afval": "aligned", "Water": "empty"}


def test_no_agreements_is_a_frame_without_rows() -> None:
    empty = divergence(EMPTY, THEMES.iloc[:0], [1])
    full = divergence(EMPTY, THEMES, [1])
    assert list(empty.columns) == list(full.columns)
    assert empty.dtypes[["theme", "members"]].tolist() == full.dtypes[["theme", "members"]].tolist()
    assert empty.empty


def test_agreements_without_a_theme_are_counted_apart() -> None:
    known = frame({(1, 53), (2, 53), (3, 50)})
    assert divergence(known, THEMES, [1, 2])["kind"].tolist() == ["empty", "empty"]
    assert unthemed(known, THEMES, [1, 2]) == 1
    assert unthemed(known, THEMES, [3]) == 0


@given(memberships)
def test_counts_fit_the_kind(membership: pd.DataFrame) -> None:
    themes = pd.DataFrame({"id": AGREEMENTS, "theme": [k // 3 for k in AGREEMENTS], "domain": 0})
    named = themes.assign(theme_name=themes["theme"].astype(str), domain_name="d")
    found = divergence(membership, named, MUNICIPALITIES)
    everyone = len(MUNICIPALITIES)
    assert (found["shared_by_all"] <= found["agreements"]).all()
    assert ((found["kind"] == "empty") == (found["members"] == 0)).all()
    assert ((found["kind"] == "partial") == found["members"].between(1, everyone - 1)).all()
    aligned = (found["members"] == everyone) & (found["shared_by_all"] == found["agreements"])
    assert ((found["kind"] == "aligned") == aligned).all()
