"""A page that asks before a row is deleted, and what follows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kb.forms.acting import DecisionForm
from kb.views.inplace import sent, status_of


def confirmed(
    request: HttpRequest, row: Any, delete: Callable[..., Any], *, said: str, back: str, page: dict[str, Any]
) -> HttpResponse:
    """Delete ``row`` once somebody confirmed it as it stands and go ``back``; else ask, by ``page``."""
    form = DecisionForm(sent(request), row=row)
    if request.method == "POST" and form.run(lambda: delete(by=request.user, **form.deciding) or True):
        messages.success(request, said)
        return redirect(back)
    context = {**page, "cancel_url": row.get_absolute_url(), "form": form}
    return render(request, "components/confirm.html", context, status=status_of(form))
