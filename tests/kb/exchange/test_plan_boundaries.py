"""What a file of outlines would do to what is known."""

from kb.actions.changes import Write
from kb.exchange.rows import BoundaryRow, Document
from tests.kb.exchange.planning import at, known, plan, told

SQUARE = {"type": "Polygon", "coordinates": [[[5, 50], [6, 50], [6, 51], [5, 51], [5, 50]]]}
BESIDE = {"type": "Polygon", "coordinates": [[[6, 50], [7, 50], [7, 51], [6, 51], [6, 50]]]}


def boundary(nis: str, geometry: dict, name: str = "") -> BoundaryRow:
    return BoundaryRow(nis, name, geometry, at(1, "geometry"))


def test_boundaries_bring_a_label_point_and_neighbours_that_exist_together():
    rows = (boundary("71020", SQUARE), boundary("71024", BESIDE))
    halen, herk = plan(Document("boundaries", boundaries=rows), known()).changes
    assert halen.writes == (
        Write("boundary", ("71020",), {"municipality": "71020", "geometry": SQUARE}),
        Write("municipality", ("71020",), {"lon": 5.5, "lat": 50.5}, 71020),
        Write("neighbour", ("71020", "71024")),
    )
    assert [write.table for write in herk.writes] == ["boundary", "municipality"]


def test_a_municipality_and_its_successor_are_no_neighbours():
    rows = (boundary("71022", SQUARE), boundary("71072", BESIDE))
    made = plan(Document("boundaries", boundaries=rows), known())
    assert {write.table for write in made.writes()} == {"boundary", "municipality"}


def test_another_outline_waits_for_a_person_and_the_same_one_is_unchanged():
    here = known(boundaries={"71020": {"pk": 5, "municipality": "71020", "geometry": SQUARE}})
    same = Document("boundaries", boundaries=(boundary("71020", SQUARE),))
    other = Document("boundaries", boundaries=(boundary("71020", BESIDE),))
    assert told(plan(same, here)) == [("boundary", "unchanged", "")]
    made = plan(other, here)
    assert told(made) == [("boundary", "conflict", "different_value")]
    assert list(made.writes()) == []
    assert [write.values for write in made.writes(made.choosable())] == [
        {"municipality": "71020", "geometry": BESIDE},
        {"lon": 6.5, "lat": 50.5},
    ]


def test_a_boundary_of_nobody_is_refused_with_a_suggestion():
    made = plan(Document("boundaries", boundaries=(boundary("71999", SQUARE, "Lumen"),)), known())
    assert told(made) == [("boundary", "refused", "municipality_unknown")]
    assert made.changes[0].hint == "Lummen"
