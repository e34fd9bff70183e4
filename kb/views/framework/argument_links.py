from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kb.actions.framework.argument_links import link_again, link_arguments, unlink_arguments
from kb.forms.framework.argument_links import ArgumentLinkForm
from kb.guards import study_view
from kb.models import Argument, ArgumentLink, Study
from kb.views.inplace import REFUSED, page_or_part


def named(study: Study, code: str) -> Argument:
    return get_object_or_404(study.arguments.select_related("study"), code=code)


def _page(request: HttpRequest, argument: Argument, status: int = 200, **more: Any) -> HttpResponse:
    return page_or_part(request, "argument", "links", {"argument": argument, **more}, status)


@require_http_methods(["GET", "HEAD", "POST"])
def links(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """The list on a page of its own, for who has no JavaScript; whoever writes adds to it."""
    return (add if request.method == "POST" else show)(request, slug=slug, code=code)


@study_view()
def show(request: HttpRequest, study: Study, code: str) -> HttpResponse:
    removed = request.GET.get("removed", "")
    return _page(request, named(study, code), removed=removed if removed.isdecimal() else "")


@study_view("kb.edit_study")
def add(request: HttpRequest, study: Study, code: str) -> HttpResponse:
    argument = named(study, code)
    form = ArgumentLinkForm(request.POST, argument=argument)
    if form.run(lambda: link_arguments(**form.link, by=request.user)) is None:
        return _page(request, argument, REFUSED, link_form=form)
    return _after(request, argument)


@require_POST
@study_view("kb.edit_study")
def remove(request: HttpRequest, study: Study, code: str, pk: int) -> HttpResponse:
    """From either end; it can be put back at once."""
    argument = named(study, code)
    rows = ArgumentLink.objects.filter(source=argument) | ArgumentLink.objects.filter(target=argument)
    version = unlink_arguments(link=get_object_or_404(rows, pk=pk), by=request.user)
    return _after(request, argument, removed=version)


@require_POST
@study_view("kb.edit_study")
def restore(request: HttpRequest, study: Study, code: str, version: int) -> HttpResponse:
    argument = named(study, code)
    past: Any = ArgumentLink.history.filter(history_type="-")  # type: ignore[attr-defined]
    record = get_object_or_404(past, history_id=version)
    if argument.pk not in {record.source_id, record.target_id}:
        raise Http404
    try:
        link_again(study=study, version=version, by=request.user)
    except ValidationError as refusal:
        return _page(request, argument, REFUSED, refused=" ".join(refusal.messages))
    return _after(request, argument)


def _after(request: HttpRequest, argument: Argument, removed: int = 0) -> HttpResponse:
    if request.htmx:  # type: ignore[attr-defined]
        return _page(request, argument, removed=removed)
    if not removed:
        messages.success(request, _("Saved."))
    where = reverse("kb:argument_links", args=[argument.study.slug, argument.code])
    return redirect(f"{where}?removed={removed}" if removed else where)
