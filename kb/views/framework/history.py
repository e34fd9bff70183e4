from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kb.guards import study_view
from kb.insight.deliberation import changes
from kb.models import Study
from kb.views.framework import options, questions
from kb.views.framework.assessments import at


@require_safe
@study_view()
def question(request: HttpRequest, study: Study, code: str) -> HttpResponse:
    row = questions.named(study, code)
    return _page(request, str(row), row.get_absolute_url(), changes.of_question(row), row)


@require_safe
@study_view()
def option(request: HttpRequest, study: Study, code: str) -> HttpResponse:
    row = options.named(study, code)
    return _page(request, str(row), row.get_absolute_url(), changes.of_option(row), row)


@require_safe
@study_view()
def assessment(request: HttpRequest, study: Study, who: str, what: str) -> HttpResponse:
    place = at(study, who, what)
    if place.verdict is None:
        raise Http404
    back = f"{reverse('kb:assessments', args=[study.slug])}#{place.place}"
    name = _("%(who)s, %(what)s") % {"who": place.name, "what": place.capacity_name}
    return _page(request, name, back, changes.of_assessment(place.verdict), study)


def _page(request: HttpRequest, name: str, back: str, found: list[Any], subject: Any) -> HttpResponse:
    context = {"name": name, "back": back, "changes": found, "subject": subject}
    return render(request, "kb/questions/history.html", context)
