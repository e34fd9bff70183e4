"""Coverage, purity and homes, against counting by hand in plain Python."""

from collections import Counter

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.analysis.graphs import incidence
from kb.analysis.regions.alignment import alignment, crossing, homes
from tests.kb.analysis import register
from tests.kb.analysis.strategies import EDGELESS, EMPTY, MUNICIPALITIES, SINGLE, SPLIT, frame, memberships

regions = st.lists(
    st.sampled_from(["", "Kempen", "Limburg", "Waasland"]), min_size=8, max_size=8
)  # one for each of MUNICIPALITIES


def by_hand(ties: pd.DataFrame, region_of: dict[int, str]) -> dict[tuple[int, str], tuple[float, ...]]:
    """(agreement, region): inside, members, coverage, purity."""
    sizes = Counter(region_of.values())
    members = Counter(ties["agreement"].tolist())
    inside = Counter((k, region_of[m]) for m, k in ties[["municipality", "agreement"]].values.tolist())
    return {
        (k, region): (n, members[k], n / sizes[region], n / members[k])
        for (k, region), n in inside.items()
        if region
    }


@given(memberships, regions)
def test_every_share_is_what_counting_gives(ties: pd.DataFrame, of: list[str]) -> None:
    found = alignment(incidence(ties, MUNICIPALITIES), of)
    rows = found[["agreement", "region", "inside", "members", "coverage", "purity"]].values.tolist()
    assert {(k, region): tuple(rest) for k, region, *rest in rows} == by_hand(
        ties, dict(zip(MUNICIPALITIES, of, strict=True))
    )
    assert found[["agreement", "region"]].duplicated().sum() == 0


@given(memberships, regions)
def test_purities_of_an_agreement_add_up_to_the_known_part(ties: pd.DataFrame, of: list[str]) -> None:
    inc = incidence(ties, MUNICIPALITIES)
    added = alignment(inc, of).groupby("agreement")["purity"].sum().reindex(inc.agreements, fill_value=0.0)
    found = homes(inc, of)
    known = (found["members"] - found["unknown"]) / found["members"]
    assert np.allclose(added.to_numpy(), known.to_numpy())


@given(memberships, regions)
def test_a_home_is_the_purest_region_and_the_parts_make_the_whole(ties: pd.DataFrame, of: list[str]) -> None:
    inc = incidence(ties, MUNICIPALITIES)
    rows, found = alignment(inc, of), homes(inc, of)
    assert found["agreement"].tolist() == inc.agreements.tolist()
    assert (found["inside"] + found["outside"] + found["unknown"]).equals(found["members"])
    best = {
        k: min(part[part["purity"] == part["purity"].max()]["region"])
        for k, part in rows.groupby("agreement")
    }
    assert dict(zip(found["agreement"], found["home"], strict=True)) == {
        k: best.get(k) for k in inc.agreements.tolist()
    }


@given(memberships, regions)
def test_crossing_is_more_than_one_known_region(ties: pd.DataFrame, of: list[str]) -> None:
    inc = incidence(ties, MUNICIPALITIES)
    several = alignment(inc, of).groupby("agreement").size()
    assert crossing(inc, of)["agreement"].tolist() == several[several > 1].index.tolist()


@given(memberships, regions, st.permutations(list(MUNICIPALITIES)))
def test_numbering_the_municipalities_otherwise_changes_nothing(
    ties: pd.DataFrame, of: list[str], order: list[int]
) -> None:
    other = dict(zip(MUNICIPALITIES, order, strict=True))
    turned = ties.replace({"municipality": other})
    of_turned = [region for _, region in sorted(zip(order, of, strict=True))]
    found = alignment(incidence(ties, MUNICIPALITIES), of)
    assert found.equals(alignment(incidence(turned, MUNICIPALITIES), of_turned))


@pytest.mark.parametrize(
    "ties", [EMPTY, SINGLE, EDGELESS, SPLIT], ids=["empty", "single", "edgeless", "split"]
)
def test_small_inputs_cross_nothing_within_one_region(ties: pd.DataFrame) -> None:
    inc = incidence(ties, MUNICIPALITIES)
    assert crossing(inc, ["Limburg"] * 8).empty
    assert (homes(inc, ["Limburg"] * 8)["purity"] == 1).all()


@pytest.mark.parametrize("unknown", ["", -1, None])
def test_without_known_regions_there_is_no_home(unknown: object) -> None:
    found = homes(incidence(SPLIT, MUNICIPALITIES), [unknown] * 8)
    assert found["home"].tolist() == [None, None]
    assert found["unknown"].tolist() == [2, 2]
    assert found[["purity", "coverage"]].isna().all(axis=None)


def test_numbers_serve_as_codes() -> None:
    found = alignment(incidence(frame({(1, 50), (2, 50)}), [1, 2]), np.array([4, -1]))
    assert found[["region", "inside", "members"]].values.tolist() == [[4, 1, 2]]


def test_every_row_has_a_region() -> None:
    with pytest.raises(ValueError, match="one region for each row"):
        alignment(incidence(SINGLE, [1]), ["Limburg", "Kempen"])


@pytest.mark.skipif(not register.FOLDER.is_dir(), reason="the register is not beside this checkout")
def test_on_the_register_limburg_net_has_one_member_too_many() -> None:
    municipalities = register.municipalities()
    inc = incidence(register.memberships(), municipalities["id"])
    found = homes(inc, municipalities["referentieregio"]).set_index("agreement")
    code = register.agreements().set_index("name")["id"]
    row = found.loc[int(code["Limburg.net"])]
    assert row[["home", "members", "inside", "outside", "unknown"]].tolist() == ["Limburg", 43, 42, 1, 0]
