from __future__ import annotations

from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kb.analysis.reading import Reading
from kb.forms.comparison import ComparisonForm
from kb.guards import study_view
from kb.insight import drawings
from kb.insight.regions import profiles
from kb.insight.regions.comparison import Beside, along, compared
from kb.insight.regions.ladder import climbed, ladder_of, position
from kb.insight.regions.points import points
from kb.insight.scenes import kept
from kb.models import DataVersion, Region, Study
from kb.tables.comparison import OthersTable, ProfileTable, SideTable, agreement_rows
from kb.tables.paging import paged
from kb.views.beside import known_of, region_beside, region_query
from kb.views.files import table_file
from kb.views.parts import chips


@require_safe
@study_view()
def show(request: HttpRequest, study: Study) -> HttpResponse:
    region = region_beside(request, study)
    if region is None:
        return render(request, "kb/comparison/choose.html", {"study": study, "regions": Region.objects.all()})
    known = known_of(study, region)
    form = ComparisonForm(request.GET, region=region, common=known.common)
    how = form.reading()
    found = compared(study, region, how, timezone.localdate())
    forms = profiles.form_names()
    context = {
        "study": study,
        "region": region,
        "form": form,
        "chips": chips(request, form),
        "found": found,
        "source": known.named(how.source),
        "known": known,
        "points": points(found, region),
        "logics": list(region.logics.all()),
        "stakeholders": list(region.stakeholders.all()),
        "along": along(found),
        "query": request.GET.urlencode(),
        "chosen": region_query(request),
        **_climb(study, region),
        "drawn": _drawn(study, region, how, found, forms),
        **_tables(request, study, region, found, forms),
    }
    return render(request, "kb/comparison/show.html", context)


def _drawn(
    study: Study, region: Region, how: Reading, found: Beside, forms: profiles.Names
) -> drawings.Figure:
    names = (study.title, region.name)
    key = f"{study.pk}:{region.pk}:{found.on}:{how.key()}:{get_language()}"
    drawing = partial(profiles.profile, found, names, forms)
    return kept("profile", key, DataVersion.stamp(), lambda: drawings.figure(drawing()))


def _tables(
    request: HttpRequest, study: Study, region: Region, found: Beside, forms: profiles.Names
) -> dict[str, Any]:
    heads = {"name": profiles.labels(found).name, "study": study.title, "region": region.name}
    tables = {
        "profile": ProfileTable.of(profiles.rows(found, forms), heads),
        "study_table": SideTable.of(
            found.study, forms, "study-", _("Agreements of %(who)s") % {"who": study}
        ),
        "region_table": SideTable.of(
            found.region, forms, "region-", _("Agreements of %(who)s") % {"who": region}
        ),
        "study_others": OthersTable.of(found.study, "with-study-", _("Beside %(who)s") % {"who": study}),
        "region_others": OthersTable.of(found.region, "with-region-", _("Beside %(who)s") % {"who": region}),
    }
    for name, table in tables.items():
        paged(request, table, 8 if name.endswith("others") else 25)
    return tables


def _climb(study: Study, region: Region) -> dict[str, Any]:
    ladder = ladder_of(region)
    rungs = climbed(ladder, study, region) if ladder else []
    return {"mine": position(rungs, "study"), "theirs": position(rungs, "region")}


@require_safe
@study_view()
def export(request: HttpRequest, study: Study, form: str) -> HttpResponse:
    """The agreements of both groups, as the page reads them."""
    region = region_beside(request, study)
    if region is None:
        raise Http404
    asked = ComparisonForm(request.GET, region=region, common=known_of(study, region).common)
    found = compared(study, region, asked.reading(), timezone.localdate())
    heads, rows = agreement_rows(found, (study.title, region.name), profiles.form_names())
    return table_file(heads, rows, form, f"{study.slug}-{region.slug}")
