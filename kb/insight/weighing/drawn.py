"""The pictures of a weighing."""

from __future__ import annotations

import pandas as pd
from django.utils.translation import gettext as _

from kb.analysis.weighing.scores import ranks, weighted_sum
from kb.charts.labels import PlaceLabels, SwingLabels, WinnerLabels
from kb.charts.weighing import place_bars, swing_bars, winner_tiles
from kb.insight.drawings import Drawing
from kb.insight.weighing.weighed import Weighed
from kb.wording import decimals, percent


def party_scores(found: Weighed) -> pd.DataFrame:
    """A row an option × column of weights: option, party, rank, score, low, high.

    Columns are the parties that weighed, and where there are several of these all of them together; without
    any, one in which all criteria weigh alike.
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
    together = [(_("Together"), found.mean)] if len(heard) > 1 else []
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
            "said": [decimals(score, 1) for score in rows["score"]],
            "span": [f"{decimals(row.low, 1)} – {decimals(row.high, 1)}" for row in rows.itertuples()],
            "first": rows["rank"] == 1,
        }
    )
    return Drawing(winner_tiles(cells, words), words)


def place_shares(found: Weighed) -> pd.DataFrame:
    """A row an option × place, best first: option, place, share, error, anywhere (by any weights)."""
    ranks, anywhere = found.outcome.ranks, found.outcome.anywhere
    rows = [
        (found.options[at].name, place + 1, ranks.shares[at, place], ranks.error[at, place], share)
        for at in found.order
        for place, share in enumerate(anywhere.shares[at])
    ]
    return pd.DataFrame(rows, columns=["option", "place", "share", "error", "anywhere"])


def places(found: Weighed) -> Drawing:
    """How often each option takes each place, as each ± falls for or against."""
    words = PlaceLabels(
        title=_("How often does each option take each place?"),
        subtitle=_("The number: how often it comes first"),
        description=_("A bar an option, a piece a place; the darkest piece is the first place."),
        option=_("Option"),
        place=_("Place"),
        share=_("How often"),
        empty=_("Nothing to weigh yet."),
    )
    shares = place_shares(found)
    said = [percent(share, 0) for share in shares["share"]]
    return Drawing(place_bars(shares[["option", "place", "share"]].assign(said=said), words), words)


def swing_rows(found: Weighed) -> pd.DataFrame:
    """A row a criterion × side, the widest first: criterion, side, low, high."""
    swings = found.outcome.swings
    sides = ((_("its weight"), swings.weight), (_("each ± on it"), swings.value)) if swings else ()
    rows = [
        (found.criteria[at].name, side, float(ends[at].min()), float(ends[at].max()))
        for at in (swings.order if swings else ())
        for side, ends in sides
    ]
    return pd.DataFrame(rows, columns=["criterion", "side", "low", "high"])


def swung(found: Weighed) -> Drawing:
    """How far the lead of the first over the second swings with one criterion at a time."""
    swings = found.outcome.swings
    names = {"first": "", "second": ""}
    if swings:
        names = {"first": found.options[swings.first].name, "second": found.options[swings.second].name}
    words = SwingLabels(
        title=_("What swings the lead?"),
        subtitle=_("Points by which %(first)s leads over %(second)s; left of 0 the second leads") % names,
        description=_("Two bars a criterion: how the lead changes with its weight, and with each ± on it."),
        criterion=_("Criterion"),
        side=_("What changes"),
        span=_("Lead, from – to"),
        empty=_("Nothing swings the lead."),
    )
    rows = swing_rows(found)
    said = [f"{decimals(row.low, 1)} – {decimals(row.high, 1)}" for row in rows.itertuples()]
    return Drawing(swing_bars(rows.assign(said=said), swings.lead if swings else 0.0, words), words)
