from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kb.actions.vision.texts import settle_text, unsettle_text, write_text
from kb.forms.acting import DecisionForm
from kb.forms.vision.texts import NewPointForm, VisionTextForm
from kb.guards import study_view
from kb.insight.parties import voices
from kb.insight.vision.progress import label_of
from kb.insight.vision.section import section_of, text_of
from kb.models import Study, VisionPoint, VisionSection, VisionText
from kb.views.inplace import REFUSED, sent, status_of


def known(section: str) -> str:
    """A section that there is."""
    if section not in VisionSection.values:
        raise Http404
    return section


def at(study: Study, section: str, place: str = "") -> str:
    return reverse("kb:vision_section", args=[study.slug, section]) + (f"#{place}" if place else "")


@study_view()
def section(request: HttpRequest, study: Study, section: str) -> HttpResponse:
    """Everybody of the study reads the section; who writes in it saves the shared text."""
    text = text_of(study, known(section))
    form = VisionTextForm(sent(request), instance=text)
    if request.method == "POST":
        if not request.user.has_perm("kb.edit_study", study):
            raise PermissionDenied
        saved = form.run(write_text, study=study, section=section, by=request.user)
        if saved:
            _tell_saved(request, text, saved)
            return redirect(at(study, section, "text"))
    return page(request, study, section, form=form)


def _tell_saved(request: HttpRequest, before: VisionText, after: VisionText) -> None:
    if before.settled and not after.settled:
        messages.warning(request, _("Saved as a draft: the parties agreed on other words."))
    else:
        messages.success(request, _("The text is saved."))


def page(request: HttpRequest, study: Study, code: str, **forms: Any) -> HttpResponse:
    """The section; ``forms`` are those that were sent and keep what was typed."""
    found = section_of(study, code)
    spoken = {party.pk for party in voices(request.user, study)}
    context = {
        "found": found,
        "form": VisionTextForm(instance=found.text),
        "point_form": NewPointForm(instance=VisionPoint(study=study, section=code)),
        "settling": DecisionForm(row=found.text),
        "spoken": spoken,
        "today": timezone.localdate(),
        "sections": [(other, label_of(other)) for other in VisionSection.values],
    } | forms
    refused = any(status_of(form) == REFUSED for form in forms.values())
    return render(request, "kb/vision/section.html", context, status=REFUSED if refused else 200)


@require_POST
@study_view("kb.edit_study")
def unsettle(request: HttpRequest, study: Study, section: str) -> HttpResponse:
    text = get_object_or_404(study.vision_texts, section=known(section))
    form = DecisionForm(request.POST, row=text)
    if form.run(lambda: unsettle_text(text=text, by=request.user, **form.deciding)):
        messages.success(request, _("The text is a draft again."))
        return redirect(at(study, section, "text"))
    return page(request, study, section, settling=form)


@study_view("kb.edit_study")
def settle(request: HttpRequest, study: Study, section: str) -> HttpResponse:
    """Asks once more, and shows what is still missing."""
    text = get_object_or_404(study.vision_texts, section=known(section))
    form = DecisionForm(sent(request), row=text)
    if request.method == "POST" and form.run(
        lambda: settle_text(text=text, by=request.user, **form.deciding)
    ):
        messages.success(request, _("Written down: the parties agree on this text."))
        return redirect(at(study, section, "text"))
    found = section_of(study, section)
    context = {"found": found, "form": form, "back": at(study, section, "text")}
    return render(request, "kb/vision/settle.html", context, status=status_of(form))
