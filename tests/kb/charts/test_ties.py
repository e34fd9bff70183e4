import pandas as pd

from kb.charts.ties import neighbours, partners, strongest

#     1 ─5─ 2      weights; 3─4 share nothing
#     │3   ╱1
#     3 ─0─ 4 ─2─ 1
EDGES = pd.DataFrame(
    [(1, 2, 5, 5.0), (1, 3, 3, 3.0), (1, 4, 2, 2.0), (2, 3, 1, 1.0), (3, 4, 0, 0.0)],
    columns=["a", "b", "shared", "weight"],
)
NONE = EDGES.head(0)


def ends(edges: pd.DataFrame) -> set[tuple[int, int]]:
    return set(zip(edges["a"], edges["b"], strict=True))


def test_strongest_keeps_what_one_of_the_two_ends_ranks_high() -> None:
    assert ends(strongest(EDGES, 1)) == {(1, 2), (1, 3), (1, 4)}
    assert ends(strongest(EDGES, 2)) == {(1, 2), (1, 3), (1, 4), (2, 3)}


def test_strongest_tie_is_drawn_last_and_nothing_shared_is_no_tie() -> None:
    assert strongest(EDGES, 9)["weight"].tolist() == [1.0, 2.0, 3.0, 5.0]


def test_neighbours_look_both_ways() -> None:
    assert neighbours(EDGES) == {1: [2, 3, 4], 2: [1, 3], 3: [1, 2], 4: [1]}


def test_partners_come_strongest_first_with_what_is_shared() -> None:
    names = {1: "Halen", 2: "Lummen", 3: "Diest", 4: "Ham"}
    assert partners(EDGES, names, most=2) == {
        1: "Lummen (5), Diest (3)",
        2: "Halen (5), Diest (1)",
        3: "Halen (3), Lummen (1)",
        4: "Halen (2)",
    }


def test_no_edges() -> None:
    assert (ends(strongest(NONE, 3)), neighbours(NONE), partners(NONE, {})) == (set(), {}, {})
