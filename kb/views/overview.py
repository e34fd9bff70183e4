from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from kb.guards import study_view
from kb.insight.scenes import Scene
from kb.insight.standing import Open, Standing, recorded, standing, studied, waiting
from kb.models import Study


@require_safe
@study_view()
def show(request: HttpRequest, study: Study) -> HttpResponse:
    today = timezone.localdate()
    view, figures = standing(study, today)
    members = studied(study)
    open_ends = waiting(study, today)
    unmapped = sum(not member.outlined for member in members)
    populations = [member.population for member in members]
    context = {
        "study": study,
        "view": view,
        "can_edit": request.user.has_perm("kb.edit_study", study),
        "figures": figures,
        "members": members,
        "population": sum(populations) if populations and None not in populations else None,
        "population_on": next((member.population_on for member in members if member.population_on), None),
        "open": open_ends,
        "unmapped": unmapped,
        "road": _road(study, figures, open_ends, mapped=not unmapped),
        "square": _square(view, figures, [member.pk for member in members]),
        "strongest": _names(view, figures.strongest),
        "recorded": recorded(study),
    }
    return render(request, "kb/overview/show.html", context)


def _names(view: Scene, pair: dict[str, Any] | None) -> dict[str, Any] | None:
    return pair and {**pair, "a_name": view.names[pair["a"]], "b_name": view.names[pair["b"]]}


def _square(view: Scene, figures: Standing, order: list[int]) -> list[dict[str, Any]]:
    """Shared counts as rows of cells, the darkest tint for the pair that shares most."""
    shared = {(row.a, row.b): row.shared for row in figures.pairs.itertuples()}
    least, most = min(shared.values(), default=0), max(shared.values(), default=0)
    rows = []
    for one in filter(view.names.get, order):
        cells = []
        for other in filter(view.names.get, order):
            count = (
                figures.portfolios.get(one, 0) if one == other else shared[min(one, other), max(one, other)]
            )
            step = 1 + round(3 * (count - least) / (most - least)) if most > least else 2
            tint = "own" if one == other else f"tint-{step}"
            cells.append({"count": count, "tint": tint})
        rows.append({"name": view.names[one], "cells": cells})
    return rows


def _road(study: Study, figures: Standing, open_ends: Open, *, mapped: bool) -> list[dict[str, Any]]:
    known = ngettext("%(n)s cooperation", "%(n)s cooperations", figures.known) % {"n": figures.known}
    check = ngettext("%(n)s to check", "%(n)s to check", open_ends.to_check) % {"n": open_ends.to_check}
    later = _("comes in a later version")
    return [
        {
            "label": _("The region"),
            "note": _("municipalities and neighbours"),
            "state": "done" if mapped else "current",
            "url": reverse("kb:cooperations_map", args=[study.slug]),
        },
        {
            "label": _("Cooperations"),
            "note": f"{known}, {check}",
            "state": "current" if mapped else "later",
            "url": reverse("kb:matrix", args=[study.slug]),
        },
        _weighing(study),
        {"label": _("Urgency"), "note": later, "state": "later"},
        {"label": _("Deciding"), "note": later, "state": "later"},
    ]


def _weighing(study: Study) -> dict[str, Any]:
    arguments, weighed = study.arguments.count(), study.weighings.exists()
    said = ngettext("%(n)s argument", "%(n)s arguments", arguments) % {"n": arguments}
    return {
        "label": _("Weighing"),
        "note": said if arguments else _("no argument yet"),
        "state": "done" if weighed else "later",
        "url": reverse("kb:boards", args=[study.slug]),
    }
