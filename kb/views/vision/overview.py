from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kb.exchange.documents import WRITERS
from kb.exchange.vision import vision_document
from kb.guards import study_view
from kb.insight.vision.progress import progress
from kb.models import Study
from kb.views.files import attachment

NEXT = 5


@require_safe
@study_view()
def show(request: HttpRequest, study: Study) -> HttpResponse:
    """How far the vision is, what must be talked out, and what is prepared next."""
    today = timezone.localdate()
    context = {
        "found": progress(study, today),
        "points": list(study.vision_points.open()),
        "homework": study.homework.waiting().select_related("party", "person")[:NEXT],
        "today": today,
    }
    return render(request, "kb/vision/show.html", context)


@require_safe
@study_view()
def export(request: HttpRequest, study: Study, form: str) -> HttpResponse:
    """The whole vision, to send round or to go on writing elsewhere."""
    if form not in WRITERS:
        raise Http404
    document = vision_document(study, timezone.localdate())
    return attachment(WRITERS[form](document), f"{study.slug}-visie.{form}")
