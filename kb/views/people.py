from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kb.actions.people import change_role, give_access, remove_access
from kb.forms.acting import ConfirmForm
from kb.forms.people import InviteForm, RoleForm
from kb.guards import study_view
from kb.models import Study, StudyAccess
from kb.views.inplace import sent, status_of


@study_view()
def show(request: HttpRequest, study: Study) -> HttpResponse:
    """Everybody of the study sees who is in it; the owner adds people."""
    form = InviteForm(sent(request), study=study, initial={"role": StudyAccess.Role.READER})
    if request.method == "POST":
        if not request.user.has_perm("kb.own_study", study):
            raise PermissionDenied
        given = form.run(lambda: give_access(study=study, by=request.user, **form.cleaned_data))
        if given:
            said = {"name": given.user, "role": given.get_role_display()}
            messages.success(request, _("%(name)s can look into this study as %(role)s.") % said)
            return redirect("kb:people", slug=study.slug)
    return _page(request, study, form)


def _page(request: HttpRequest, study: Study, form: InviteForm, refused: str = "") -> HttpResponse:
    rows = list(study.access.select_related("user").order_by("user__username"))
    context = {
        "study": study,
        "people": rows,
        "roles": StudyAccess.Role.choices,
        "form": form,
        "refused": refused,
        "owns": request.user.has_perm("kb.own_study", study),
    }
    return render(request, "kb/people/show.html", context, status=422 if refused else status_of(form))


@require_POST
@study_view("kb.own_study")
def change(request: HttpRequest, study: Study, pk: int) -> HttpResponse:
    access = get_object_or_404(study.access.select_related("user"), pk=pk)
    form = RoleForm(request.POST)
    if form.run(lambda: change_role(access=access, by=request.user, **form.cleaned_data)):
        messages.success(request, _("The role of %(name)s is changed.") % {"name": access.user})
        return redirect("kb:people", slug=study.slug)
    said = next(iter(form.non_field_errors()), _("Choose one of the roles."))
    return _page(request, study, InviteForm(study=study), said)


@study_view()
def remove(request: HttpRequest, study: Study, pk: int) -> HttpResponse:
    """The owner removes anybody, and everybody may leave."""
    access = get_object_or_404(study.access.select_related("user"), pk=pk)
    leaves = access.user == request.user
    if not leaves and not request.user.has_perm("kb.own_study", study):
        raise PermissionDenied
    form = ConfirmForm(sent(request))
    if request.method == "POST" and form.run(lambda: remove_access(access=access, by=request.user) or True):
        messages.success(request, _("%(name)s no longer has access.") % {"name": access.user})
        return redirect("kb:home") if leaves else redirect("kb:people", slug=study.slug)
    said = {"name": access.user, "study": study}
    context = {
        "title": _("Leave this study?") if leaves else _("Remove %(name)s?") % said,
        "text": _("%(name)s can then no longer open “%(study)s”.") % said,
        "submit": _("Leave the study") if leaves else _("Remove this person"),
        "cancel_url": f"{study.get_absolute_url()}people/",
        "form": form,
    }
    return render(request, "components/confirm.html", context, status=status_of(form))
