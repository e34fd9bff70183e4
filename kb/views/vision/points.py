from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kb.actions.vision.texts import add_point, change_point, remove_point, reopen_point, settle_point
from kb.forms.acting import DecisionForm
from kb.forms.vision.texts import NewPointForm, OutcomeForm, PointForm
from kb.guards import study_view
from kb.insight.vision.progress import label_of
from kb.models import Study, VisionPoint
from kb.views.inplace import sent, status_of
from kb.views.vision.texts import at, known, page


def _point(study: Study, section: str, pk: int) -> VisionPoint:
    return get_object_or_404(study.vision_points.select_related("prompt"), section=known(section), pk=pk)


@require_POST
@study_view("kb.edit_study")
def add(request: HttpRequest, study: Study, section: str) -> HttpResponse:
    form = NewPointForm(request.POST, instance=VisionPoint(study=study, section=known(section)))
    known_as = {"study": study, "section": section, "by": request.user}
    if form.run(lambda: add_point(values=form.values(), **known_as)):
        messages.success(request, _("The point is on the list."))
        return redirect(at(study, section, "points"))
    return page(request, study, section, point_form=form)


@study_view("kb.edit_study")
def change(request: HttpRequest, study: Study, section: str, pk: int) -> HttpResponse:
    point = _point(study, section, pk)
    form = PointForm(sent(request), instance=point)
    if request.method == "POST" and form.run(change_point, point=point, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(at(study, section, "points"))
    return _form_page(request, study, point, form, _("Change the point"))


@study_view("kb.edit_study")
def settle(request: HttpRequest, study: Study, section: str, pk: int) -> HttpResponse:
    """What was agreed when it was talked out."""
    point = _point(study, section, pk)
    form = OutcomeForm(sent(request), instance=point)
    given = {"point": point, "on": timezone.localdate(), "by": request.user}
    if request.method == "POST" and form.run(settle_point, **given):
        messages.success(request, _("Written down what was agreed."))
        return redirect(at(study, section, "points"))
    return _form_page(request, study, point, form, _("What was agreed?"))


def _form_page(
    request: HttpRequest, study: Study, point: VisionPoint, form: PointForm | OutcomeForm, title: str
) -> HttpResponse:
    context = {
        "point": point,
        "form": form,
        "title": title,
        "label": label_of(point.section),
        "back": at(study, point.section, "points"),
    }
    return render(request, "kb/vision/point.html", context, status=status_of(form))


@require_POST
@study_view("kb.edit_study")
def reopen(request: HttpRequest, study: Study, section: str, pk: int) -> HttpResponse:
    point = _point(study, section, pk)
    reopen_point(point=point, by=request.user)
    messages.success(request, _("The point is open again; what was agreed before can still be read."))
    return redirect(at(study, section, "points"))


@study_view("kb.edit_study")
def remove(request: HttpRequest, study: Study, section: str, pk: int) -> HttpResponse:
    point = _point(study, section, pk)
    form = DecisionForm(sent(request), row=point)
    given = {"point": point, "by": request.user}
    if request.method == "POST" and form.run(lambda: remove_point(**given, **form.deciding) or True):
        messages.success(request, _("The point is removed."))
        return redirect(at(study, section, "points"))
    context = {
        "title": _("Remove this point?"),
        "text": point.text,
        "consequences": [point.outcome] if point.outcome else [],
        "submit": _("Remove the point"),
        "cancel_url": at(study, section, "points"),
        "form": form,
    }
    return render(request, "components/confirm.html", context, status=status_of(form))
