from itertools import combinations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.analysis.divergence import divergence, divergent
from kb.analysis.plans.conflicts import competing, conflicts
from tests.kb.analysis import seed
from tests.kb.analysis.strategies import AGREEMENTS, EDGELESS, EMPTY, MUNICIPALITIES, frame, memberships

THEMES = pd.DataFrame({"id": AGREEMENTS, "theme": [k // 3 if k < 59 else -1 for k in AGREEMENTS]}).assign(
    domain=0, theme_name=lambda rows: rows["theme"].astype(str), domain_name="d"
)


def diverging(ties: pd.DataFrame, agreements: pd.DataFrame, group: list[int]) -> int:
    return len(divergent(divergence(ties, agreements, group)))


@given(memberships, st.sampled_from(list(combinations(MUNICIPALITIES, 2))))
def test_every_pair_agrees_with_the_divergence_of_two(ties: pd.DataFrame, pair: tuple[int, int]) -> None:
    found = conflicts(ties, THEMES, MUNICIPALITIES)
    assert found.loc[pair] == found.loc[pair[::-1]] == diverging(ties, THEMES, list(pair))
    assert not found.to_numpy().diagonal().any()


@given(memberships, st.permutations(list(AGREEMENTS)))
def test_the_order_and_the_numbers_of_agreements_do_not_matter(ties: pd.DataFrame, order: list[int]) -> None:
    renamed = dict(zip(AGREEMENTS, order, strict=True))
    other = ties.assign(agreement=ties["agreement"].map(renamed)).sample(frac=1, random_state=1)
    themes = THEMES.assign(id=THEMES["id"].map(renamed)).sort_values("id", ignore_index=True)
    pd.testing.assert_frame_equal(
        conflicts(ties, THEMES, MUNICIPALITIES), conflicts(other, themes, MUNICIPALITIES)
    )


class TestSeed:
    ties, agreements = seed.memberships(), seed.agreements()

    def test_the_pairs_of_the_study(self) -> None:
        found = conflicts(self.ties, self.agreements, seed.STUDY)
        for pair in combinations(seed.STUDY, 2):
            assert found.loc[pair] == diverging(self.ties, self.agreements, list(pair))

    def test_the_seven_themes_of_a_merger(self) -> None:
        found = competing(self.ties, self.agreements, seed.STUDY)
        expected = divergent(divergence(self.ties, self.agreements, seed.STUDY))["theme"].tolist()
        assert sorted(found["theme"].unique()) == sorted(expected)
        assert len(expected) == 7

    def test_the_housing_company_that_all_share_competes_too(self) -> None:
        found = competing(self.ties, self.agreements, seed.STUDY)
        names = self.agreements.set_index("id")["theme_name"]
        housing = found[found["agreement"].map(names) == "Sociale huisvestingsmaatschappijen"]
        assert sorted(map(len, housing["members"])) == [1, 2, 3]


@pytest.mark.parametrize("group", [[], [1]])
def test_nobody_and_one(group: list[int]) -> None:
    assert conflicts(EDGELESS, THEMES, group).shape == (len(group), len(group))
    assert competing(EDGELESS, THEMES, group).empty


def test_without_memberships_or_agreements_nothing_diverges() -> None:
    assert conflicts(EMPTY, THEMES, [1, 2]).to_numpy().tolist() == [[0, 0], [0, 0]]
    assert conflicts(EMPTY, THEMES.iloc[:0], [1, 2]).to_numpy().tolist() == [[0, 0], [0, 0]]
    assert list(competing(EMPTY, THEMES, [1, 2]).columns) == ["theme", "agreement", "members"]


def test_agreements_without_a_theme_come_last_and_only_where_some_take_part() -> None:
    themes = pd.DataFrame({"id": [50, 51, 52], "theme": [-1, -1, 4]})
    ties = frame({(1, 50), (1, 51), (2, 51), (2, 52)})
    assert competing(ties, themes, [1, 2]).to_numpy().tolist() == [[4, 52, (2,)], [-1, 50, (1,)]]


def test_another_column_can_hold_the_themes() -> None:
    ties = frame({(1, 50), (2, 51)})
    assert conflicts(ties, THEMES, [1, 2], by="domain").loc[1, 2] == 1


@given(memberships, st.lists(st.sampled_from(MUNICIPALITIES), max_size=5))
def test_what_competes_is_what_diverges(ties: pd.DataFrame, group: list[int]) -> None:
    found = competing(ties, THEMES, group)
    expected = divergent(divergence(ties, THEMES, group))["theme"]
    assert set(found.loc[found["theme"] != -1, "theme"]) == set(expected)
    assert all(tuple(sorted(set(members))) == members for members in found["members"])


@given(st.lists(st.sets(st.integers(0, 69)), min_size=2, max_size=5), st.sampled_from([1, 7, 70]))
def test_long_sets_are_told_apart_to_their_last_agreement(sets: list[set[int]], themes: int) -> None:
    rows = [(one, agreement) for one, held in enumerate(sets) for agreement in held]
    ties = pd.DataFrame(rows, columns=["municipality", "agreement"], dtype="int64")
    agreements = pd.DataFrame({"id": range(70), "theme": [k % themes for k in range(70)]})
    found = conflicts(ties, agreements, range(len(sets)))
    for a, b in combinations(range(len(sets)), 2):
        assert found.loc[a, b] == len({k % themes for k in sets[a] ^ sets[b]})
