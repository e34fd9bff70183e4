"""What was written on an argument, by whom, and the way back; also of an argument that was deleted."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kb.actions.versions import OF_A_STUDY
from kb.forms.acting import DecisionForm
from kb.guards import study_view
from kb.insight.history import Entry, argument_entries
from kb.models import Argument, Study
from kb.views.inplace import sent, status_of
from kb.views.versions import consequences, put_back_version


def _record(study: Study, code: str) -> Any:
    """The latest version of the argument that has this code, or had it."""
    past: Any = Argument.history.filter(study_id=study.pk, code=code)  # type: ignore[attr-defined]
    record = past.first()
    if record is None:
        raise Http404
    return record


def _known(study: Study, code: str) -> tuple[int, Argument | None, list[Entry]]:
    argument = study.arguments.filter(code=code).first()
    pk = argument.pk if argument else _record(study, code).id
    return pk, argument, argument_entries(pk)


@require_safe
@study_view()
def history(request: HttpRequest, study: Study, code: str) -> HttpResponse:
    _pk, argument, entries = _known(study, code)
    name = str(argument) if argument else str(_record(study, code).text)
    context = {"argument": argument, "code": code, "name": name, "entries": entries, "n": len(entries)}
    if argument:
        context["subject"] = argument
    return render(request, "kb/argument/history.html", context)


@study_view("kb.edit_study")
def revert(request: HttpRequest, study: Study, code: str, kind: str, version: int) -> HttpResponse:
    _pk, _argument, entries = _known(study, code)
    if (kind, version) not in {(entry.kind, entry.version) for entry in entries}:
        raise Http404
    record: Any = OF_A_STUDY[kind].history.get(history_id=version)  # type: ignore[attr-defined]
    form = DecisionForm(sent(request), row=record.instance)
    back = reverse("kb:argument_history", args=[study.slug, code])
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
