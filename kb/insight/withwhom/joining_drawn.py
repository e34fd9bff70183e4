"""The pictures of a search for partners: what adds up to each score, and where the best set lies."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from kb import frames
from kb.charts.contributions import contributions
from kb.charts.labels import ContributionLabels, SetLabels
from kb.charts.sets import set_map
from kb.insight.drawings import Drawing
from kb.insight.scenes import Scene
from kb.insight.withwhom.criteria import LABELS
from kb.insight.withwhom.joining import Question, Search
from kb.models import Municipality


def bars(found: Search) -> Drawing:
    """The best sets, a piece a criterion."""
    words = ContributionLabels(
        title=_("What the score is made of"),
        subtitle=_("The best sets; 100 is the best on every criterion that counts"),
        description=_("A bar a set of newcomers, a piece a criterion; the number is the score of 100."),
        name=_("Joins"),
        part=_("Criterion"),
        points=_("Points of 100"),
        empty=_("No set to compare."),
    )
    named = found.parts.assign(
        name=found.parts["joined"], part=found.parts["criterion"].map(lambda code: str(LABELS[code]))
    )
    return Drawing(contributions(named[["name", "part", "points"]], words), words)


def best_on_map(view: Scene, question: Question, found: Search) -> Drawing:
    """The best set and those around it."""
    shown = [*question.base, *found.first["ids"], *found.around]
    nodes = view.municipalities[view.municipalities["id"].isin(shown)].reset_index(drop=True)
    roles = dict.fromkeys(question.base, "base") | dict.fromkeys(found.first["ids"], "joins")
    nodes["role"] = [roles.get(pk, "") for pk in nodes["id"]]
    nodes["in_study"] = nodes["id"].isin(list(view.study))
    nodes["url"] = [reverse("kb:municipality", args=[nis]) for nis in nodes["nis"]]
    words = SetLabels(
        title=_("The best set on the map"),
        subtitle=_("With the municipalities that border it"),
        description=_("Who looks for a partner, and with a plus who would join."),
        municipality=_("Municipality"),
        role=_("Part in the set"),
        base=_("looks for a partner"),
        joins=_("would join"),
        other=_("around it"),
        empty=_("No outline of a municipality is known yet."),
    )
    shapes = frames.shapes(Municipality.objects.filter(pk__in=shown))
    rows = nodes[["id", "name", "role", "lon", "lat", "in_study", "url"]]
    return Drawing(set_map(shapes, rows, words), words, len(shapes), len(nodes))
