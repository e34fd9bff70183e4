from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from kb.actions.exemptions import change_exemption, record_exemption, remove_exemption
from kb.forms.acting import DecisionForm
from kb.forms.exemptions import exemption_form
from kb.guards import edits_facts
from kb.insight.regions.borders import rule as region_rule
from kb.models import Agreement, Exemption, Rule
from kb.views.inplace import sent, status_of


@edits_facts
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Record why this agreement may cross the border, or change what is recorded."""
    agreement, rule = _found(pk)
    found = agreement.exemptions.filter(rule=rule).first()
    form = exemption_form(sent(request), agreement=agreement, rule=rule, found=found)
    if request.method == "POST" and _saved(request, form, agreement, rule, found):
        messages.success(request, _("Saved."))
        return redirect(agreement)
    context = {
        "agreement": agreement,
        "rule": rule,
        "covered": rule.forms.all(),
        "found": found,
        "form": form,
    }
    return render(request, "kb/borders/exemption.html", context, status=status_of(form))


def _saved(
    request: HttpRequest, form: Any, agreement: Agreement, rule: Rule, found: Exemption | None
) -> Exemption | None:
    if found:
        return form.run(change_exemption, exemption=found, by=request.user)
    known = {"agreement": agreement, "rule": rule, "by": request.user}
    return form.run(lambda: record_exemption(values=form.values(), **known))


@edits_facts
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    agreement, rule = _found(pk)
    found = get_object_or_404(Exemption, agreement=agreement, rule=rule)
    form = DecisionForm(sent(request), row=found)
    known = {"exemption": found, "by": request.user}
    if request.method == "POST" and form.run(lambda: remove_exemption(**known, **form.deciding) or True):
        messages.success(request, _("Removed. It can be restored here."))
        return redirect("kb:agreement_history", pk=pk)
    context = {
        "title": _("Remove the exception of “%(agreement)s”?") % {"agreement": agreement},
        "text": _(
            "The cooperation counts again as one that crosses the border. The history keeps the reason."
        ),
        "submit": _("Remove the exception"),
        "cancel_url": agreement.get_absolute_url(),
        "form": form,
    }
    return render(request, "components/confirm.html", context, status=status_of(form))


def _found(pk: int) -> tuple[Agreement, Rule]:
    agreement = get_object_or_404(Agreement.objects.select_related("legal_form"), pk=pk)
    rule = region_rule()
    if rule is None:
        raise Http404
    return agreement, rule
