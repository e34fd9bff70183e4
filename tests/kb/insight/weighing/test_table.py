"""What a cell of the weighing rests on."""

from __future__ import annotations

from kb.insight.weighing import weighed


def cell(made, option: str, criterion: str):
    rows = weighed(made.weighing).cells.set_index(["option", "criterion"])
    return rows.loc[(made.options[option].pk, made.criteria[criterion].pk)]


def test_without_anything_every_value_is_possible(made):
    cells = weighed(made.weighing).cells
    assert len(cells) == 9
    assert set(cells["basis"]) == {"unknown"}
    assert (cells["low"].unique().tolist(), cells["high"].unique().tolist()) == ([0.0], [100.0])


def test_arguments_of_the_capacity_make_the_interval(made):
    for polarity in ("pro", "pro", "ambiguous", "risk"):
        made.argue("merger", "staff", polarity=polarity)
    found = cell(made, "merger", "staff")
    assert found[["low", "high", "n", "pro", "ambiguous", "risk"]].tolist() == [50, 75, 4, 2, 1, 1]
    assert found["basis"] == "arguments"
    assert cell(made, "extend", "staff")["basis"] == "unknown"


def test_an_argument_on_two_capacities_counts_in_both(made):
    argument = made.argue("extend", "staff", "money")
    assert [cell(made, "extend", name)["n"] for name in ("staff", "money", "nearby")] == [1, 1, 0]
    assert weighed(made.weighing).grounds["argument"].tolist() == [argument.pk] * 2


def test_what_the_team_scores_by_hand_goes_before_the_arguments(made):
    made.argue("merger", "staff")
    made.score("merger", "staff", 20, 40, note="Uit het verslag.")
    found = cell(made, "merger", "staff")
    assert found[["low", "high", "basis", "n", "note"]].tolist() == [20, 40, "hand", 1, "Uit het verslag."]


def test_an_argument_without_a_capacity_that_is_weighed_is_kept_apart(made):
    loose = made.argue("merger")
    made.argue("merger", "staff")
    grounds = weighed(made.weighing).grounds
    assert grounds.loc[grounds["criterion"] == -1, "argument"].tolist() == [loose.pk]


def test_an_option_of_another_weighing_does_not_count(made):
    made.weighing.options.remove(made.options["same"])
    made.argue("same", "staff")
    found = weighed(made.weighing)
    assert [option.code for option in found.options] == ["merger", "extend"]
    assert found.grounds.empty
