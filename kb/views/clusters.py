from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kb.actions.clusters import forget_name, name_cluster
from kb.actions.versions import version_of
from kb.analysis.reading import Reading
from kb.forms.clusters import ClusterNameForm
from kb.forms.reading import ReadingForm, reading_form
from kb.guards import study_view
from kb.insight import drawings
from kb.insight.pictures import Picture, picture
from kb.insight.scenes import Scene, kept, scene
from kb.insight.structure import clusters, clusters_drawn
from kb.models import Agreement, ClusterName, Study
from kb.tables.clusters import FILES, BrokerTable, LossTable, ShareTable, TerritoryTable, file_rows
from kb.tables.framed import FrameData
from kb.tables.paging import paged
from kb.views.files import chart_file, table_file
from kb.views.inplace import page_or_part, status_of
from kb.views.parts import chips


@require_safe
@study_view()
def show(request: HttpRequest, study: Study) -> HttpResponse:
    return _page(request, study)


@require_safe
@study_view()
def chance(request: HttpRequest, study: Study) -> HttpResponse:
    """The part that takes long: the same figures of random networks."""
    _form, view, _drawn = _read(request, study)
    context = {"view": view, "judged": clusters.against_chance(view), "query": request.GET.urlencode()}
    return page_or_part(request, "clusters", "chance", context)


@require_http_methods(["GET", "HEAD", "POST"])
@study_view("kb.edit_study")
def rename(request: HttpRequest, study: Study) -> HttpResponse:
    """A refused name stays under this address; who opens the address again is led to the clusters."""
    if request.method != "POST":
        return redirect(_address(request, study))
    form = ClusterNameForm(request.POST, study=study)
    if not form.run(lambda: _named(form, study, request.user)):
        return _page(request, study, form)
    said = _("The cluster is called “%(name)s”.") if form.cleaned_data["name"] else _("The name is gone.")
    messages.success(request, said % {"name": form.cleaned_data["name"]})
    return redirect(_address(request, study))


def _address(request: HttpRequest, study: Study) -> str:
    """The clusters as they were filtered."""
    address = reverse("kb:clusters", args=[study.slug])
    return f"{address}?{request.GET.urlencode()}" if request.GET else address


def _named(form: ClusterNameForm, study: Study, by: Any) -> bool:
    if form.cleaned_data["name"]:
        name_cluster(study=study, by=by, **form.naming)
    else:
        forget_name(by=by, **form.forgetting)
    return True


@require_safe
@study_view()
def picture_file(request: HttpRequest, study: Study, form: str) -> HttpResponse:
    """The square as it stands on the page, for a report."""
    _form, view, drawn = _read(request, study)
    chart = clusters_drawn.together(clusters.structure(view), drawn).chart
    return chart_file(chart, form, f"{study.slug}-clusters")


@require_safe
@study_view()
def export(request: HttpRequest, study: Study, table: str, form: str) -> HttpResponse:
    if table not in FILES:
        raise Http404
    _form, view, drawn = _read(request, study)
    found = clusters.structure(view)
    rows = file_rows(found, clusters.shares(found, drawn), table)
    return table_file(*rows, form, f"{study.slug}-clusters-{table}", table)


@require_safe
@study_view()
def without(request: HttpRequest, study: Study, pk: int) -> HttpResponse:
    """What one agreement adds, in the region of the study."""
    agreement = get_object_or_404(Agreement, pk=pk)
    view = scene(study, Reading(include_incomplete=True), timezone.localdate())
    found = clusters.structure(view).agreements
    row = found[found["id"] == pk].to_dict("records")
    context = {"agreement": agreement, "loss": row[0] if row else None, "view": view}
    return page_or_part(request, "clusters", "without", context)


def _read(request: HttpRequest, study: Study) -> tuple[ReadingForm, Scene, Picture]:
    form = reading_form(request.GET)
    view = scene(study, form.reading(), timezone.localdate())
    return form, view, picture(view)


def _page(request: HttpRequest, study: Study, sent: ClusterNameForm | None = None) -> HttpResponse:
    form, view, drawn = _read(request, study)
    found = clusters.structure(view)
    key = f"{view.key}:{get_language()}"

    def draw() -> drawings.Figure:
        return drawings.figure(clusters_drawn.together(found, drawn))

    cards, idle = _cards(study, found, drawn, sent)
    context = {
        "form": form,
        "view": view,
        "picture": drawn,
        "found": found,
        "firm": found.towns["stability"].mean(),
        "clustered": int((found.towns["cluster"] >= 0).sum()),
        "homes": [
            label if number in drawn.given else _("around %(centre)s") % {"centre": label}
            for number, label in found.homes
        ],
        "cards": cards,
        "refused": sent if sent and not any(each["open"] for each in cards) else None,
        "idle": idle,
        "drawn": kept("clusters-figure", key, view.version, draw),
        "can_edit": request.user.has_perm("kb.edit_study", study),
        "chips": chips(request, form),
        "query": request.GET.urlencode(),
        **_tables(request, found, drawn),
    }
    return render(request, "kb/clusters/show.html", context, status=status_of(sent) if sent else 200)


def _tables(request: HttpRequest, found: clusters.Structure, drawn: Picture) -> dict[str, Any]:
    tables = {
        "brokers": BrokerTable(FrameData(found.towns)),
        "territory": TerritoryTable.of(found),
        "losses": LossTable(FrameData(found.agreements)),
        "pairs": ShareTable(FrameData(clusters.shares(found, drawn))),
    }
    for table in tables.values():
        paged(request, table, 15)
    return tables


def _cards(
    study: Study, found: clusters.Structure, drawn: Picture, sent: ClusterNameForm | None
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The clusters, and the names that none of them bears, each with the form that names it.

    A form that was refused keeps what was typed.
    """
    rows = {row.pk: row for row in study.cluster_names.prefetch_related("members")}
    cards = []
    for card in clusters.cards(found, drawn):
        is_sent = bool(sent) and sent.data.get("nis", "") == card.nis  # type: ignore[union-attr]
        row = rows.pop(card.given.pk, None) if card.given else None
        form = sent if is_sent else _form(study, card.nis, row, f"id_{card.number}_%s")
        cards.append({"card": card, "form": form, "open": is_sent})
    called = {each["card"].number: each["card"] for each in cards}
    cards = [each | {"near": called.get(each["card"].near)} for each in cards]
    return cards, [{"row": row, "form": _forgetting(study, row)} for row in rows.values()]


def _form(study: Study, nis: str, row: ClusterName | None, auto_id: str) -> ClusterNameForm:
    standing = {"name": row.name, "given": row.pk, "version": version_of(row)} if row else {}
    return ClusterNameForm(initial={"nis": nis, **standing}, study=study, auto_id=auto_id)


def _forgetting(study: Study, row: ClusterName) -> ClusterNameForm:
    nis = " ".join(member.nis for member in row.members.all())
    return _form(study, nis, row, f"id_idle_{row.pk}_%s")
