"""The pictures of a weighing."""

from __future__ import annotations

import pandas as pd
from django.utils.translation import gettext as _

from kb.analysis.weighing.scores import ranks, weighted_sum
from kb.charts.labels import WinnerLabels
from kb.charts.weighing import winner_tiles
from kb.insight.drawings import Drawing
from kb.insight.weighing.weighed import Weighed
from kb.wording import decimals


def party_scores(found: Weighed) -> pd.DataFrame:
    """A row an option × column of weights: option, party, rank, score, low, high.

    Columns are the parties that weighed, and all together where all of them did; without any of them, one
    in which all criteria weigh alike.
    """
    columns = weights_of(found)
    names = [option.name for option in found.options]
    rows = []
    for name, weights in columns:
        score, low, high = (weighted_sum(each, weights) for each in (found.middle, found.low, found.high))
        values = zip(names, ranks(score), score, low, high, strict=True)
        rows += [(option, name, *rest) for option, *rest in values]
    frame = pd.DataFrame(rows, columns=["option", "party", "rank", "score", "low", "high"])
    best_first = [names[at] for at in found.order]
    return frame.sort_values("option", key=lambda them: them.map(best_first.index), kind="stable")


def weights_of(found: Weighed) -> list[tuple[str, object]]:
    """The weights under which scores are shown, each with whose they are."""
    heard = [
        (party.name, row) for party, row in zip(found.parties, found.weights, strict=True) if party.given
    ]
    if not heard:
        return [(_("All criteria alike"), [1.0] * len(found.criteria))]
    together = [(_("Together"), found.mean)] if 1 < len(heard) == len(found.parties) else []
    return heard + together


def winners(found: Weighed) -> Drawing:
    """Under whose weights does which option win?"""
    words = WinnerLabels(
        title=_("Under whose weights does which option win?"),
        subtitle=_("A star: comes first. Points of 100, with each ± in the middle."),
        description=_("A row an option, a column a party; the star marks the option that comes first."),
        option=_("Option"),
        party=_("Weights of"),
        score=_("Points"),
        span=_("From – to"),
        empty=_("Nothing to weigh yet."),
    )
    rows = party_scores(found)
    cells = pd.DataFrame(
        {
            "option": rows["option"],
            "party": rows["party"],
            "said": [decimals(score, 0) for score in rows["score"]],
            "span": [f"{decimals(row.low, 0)} – {decimals(row.high, 0)}" for row in rows.itertuples()],
            "first": rows["rank"] == 1,
        }
    )
    return Drawing(winner_tiles(cells, words), words)
