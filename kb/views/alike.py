from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kb.forms.alike import AlikeForm
from kb.guards import study_view
from kb.insight.regions.alike import Group, alike_to
from kb.insight.regions.descriptors import DESCRIPTORS, EACH, shown
from kb.insight.regions.typical import singles_like
from kb.models import Region, Study
from kb.views.beside import known_of, region_beside, region_query
from kb.views.files import table_file
from kb.views.parts import chips


@require_safe
@study_view()
def show(request: HttpRequest, study: Study) -> HttpResponse:
    """The question; the answer asks for itself."""
    region = region_beside(request, study)
    if region is None:
        return redirect("kb:comparison", slug=study.slug)
    if "compute" in request.GET:
        return groups(request, slug=study.slug)
    form = _form(request, study, region)
    groups_url = f"{reverse('kb:alike_groups', args=[study.slug])}?{request.GET.urlencode()}"
    context = {**_page(request, study, region, form), "groups_url": groups_url}
    return render(request, "kb/alike/show.html", context)


@require_safe
@study_view()
def groups(request: HttpRequest, study: Study) -> HttpResponse:
    """The answer: a part for htmx, a page of its own without it."""
    region = region_beside(request, study)
    if region is None:
        return redirect("kb:comparison", slug=study.slug)
    form = _form(request, study, region)
    how, wish, today = form.reading(), form.wish(), timezone.localdate()
    found = alike_to(study, region, how, wish, today)
    singles = singles_like(study, region, how, wish.where, today)
    context = {
        **_page(request, study, region, form),
        "found": found,
        "own": shown(found.own),
        "groups": [(group, shown(group.parts), _why(group)) for group in found.groups],
        "descriptors": DESCRIPTORS.values(),
        "singles": singles,
        "median": shown(singles.own, EACH),
        "nearest": [(each, shown(each.parts, EACH)) for each in singles.nearest],
        "single_descriptors": [EACH[part.name] for part in singles.own],
        "left_out": [EACH[name].label for name in singles.left_out],
    }
    name = "_answer" if request.htmx else "show"  # type: ignore[attr-defined]
    response = render(request, f"kb/alike/{name}.html", context)
    patch_vary_headers(response, ["HX-Request"])
    return response


@require_safe
@study_view()
def export(request: HttpRequest, study: Study, form: str) -> HttpResponse:
    """The region and the groups by descriptor, as numbers."""
    region = region_beside(request, study)
    if region is None:
        raise Http404
    asked = _form(request, study, region)
    found = alike_to(study, region, asked.reading(), asked.wish(), timezone.localdate())
    heads = [_("Group"), _("Distance"), *(str(each.label) for each in DESCRIPTORS.values())]
    rows = [[region.name, 0, *(part.value for part in found.own), None, None]]
    rows += [
        [
            ", ".join(name for name, _nis in group.members),
            group.distance,
            *(part.value for part in group.parts),
            group.best,
            group.worst,
        ]
        for group in found.groups
    ]
    heads += [_("Best place with one left out"), _("Worst place with one left out")]
    return table_file(heads, rows, form, f"{study.slug}-{region.slug}-alike")


def _form(request: HttpRequest, study: Study, region: Region) -> AlikeForm:
    known = known_of(study, region)
    return AlikeForm(request.GET, region=region, members=known.region, common=known.common)


def _page(request: HttpRequest, study: Study, region: Region, form: AlikeForm) -> dict[str, Any]:
    return {
        "study": study,
        "region": region,
        "form": form,
        "chips": chips(request, form),
        "chosen": region_query(request),
        "query": request.GET.urlencode(),
    }


def _why(group: Group) -> dict[str, Any]:
    """In what it is most alike, and in what it differs most."""
    one, other = (DESCRIPTORS[name].label for name in group.closest)
    return {"one": one, "other": other, "but": DESCRIPTORS[group.furthest].label}
