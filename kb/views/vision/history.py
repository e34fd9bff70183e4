from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kb.actions.vision.texts import restore_text
from kb.forms.acting import DecisionForm
from kb.guards import study_view
from kb.insight.vision.progress import label_of
from kb.insight.vision.section import text_of
from kb.insight.vision.versions import versions
from kb.models import Study
from kb.views.inplace import sent, status_of
from kb.views.vision.texts import at, known


@require_safe
@study_view()
def show(request: HttpRequest, study: Study, section: str) -> HttpResponse:
    text = text_of(study, known(section))
    context = {
        "code": section,
        "label": label_of(section),
        "versions": versions(text),
        "back": at(study, section, "text"),
    }
    return render(request, "kb/vision/history.html", context)


@study_view("kb.edit_study")
def restore(request: HttpRequest, study: Study, section: str, version: int) -> HttpResponse:
    """The words of an older version, shown before they come back."""
    text = get_object_or_404(study.vision_texts, section=known(section))
    old = next((one for one in versions(text) if one.number == version), None)
    if old is None:
        raise Http404
    form = DecisionForm(sent(request), row=text)
    given = {"text": text, "version": version, "by": request.user}
    if request.method == "POST" and form.run(lambda: restore_text(**given, **form.deciding)):
        messages.success(request, _("These words are back. The history keeps the others."))
        return redirect(at(study, section, "text"))
    context = {
        "label": label_of(section),
        "text": text,
        "old": old,
        "form": form,
        "back": reverse("kb:vision_history", args=[study.slug, section]),
    }
    return render(request, "kb/vision/restore.html", context, status=status_of(form))
