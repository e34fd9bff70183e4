from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from kb.actions.services.services import delete_service, restore_service
from kb.forms.acting import DecisionForm
from kb.guards import study_view
from kb.insight.history import service_entries
from kb.models import Service, Study
from kb.views.inplace import sent, status_of
from kb.views.services.services import named
from kb.views.versions import consequences, moment


@study_view("kb.edit_study")
def delete(request: HttpRequest, study: Study, code: str) -> HttpResponse:
    service = named(study, code)
    form = DecisionForm(sent(request), row=service)
    known = {"service": service, "by": request.user}
    if request.method == "POST" and form.run(lambda: delete_service(**known, **form.deciding) or True):
        messages.success(request, _("Deleted. It can be restored here."))
        return redirect("kb:service_history", slug=study.slug, code=code)
    n = service.arguments.count()
    stay = ngettext("%(n)s argument loses its tie with it.", "%(n)s arguments lose their tie with it.", n)
    context = {
        "title": _("Delete “%(service)s”?") % {"service": service},
        "text": _("It leaves the catalogue and the roadmap. It can be restored from its history."),
        "consequences": [stay % {"n": n}] if n else [],
        "submit": _("Delete the service"),
        "cancel_url": service.get_absolute_url(),
        "form": form,
    }
    return render(request, "components/confirm.html", context, status=status_of(form))


def _past(study: Study, code: str) -> tuple[int, Service | None]:
    """The service that has this code, else the one that had it last."""
    service = study.services.filter(code=code).first()
    if service:
        return service.pk, service
    past: Any = Service.history.filter(study_id=study.pk, code=code)  # type: ignore[attr-defined]
    found = past.values_list("id", flat=True).first()
    if found is None:
        raise Http404
    return found, None


@require_safe
@study_view()
def history(request: HttpRequest, study: Study, code: str) -> HttpResponse:
    """Also of a service that was deleted: from here it comes back."""
    pk, service = _past(study, code)
    entries = service_entries(pk)
    name = service.name if service else entries[0].what
    context = {"service": service, "code": code, "name": name, "entries": entries, "subject": service}
    return render(request, "kb/services/history.html", context)


@study_view("kb.edit_study")
def restore(request: HttpRequest, study: Study, code: str, version: int) -> HttpResponse:
    pk, _service = _past(study, code)
    past: Any = Service.history.filter(id=pk)  # type: ignore[attr-defined]
    record = get_object_or_404(past, history_id=version)
    form = DecisionForm(sent(request), row=record.instance)
    if request.method == "POST" and (found := form.run(lambda: _restored(request, record, form))):
        messages.success(request, _("Restored. The history keeps what stood there before."))
        return redirect(found)
    context = {
        "title": _("Restore this version?"),
        "text": _("It becomes a new version; nothing is lost from the history."),
        "consequences": consequences(record),
        "submit": _("Restore"),
        "cancel_url": reverse("kb:service_history", args=[study.slug, code]),
        "form": form,
    }
    return render(request, "components/confirm.html", context, status=status_of(form))


def _restored(request: HttpRequest, record: Any, form: DecisionForm) -> Service:
    said = {"reason": _("Restored the version of %(day)s") % {"day": moment(record)}}
    chosen = {name: value for name, value in form.deciding.items() if value != ""}
    return restore_service(version=record.history_id, by=request.user, **said | chosen)
