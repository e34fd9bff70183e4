from datetime import date

import pandas as pd
import pytest

from kb import frames
from kb.analysis.graphs import incidence
from kb.analysis.overlap import pairs, portfolios
from kb.models import Agreement, Boundary, Membership, Municipality

pytestmark = pytest.mark.django_db


def test_memberships_are_unique_sorted_pairs(demo):
    cipal = Agreement.objects.get(name="Cipal")
    halen = Municipality.objects.get(nis="71020")
    Membership.objects.create(agreement=cipal, municipality=halen, body=Membership.Body.OCMW)
    frame = frames.memberships(Membership.objects.counted())
    assert frame.dtypes.to_dict() == {"municipality": "int64", "agreement": "int64"}
    assert not frame.duplicated().any()
    assert frame.equals(frame.sort_values(["agreement", "municipality"], ignore_index=True))
    expected = set(Membership.objects.counted().values_list("municipality_id", "agreement_id"))
    assert set(frame.itertuples(index=False, name=None)) == expected


@pytest.fixture
def merged(db):
    """Halle-Zuid of two that ended the day before, and nothing more."""
    day = date(2024, 12, 31)
    parts = [
        Municipality.objects.create(nis=nis, name=name, population=people, valid_until=day)
        for nis, name, people in (("99001", "Halle", 900), ("99002", "Zuid", 700))
    ]
    whole = Municipality.objects.create(nis="99003", name="Halle-Zuid", valid_from=date(2025, 1, 1))
    whole.predecessors.set(parts)
    return whole


def peopled(one):
    frame = frames.peopled(Municipality.objects.filter(pk=one.pk))
    return frame[["population", "population_from"]].iloc[0].fillna(-1).tolist()


def test_without_a_figure_the_predecessors_are_summed_and_marked(merged):
    assert peopled(merged) == [1600, "predecessors"]
    Municipality.objects.filter(pk=merged.pk).update(population=1650)
    assert peopled(merged) == [1650, ""]


@pytest.mark.parametrize(
    "change", [{"population": None}, {"valid_until": None}, {"valid_until": date(2025, 6, 1)}]
)
def test_predecessors_that_do_not_tell_all_are_not_summed(merged, change):
    """One without a figure, or one that was taken in by a municipality that was there already."""
    Municipality.objects.filter(nis="99002").update(**change)
    assert peopled(merged) == [-1, ""]


def test_where_its_first_day_is_not_known_nothing_is_summed(merged):
    Municipality.objects.filter(pk=merged.pk).update(valid_from=None)
    assert peopled(merged) == [-1, ""]


def test_a_predecessor_that_was_divided_is_not_summed(merged):
    other = Municipality.objects.create(nis="99004", name="Rand", valid_from=date(2025, 1, 1))
    other.predecessors.add(Municipality.objects.get(nis="99002"))
    assert peopled(merged) == [-1, ""]
    assert peopled(other) == [-1, ""]


def test_no_memberships_give_an_empty_frame_of_the_same_types(db):
    frame = frames.memberships(Membership.objects.all())
    assert frame.empty
    assert frame.dtypes.to_dict() == {"municipality": "int64", "agreement": "int64"}
    known = frames.agreements(Agreement.objects.all(), frame)
    assert known.empty
    assert frames.municipalities(Municipality.objects.none()).empty


def test_the_inventory_reads_as_the_reference_values(demo):
    """The seed inventory of docs/methods: 32 agreements, portfolios 26, 26, 27; shared 22, 24, 21."""
    three = Municipality.objects.filter(nis__in=["71020", "71024", "71037"])
    inc = incidence(frames.memberships(Membership.objects.counted()), three.values_list("pk", flat=True))
    names = dict(three.values_list("pk", "name"))
    sizes = portfolios(inc)
    assert dict(zip(sizes["id"].map(names), sizes["n"], strict=True)) == {
        "Halen": 26,
        "Herk-de-Stad": 26,
        "Lummen": 27,
    }
    found = pairs(inc)
    shared = {frozenset((names[row.a], names[row.b])): row.shared for row in found.itertuples()}
    assert shared == {
        frozenset(("Halen", "Herk-de-Stad")): 22,
        frozenset(("Halen", "Lummen")): 24,
        frozenset(("Herk-de-Stad", "Lummen")): 21,
    }
    assert len(inc.agreements) == 32


def test_agreements_carry_theme_domain_and_size(demo):
    ties = frames.memberships(Membership.objects.counted())
    known = frames.agreements(Agreement.objects.filter(name="Cipal"), ties)
    row = known.drop(columns=["id", "theme", "domain"]).to_dict("records")[0]
    assert row.pop("code")
    assert row.pop("form") in {"", "dienstverlenende-vereniging"}
    assert row.pop("obligation") in {"voluntary", "unknown"}
    assert row == {
        "name": "Cipal",
        "theme_name": "HR/ICT",
        "domain_name": "Overige",
        "status": row["status"],
        "size": 3,
    }


def test_municipalities_say_what_is_unknown(demo):
    frame = frames.municipalities(Municipality.objects.filter(nis__in=["71020", "71072"]))
    by_nis = frame.set_index("nis")
    assert by_nis.loc["71020", "population"] == 9485
    assert pd.isna(by_nis.loc["71072", "population"])
    assert by_nis.loc["71020", ["name", "province", "reference_region"]].tolist() == [
        "Halen",
        "Limburg",
        "Limburg",
    ]


def test_shapes_are_those_of_the_rows_only(demo):
    geometry = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}
    for nis in ("71020", "71024"):
        Boundary.objects.create(municipality=Municipality.objects.get(nis=nis), geometry=geometry)
    halen = Municipality.objects.filter(nis="71020")
    assert frames.shapes(halen) == [
        {
            "type": "Feature",
            "id": "71020",
            "properties": {"id": halen.get().pk, "name": "Halen"},
            "geometry": geometry,
        }
    ]


def test_successors_map_a_merged_municipality_to_its_heir(demo):
    old, heir = (Municipality.objects.get(nis=nis) for nis in ("71022", "71072"))
    assert frames.successors(Municipality.objects.filter(nis="71072"))[old.pk] == heir.pk
    assert frames.successors(Municipality.objects.filter(nis="71020")) == {}


def test_who_still_exists_has_no_heir_yet(demo):
    old, heir = (Municipality.objects.get(nis=nis) for nis in ("71022", "71072"))
    both = frames.successors(Municipality.objects.filter(nis__in=["71022", "71072"]))
    assert old.pk not in both
    assert heir.pk in both.values()


def test_neighbours_stand_once_smaller_first(demo):
    rows = Municipality.objects.filter(name__in=["Halen", "Lummen", "Bekkevoort"])
    names = dict(rows.values_list("pk", "name"))
    found = frames.neighbours(rows)
    assert found.dtypes.to_dict() == {"a": "int64", "b": "int64"}
    assert (found["a"] < found["b"]).all()
    pairs = {frozenset((names[a], names[b])) for a, b in found.itertuples(index=False)}
    assert pairs == {frozenset({"Halen", "Lummen"}), frozenset({"Halen", "Bekkevoort"})}
    assert frames.neighbours(Municipality.objects.none()).empty
