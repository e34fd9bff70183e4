from __future__ import annotations

from collections import Counter
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kb.actions.versions import REVERTIBLE, alive, deleted_with, moment_of_deletion
from kb.actions.versions import revert as put_back
from kb.forms.acting import DecisionForm
from kb.guards import edits_facts
from kb.insight.history import (
    Entry,
    agreement_entries,
    agreement_of,
    differences,
    folded,
    municipality_entries,
)
from kb.models import Agreement, Municipality
from kb.views.inplace import sent, status_of
from kb.wording import with_years

PER_PAGE = 50


@require_safe
def agreement_history(request: HttpRequest, pk: int) -> HttpResponse:
    """Also of an agreement that was deleted: from here it comes back."""
    agreement = Agreement.objects.filter(pk=pk).first()
    if agreement is None and not Agreement.history.filter(id=pk).exists():  # type: ignore[attr-defined]
        raise Http404
    entries = agreement_entries(pk)
    name = str(agreement) if agreement else next(entry.what for entry in entries if entry.kind == "agreement")
    return _history(request, name, entries, agreement)


@require_safe
def municipality_history(request: HttpRequest, nis: str) -> HttpResponse:
    municipality = get_object_or_404(Municipality, nis=nis)
    return _history(request, with_years(municipality), municipality_entries(municipality), municipality)


def _history(request: HttpRequest, name: str, entries: list[Entry], subject: Any) -> HttpResponse:
    page = Paginator(folded(entries), PER_PAGE).get_page(request.GET.get("page"))
    context = {"name": name, "subject": subject, "n": len(entries), "page": page}
    return render(request, "kb/facts/history.html", context)


@edits_facts
def revert(request: HttpRequest, kind: str, version: int) -> HttpResponse:
    if kind not in REVERTIBLE:
        raise Http404
    record: Any = get_object_or_404(REVERTIBLE[kind].history.all(), history_id=version)  # type: ignore[attr-defined]
    back = _history_url(record)
    form = DecisionForm(sent(request), row=record.instance)
    if request.method == "POST" and form.run(lambda: put_back_version(request, kind, record, form)):
        messages.success(request, _("Restored. The history keeps what stood there before."))
        return redirect(back)
    context = {
        "title": _("Restore this version?"),
        "text": _("It becomes a new version; nothing is lost from the history."),
        "consequences": consequences(record),
        "submit": _("Restore"),
        "cancel_url": back,
        "form": form,
    }
    return render(request, "components/confirm.html", context, status=status_of(form))


def put_back_version(request: HttpRequest, kind: str, record: Any, form: DecisionForm) -> Any:
    said = {"reason": _("Restored the version of %(day)s") % {"day": moment(record)}}
    chosen = {name: value for name, value in form.deciding.items() if value != ""}
    return put_back(kind=kind, version=record.history_id, by=request.user, **said | chosen)


def moment(record: Any) -> str:
    return date_format(timezone.localtime(record.history_date), "SHORT_DATETIME_FORMAT")


def _history_url(record: Any) -> str:
    if isinstance(record.instance, Municipality):
        return reverse("kb:municipality_history", args=[record.nis])
    return reverse("kb:agreement_history", args=[agreement_of(record)])


def consequences(record: Any) -> list[str]:
    live = alive(record)
    if live is None:
        return [_coming_back(record)]
    changes = differences(live, record)
    return [f"{change.label}: {change.old} → {change.new}" for change in changes] or [
        _("It stands like this already: nothing changes.")
    ]


def _coming_back(record: Any) -> str:
    deleted_at = moment_of_deletion(record)
    parts = deleted_with(record.instance, deleted_at) if deleted_at else []
    if not parts:
        return _("It comes back.")
    counts = Counter(part.instance_type for part in parts)
    return _("It comes back, with what was deleted with it: %(parts)s.") % {
        "parts": ", ".join(_counted(model, n) for model, n in counts.items())
    }


def _counted(model: type[Model], n: int) -> str:
    names = model._meta
    return f"{n} {names.verbose_name if n == 1 else names.verbose_name_plural}"
