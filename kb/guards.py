"""The one guard at the top of a view: who may pass, and what the others see.

A study that is closed to somebody does not exist for them (404); somebody who may read but not write
gets 403.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from kb.models import Study

View = Callable[..., HttpResponse]


def study_view(permission: str = "kb.view_study") -> Callable[[View], View]:
    """Give the view its study instead of the slug in the address, to those with ``permission``."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, slug: str, **kwargs: Any) -> HttpResponse:
            study = Study.objects.filter(slug=slug).select_related("compared_with").first()
            if study is None or not request.user.has_perm("kb.view_study", study):
                raise Http404
            if not request.user.has_perm(permission, study):
                raise PermissionDenied
            if request.session.get("study") != study.slug:
                request.session["study"] = study.slug
            request.study = study  # type: ignore[attr-defined]
            return view(request, study, **kwargs)

        return guarded

    return guard


def edits_facts(view: View) -> View:
    """Only the editors of the knowledge base pass."""

    @wraps(view)
    def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm("kb.edit_facts"):
            raise PermissionDenied
        return view(request, **kwargs)

    return guarded
