from __future__ import annotations

from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kb import frames
from kb.analysis.graphs import incidence
from kb.analysis.overlap import shared_by_all
from kb.analysis.reading import Reading
from kb.models import Agreement, Membership, Municipality, Region


@require_safe
def show(request: HttpRequest, slug: str) -> HttpResponse:
    regions = Region.objects.select_related("agreement", "ladder__source", "source")
    region = get_object_or_404(regions, slug=slug)
    members = list(region.members.select_related("province", "reference_region").in_order())
    extra = Prefetch("extra_members", Municipality.objects.in_order())
    context = {
        "subject": region,
        "region": region,
        "members": members,
        "counted": [member for member in members if member.population is not None],
        "population": sum(member.population or 0 for member in members),
        "domains": region.domains.prefetch_related(extra),
        "logics": region.logics.all(),
        "stakeholders": region.stakeholders.all(),
        "steps": region.ladder.steps.all() if region.ladder else [],
        "shared": _shared(members),
        "on": timezone.localdate(),
    }
    return render(request, "kb/region/show.html", context)


def _shared(members: list[Municipality]) -> Any:
    """The current agreements of which every member is known to be a member."""
    ids = [member.pk for member in members]
    rows = Membership.objects.in_reading(Reading(on=timezone.localdate())).filter(municipality__in=ids)
    common = shared_by_all(incidence(frames.memberships(rows)), ids).tolist()
    return Agreement.objects.filter(pk__in=common).select_related("theme__domain", "legal_form")
