"""What every page shows around its content: the study in hand and the road through it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from kb.models import Agreement, Study


def current_study(request: HttpRequest) -> Study | None:
    """The study in the address, else the one last looked at, else the only one there is."""
    if not request.user.is_authenticated:
        return None
    if hasattr(request, "study"):
        return request.study
    mine = Study.objects.open_to(request.user).select_related("compared_with")
    last = request.session.get("study")
    return mine.filter(slug=last).first() or mine.first()


def navigation(request: HttpRequest) -> dict[str, Any]:
    """For `base.html`: ``study``, ``nav`` (groups of items), ``studies_url`` and ``subject``.

    ``subject`` is what the page is about, as a row: of a page of a study that study, unless the view hands
    another. `components/connections.html` shows what it is connected to.
    """
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    if not hasattr(request, "navigation"):  # tables and parts render with the same context again
        study = current_study(request)
        around = {"study": study, "nav": _groups(request, study), "studies_url": reverse("kb:home")}
        around["subject"] = getattr(request, "study", None)
        request.navigation = around  # type: ignore[attr-defined]
    return request.navigation  # type: ignore[no-any-return, attr-defined]


def _groups(request: HttpRequest, study: Study | None) -> list[dict[str, Any]]:
    groups = []
    if study:
        groups += [
            {"title": "", "items": [_item(request, _("Overview"), "study", study)]},
            {"title": _("What do we know?"), "items": _known(request, study)},
            {"title": _("What weighs?"), "items": _weighed(request, study)},
        ]
    base = [_item(request, _("Knowledge base"), "facts")]
    if user_edits(request):
        base.append(_item(request, _("Import"), "imports"))
    base.append(_item(request, _("Connections"), "connections"))
    base.append(_item(request, _("Methods"), "methods"))
    return [*groups, {"title": _("What is it built on?"), "items": base}]


def _known(request: HttpRequest, study: Study) -> list[dict[str, Any]]:
    return [
        _item(request, _("Cooperations"), "matrix", study, count=_cooperations(study)),
        _item(request, _("Network and overlap"), "network", study),
        _item(request, _("Four readings"), "readings", study),
        _item(request, _("Clusters"), "clusters", study),
        _item(request, _("Borders"), "borders", study),
        _item(request, _beside(study), "comparison", study),
        _item(request, _("Snapshots"), "snapshots", study),
        _item(request, _("To confirm"), "to_confirm", study),
    ]


def _weighed(request: HttpRequest, study: Study) -> list[dict[str, Any]]:
    return [
        _item(request, _("Strength today"), "assessments", study),
        _item(request, _("Pros and risks"), "boards", study),
        _item(request, _("Arguments"), "arguments", study),
        _item(request, _("Core questions"), "questions", study),
        _item(request, _("Options"), "options", study),
        _item(request, _("Weighing"), "weighings", study),
        _item(request, _("Services"), "services", study),
        _item(request, _("Roadmap"), "roadmap", study),
        _item(request, _("Shared vision"), "vision", study),
        _item(request, _("With whom?"), "partners", study),
        _item(request, _("What if?"), "scenarios", study),
    ]


def _beside(study: Study) -> str:
    region = study.compared_with
    return _("Beside %(region)s") % {"region": region} if region else _("Beside another region")


def _cooperations(study: Study) -> int:
    return Agreement.objects.known_in(study).count()


def user_edits(request: HttpRequest) -> bool:
    return bool(request.user.has_perm("kb.edit_facts"))


def _item(
    request: HttpRequest, label: str, name: str, study: Study | None = None, count: int | None = None
) -> dict[str, Any]:
    url = reverse(f"kb:{name}", args=[study.slug] if study else [])
    exact = name in {"study", "network"}
    current = request.path == url if exact else request.path.startswith(url)
    if name == "comparison":  # the snapshots below it have an item of their own
        current = current and not request.path.startswith(f"{url}snapshots/")
    return {"label": label, "url": url, "current": current, "count": count}
