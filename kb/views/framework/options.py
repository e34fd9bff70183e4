from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kb.actions.framework.options import add_option, change_option, delete_option, move_option
from kb.forms.framework.compare import CompareForm
from kb.forms.framework.deliberation import OptionForm
from kb.forms.whatif import MoveForm
from kb.guards import study_view
from kb.insight.deliberation.leaving import goes_with
from kb.insight.deliberation.options import beside, portraits
from kb.models import Option, Study
from kb.tables.deliberation import option_rows
from kb.views.confirming import confirmed
from kb.views.files import table_file
from kb.views.inplace import sent, status_of


def named(study: Study, code: str) -> Option:
    return get_object_or_404(study.options.select_related("study", "source"), code=code)


@require_safe
@study_view()
def listing(request: HttpRequest, study: Study) -> HttpResponse:
    found = portraits(study, study.options.all())
    context = {
        "portraits": found,
        "n_questions": study.questions.count(),
        "groundless": sum(not portrait.said for portrait in found),
    }
    return render(request, "kb/options/list.html", context)


@require_safe
@study_view()
def export(request: HttpRequest, study: Study, form: str) -> HttpResponse:
    """A row for each argument on an option, and one for an option without arguments."""
    found = portraits(study, study.options.all())
    return table_file(*option_rows(found), form, f"{study.slug}-opties", "opties")


@require_safe
@study_view()
def show(request: HttpRequest, study: Study, code: str) -> HttpResponse:
    option = named(study, code)
    (portrait,) = portraits(study, study.options.filter(pk=option.pk))
    others = study.options.exclude(pk=option.pk)
    context = {"subject": option, "option": option, "portrait": portrait, "others": others}
    return render(request, "kb/options/show.html", context)


@require_safe
@study_view()
def compare(request: HttpRequest, study: Study) -> HttpResponse:
    """Two or three options side by side; the choice stands in the address."""
    form = CompareForm(request.GET or None, study=study)
    found = beside(portraits(study, form.cleaned_data["option"]) if form.is_valid() else [])
    context = {"form": form, **vars(found), "unplaced": found.unplaced, "apart": found.apart}
    return render(request, "kb/options/compare.html", context)


@study_view("kb.edit_study")
def create(request: HttpRequest, study: Study) -> HttpResponse:
    form = OptionForm(sent(request), instance=Option(study=study), study=study)
    if request.method == "POST" and (made := form.make(add_option, study=study, by=request.user)):
        messages.success(request, _("The option is added."))
        return redirect(made)
    return _form(request, form, None)


@study_view("kb.edit_study")
def edit(request: HttpRequest, study: Study, code: str) -> HttpResponse:
    option = named(study, code)
    form = OptionForm(sent(request), instance=option, study=study)
    if request.method == "POST" and form.run(change_option, option=option, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(option)
    return _form(request, form, option)


def _form(request: HttpRequest, form: OptionForm, option: Option | None) -> HttpResponse:
    context = {"form": form, "option": option}
    return render(request, "kb/options/edit.html", context, status=status_of(form))


@require_POST
@study_view("kb.edit_study")
def move(request: HttpRequest, study: Study, code: str) -> HttpResponse:
    """Earlier or later; asked for anything else, the option stays where it is."""
    option = named(study, code)
    form = MoveForm(request.POST)
    if form.is_valid():
        move_option(option=option, places=form.cleaned_data["places"], by=request.user)
    return redirect("kb:options", slug=study.slug)


@study_view("kb.edit_study")
def delete(request: HttpRequest, study: Study, code: str) -> HttpResponse:
    option = named(study, code)
    page = {
        "title": _("Delete this option?"),
        "text": _("“%(what)s”. This cannot be undone.") % {"what": option},
        "consequences": goes_with(option),
        "submit": _("Delete the option"),
    }
    said = _("Deleted: “%(what)s”.") % {"what": option}
    back = reverse("kb:options", args=[study.slug])
    act = partial(delete_option, option=option)
    return confirmed(request, option, act, said=said, back=back, page=page)
