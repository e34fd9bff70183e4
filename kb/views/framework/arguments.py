"""Arguments: the list of all, the page of one, and writing one with all its links."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kb.actions.framework.arguments import add_argument, change_argument, delete_argument
from kb.filters.arguments import ArgumentFilter
from kb.forms.acting import DecisionForm
from kb.forms.framework.arguments import ArgumentForm, NewArgumentForm
from kb.forms.framework.voices import CiteForm, RemarkForm, ShareForm
from kb.guards import study_view
from kb.insight.support import spoken_for
from kb.models import Argument, Study
from kb.tables.arguments import ArgumentTable, argument_file
from kb.tables.paging import paged
from kb.views.files import table_file
from kb.views.inplace import sent, status_of
from kb.views.parts import chips


def found_in(request: HttpRequest, study: Study) -> ArgumentFilter:
    rows = study.arguments.shown().annotate(n_sources=Count("citations", distinct=True))
    return ArgumentFilter(request.GET, queryset=rows, study=study)


@require_safe
@study_view()
def listing(request: HttpRequest, study: Study) -> HttpResponse:
    found = found_in(request, study)
    table = ArgumentTable(found.qs)
    paged(request, table, 25)
    n, unshared = study.arguments.count(), study.arguments.not_shared_by_all().count()
    context = {
        "filter": found,
        "table": table,
        "chips": chips(request, found.form),
        "query": request.GET.urlencode(),
        "n": n,
        "without_source": study.arguments.without_source().count(),
        "shared": n - unshared if study.parties.exists() else 0,
    }
    return render(request, "kb/argument/list.html", context)


@require_safe
@study_view()
def export(request: HttpRequest, study: Study, form: str) -> HttpResponse:
    """The listed arguments, as the page is filtered."""
    rows = argument_file(found_in(request, study).qs)
    return table_file(*rows, form, f"{study.slug}-argumenten", _("Arguments"))


def named(study: Study, code: str) -> Argument:
    return get_object_or_404(study.arguments.shown().select_related("made_by"), code=code)


@require_safe
@study_view()
def show(request: HttpRequest, study: Study, code: str) -> HttpResponse:
    return page(request, study, named(study, code))


def page(request: HttpRequest, study: Study, argument: Argument, **forms: Any) -> HttpResponse:
    """The argument; ``forms``: one that was refused, under the name of its part."""
    voice = spoken_for(request.user, argument)
    context = {
        "subject": argument,
        "argument": argument,
        "voice": voice,
        "share": ShareForm(parties=voice.parties, said=voice.said),
        "remark": RemarkForm(),
        "cite": CiteForm(),
        "comments": argument.comments.select_related("author"),
        **forms,
    }
    status = max(map(status_of, forms.values()), default=200)
    return render(request, "kb/argument/show.html", context, status=status)


@study_view("kb.edit_study")
def create(request: HttpRequest, study: Study) -> HttpResponse:
    asked = {name: request.GET.getlist(name) for name in ("capacities", "services", "questions")}
    first = {name: rows for name, rows in asked.items() if rows} | {"polarity": "pro"}
    form = NewArgumentForm(sent(request), instance=Argument(study=study), study=study, initial=first)
    known = {"study": study, "by": request.user}
    if request.method == "POST":
        made = form.run(lambda: add_argument(values=form.values(), stances=form.stances, **known))
        if made:
            messages.success(request, _("Added. Now name its source, if there is one."))
            return redirect(made)
    return render(request, "kb/argument/new.html", {"form": form}, status=status_of(form))


@study_view("kb.edit_study")
def edit(request: HttpRequest, study: Study, code: str) -> HttpResponse:
    argument = named(study, code)
    form = ArgumentForm(sent(request), instance=argument, study=study)
    if request.method == "POST" and form.run(change_argument, argument=argument, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(argument)
    context = {"subject": argument, "argument": argument, "form": form}
    return render(request, "kb/argument/edit.html", context, status=status_of(form))


@study_view("kb.edit_study")
def delete(request: HttpRequest, study: Study, code: str) -> HttpResponse:
    argument = named(study, code)
    form = DecisionForm(sent(request), row=argument)
    known = {"argument": argument, "by": request.user}
    if request.method == "POST" and form.run(lambda: delete_argument(**known, **form.deciding) or True):
        messages.success(request, _("Deleted. It can be restored here."))
        return redirect("kb:argument_history", slug=study.slug, code=code)
    context = {
        "title": _("Delete this argument?"),
        "text": argument.text,
        "consequences": [_("Its links, sources, support and remarks go with it. All of it can be restored.")],
        "submit": _("Delete the argument"),
        "cancel_url": argument.get_absolute_url(),
        "form": form,
    }
    return render(request, "components/confirm.html", context, status=status_of(form))
