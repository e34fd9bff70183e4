from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kb.actions.weights import reset_weights, save_weights, version_of_weights
from kb.analysis.withwhom.partners import EQUAL
from kb.forms.partners import PartnerForm, WeightsForm, day_of, names, weight_name
from kb.guards import study_view
from kb.insight import drawings
from kb.insight.regions import borders
from kb.insight.scenes import Scene, in_scope, kept, scene
from kb.insight.withwhom import joining_drawn
from kb.insight.withwhom.backtests import MERGED_ON, REGISTER, backtest, missing
from kb.insight.withwhom.common import common_source
from kb.insight.withwhom.criteria import LABELS
from kb.insight.withwhom.joining import Question, Search, search
from kb.insight.withwhom.podium import podium
from kb.models import Rule, Study
from kb.tables.paging import paged
from kb.tables.partners import BacktestTable, PartTable, SetTable, backtest_rows, set_rows
from kb.views.files import chart_file, table_file
from kb.views.inplace import page_or_part, status_of


@require_safe
@study_view()
def show(request: HttpRequest, study: Study) -> HttpResponse:
    return _page(request, study, request.GET)


@require_safe
@study_view()
def export(request: HttpRequest, study: Study, form: str) -> HttpResponse:
    _form, _view, _question, found = _read(study, request.GET)
    return table_file(*set_rows(found), form, f"{study.slug}-partners")


@require_safe
@study_view()
def picture_file(request: HttpRequest, study: Study, which: str, form: str) -> HttpResponse:
    """The bars or the map as they stand on the page, for a report."""
    _form, view, question, found = _read(study, request.GET)
    bars = which == "bars" or found.table.empty
    drawn = joining_drawn.bars(found) if bars else joining_drawn.best_on_map(view, question, found)
    return chart_file(drawn.chart, form, f"{study.slug}-partners")


@require_safe
@study_view()
def tested(request: HttpRequest, study: Study) -> HttpResponse:
    """What such a ranking is worth: against the mergers that came."""
    found = backtest()
    table = BacktestTable.of(found) if found else None
    if table:
        paged(request, table, 50)
    why = "" if found else missing(MERGED_ON, REGISTER)
    context = {"found": found, "table": table, "study": study, "why": why}
    return page_or_part(request, "partners", "backtest", context)


@require_safe
@study_view()
def tested_export(request: HttpRequest, study: Study, form: str) -> HttpResponse:
    """The municipalities that merged, one by one."""
    return table_file(*backtest_rows(backtest()), form, "partners-backtest")


@require_POST
@study_view("kb.edit_study")
def save(request: HttpRequest, study: Study) -> HttpResponse:
    form = WeightsForm(request.POST)
    before = form.run(lambda: save_weights(study=study, by=request.user, **form.saving))
    if before is None:
        return _page(request, study, _with_weights(request), form)
    said = _("These are now the weights of the team.")
    messages.success(request, format_html("{} {}", said, _way_back(study, request.GET, before)))
    return redirect(_address(study, request.GET))


@require_POST
@study_view("kb.edit_study")
def reset(request: HttpRequest, study: Study) -> HttpResponse:
    before = reset_weights(study=study, by=request.user)
    said = _("Every criterion counts equally again.")
    messages.success(request, format_html("{} {}", said, _way_back(study, request.GET, before)))
    return redirect(_address(study, request.GET))


def _page(
    request: HttpRequest, study: Study, data: QueryDict, saving: WeightsForm | None = None
) -> HttpResponse:
    form, view, question, found = _read(study, data)
    sets, parts = SetTable.of(found), PartTable.of(found)
    can_edit = request.user.has_perm("kb.edit_study", study)
    for table in (sets, parts):
        paged(request, table, 15)
    context = {
        "form": form,
        "view": view,
        "question": question,
        "base": [view.names[pk] for pk in question.base],
        "found": found,
        **_words(found),
        **_podium(study, view, question, found),
        "source": form.titles.get(form.chosen_source),
        "sets": sets,
        "parts": parts,
        "saving": saving or (_saving(study, form) if can_edit else None),
        "saved": form.saved,
        "can_edit": can_edit,
        "query": data.urlencode(),
        "rest": _without_weights(data).urlencode(),
        **_figures(view, question, found),
    }
    return render(request, "kb/partners/show.html", context, status=status_of(saving) if saving else 200)


def _read(study: Study, data: QueryDict) -> tuple[PartnerForm, Scene, Question, Search]:
    today = timezone.localdate()
    day = day_of(data)
    there = in_scope(study, "study").on(day or study.as_of or today)
    members = dict(there.in_order().values_list("pk", "name"))
    team = dict(study.partner_weights.values_list("criterion", "weight"))
    form = PartnerForm(data, members, team, common_source(study, members))
    question = form.question()
    view = scene(study, form.reading(), today)
    return form, view, question, search(study, view, question)


def _words(found: Search) -> dict[str, Any]:
    """What the search says in codes, as people call it."""
    return {
        "turns": [
            {"label": LABELS[turn.criterion], "rises": turn.after >= turn.before, **asdict(turn)}
            for turn in found.turns
        ],
        "moves": _moves(found.shift),
        "among_moves": _moves(found.among),
        "left_out": [LABELS[code] for code in found.left_out],
    }


def _moves(shift: dict[str, Any] | None) -> list[dict[str, Any]]:
    moves = shift["moves"] if shift else []
    return [{"label": LABELS[code], "by": by, "size": abs(by)} for code, by in moves]


def _podium(study: Study, view: Scene, question: Question, found: Search) -> dict[str, Any]:
    """The first three, and the rule on borders if one of them crosses one."""
    steps = podium(study, view, question, found) if found.weighed else []
    rule = Rule.objects.filter(code=borders.RULE).select_related("source")
    return {"podium": steps, "rule": rule.first() if any(step.crosses for step in steps) else None}


def _figures(view: Scene, question: Question, found: Search) -> dict[str, Any]:
    if found.table.empty or not found.weighed:
        return {}

    def draw(name: str, make: Any) -> drawings.Figure:
        key = f"{view.key}:{question.key}:{get_language()}"
        return kept(f"partners-{name}", key, view.version, lambda: drawings.figure(make()))

    return {
        "bars": draw("bars", lambda: joining_drawn.bars(found)),
        "drawn": draw("map", lambda: joining_drawn.best_on_map(view, question, found)),
    }


def _saving(study: Study, form: PartnerForm) -> WeightsForm:
    standing = {weight_name(name): weight for name, weight in form.weights.items()}
    return WeightsForm(initial=standing | {"seen": version_of_weights(study)})


def _without_weights(data: QueryDict) -> QueryDict:
    rest = data.copy()
    for name in names():
        rest.pop(name, None)
    return rest


def _with_weights(request: HttpRequest) -> QueryDict:
    """The question of the address with the weights of the form that was refused."""
    data = _without_weights(request.GET)
    for name in names():
        if name in request.POST:
            data[name] = request.POST[name]
    return data


def _address(study: Study, query: QueryDict, weights: dict[str, int] | None = None) -> str:
    data = _without_weights(query)
    for name, weight in (weights or {}).items():
        data[weight_name(name)] = str(weight)
    address = reverse("kb:partners", args=[study.slug])
    return f"{address}?{data.urlencode()}" if data else address


def _way_back(study: Study, query: QueryDict, before: dict[str, int]) -> str:
    """A link to the weights as they were, from where they can be saved again."""
    address = _address(study, query, EQUAL | before)
    return format_html('<a href="{}">{}</a>', address, _("Look at the weights before this."))
