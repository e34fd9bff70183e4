from __future__ import annotations

from django.contrib import messages
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kb.actions.framework.assessments import assess, withdraw_assessment
from kb.forms.acting import DecisionForm
from kb.forms.framework.assessments import AssessmentFilter
from kb.forms.framework.deliberation import AssessmentForm
from kb.guards import study_view
from kb.insight.deliberation.assessments import Judged, judgement
from kb.models import Assessment, Capacity, Gain, Study
from kb.tables.deliberation import assessment_rows
from kb.views.files import table_file
from kb.views.framework.answers import CHANGED
from kb.views.inplace import page_or_part, part_after, sent, status_of
from kb.views.parts import chips


@require_safe
@study_view()
def matrix(request: HttpRequest, study: Study) -> HttpResponse:
    whole = judgement(study)
    form = AssessmentFilter(request.GET, whole=whole)
    context = {
        "whole": whole,
        "rows": whole.only(form.keeps),
        "form": form,
        "chips": chips(request, form),
        "query": request.GET.urlencode(),
        "capacities": Capacity.objects.prefetch_related(
            Prefetch("gains", Gain.objects.select_related("source"))
        ),
    }
    return render(request, "kb/assessments/show.html", context)


@require_safe
@study_view()
def export(request: HttpRequest, study: Study, form: str) -> HttpResponse:
    """A row a place of the matrix, as the page is filtered."""
    whole = judgement(study)
    rows = whole.only(AssessmentFilter(request.GET, whole=whole).keeps)
    return table_file(*assessment_rows(rows), form, f"{study.slug}-beoordelingen", "beoordelingen")


def at(study: Study, who: str, what: str) -> Judged:
    for place in judgement(study).every:
        if (place.who, place.what) == (who, what):
            return place
    raise Http404


@study_view("kb.edit_study")
def edit(request: HttpRequest, study: Study, who: str, what: str) -> HttpResponse:
    """One verdict: in the place of its card, or on a page of its own."""
    place = at(study, who, what)
    named = {"study": study, "municipality": place.municipality, "capacity": place.capacity}
    row = place.verdict or Assessment(**named)
    form = AssessmentForm(sent(request), instance=row, study=study, auto_id=f"{place.place}-%s")
    back = f"{reverse('kb:assessments', args=[study.slug])}#{place.place}"
    context = {"form": form, "place": place, "back": back}
    if request.method != "POST" or not form.run(assess, **named, by=request.user):
        return page_or_part(request, "assessments", "form", context, status_of(form))
    if request.htmx:  # type: ignore[attr-defined]
        context["place"] = at(study, who, what)
        return part_after(request, "kb/assessments/_card.html", context, CHANGED)
    messages.success(request, _("Saved."))
    return redirect(back)


@study_view("kb.edit_study")
def delete(request: HttpRequest, study: Study, who: str, what: str) -> HttpResponse:
    """Back to a place that nobody judged."""
    place = at(study, who, what)
    if place.verdict is None:
        raise Http404
    form = DecisionForm(sent(request), row=place.verdict)
    known = {"assessment": place.verdict, "by": request.user}
    back = f"{reverse('kb:assessments', args=[study.slug])}#{place.place}"
    if request.method == "POST" and form.run(lambda: withdraw_assessment(**known, **form.deciding) or True):
        messages.success(request, _("The assessment is deleted."))
        return redirect(back)
    context = {
        "title": _("Delete this assessment?"),
        "text": _("%(who)s, %(what)s: not judged yet, afterwards. This cannot be undone.")
        % {"who": place.name, "what": place.capacity_name},
        "consequences": [_("Its arguments stay on the board.")],
        "submit": _("Delete the assessment"),
        "cancel_url": back,
        "form": form,
    }
    return render(request, "components/confirm.html", context, status=status_of(form))
