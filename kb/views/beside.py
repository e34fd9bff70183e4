"""Which region stands beside the study: the one asked for, else the one the study is compared with."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.http import urlencode

from kb.insight.regions.knowing import Knowledge, common_source, knowledge
from kb.insight.scenes import kept
from kb.models import DataVersion, Region, Source, Study


@dataclass(frozen=True)
class Known:
    """What each source knows of both, the one they have in ``common``, and how many members each has."""

    rows: list[Knowledge]
    common: Source | None
    study: int
    region: int

    def named(self, code: str) -> Source | None:
        """The source with this code, if it states anything of either."""
        return next((row.source for row in self.rows if row.source.code == code), None)


def region_beside(request: HttpRequest, study: Study) -> Region | None:
    if slug := request.GET.get("region", ""):
        return get_object_or_404(Region.objects.select_related("ladder"), slug=slug)
    return study.compared_with


def region_query(request: HttpRequest) -> str:
    """What keeps another region than the study's own in the address of the next page."""
    slug = request.GET.get("region", "")
    return f"?{urlencode({'region': slug})}" if slug else ""


def known_of(study: Study, region: Region) -> Known:
    return kept("known", f"{study.pk}:{region.pk}", DataVersion.stamp(), lambda: _known(study, region))


def _known(study: Study, region: Region) -> Known:
    mine, theirs = list(study.municipalities.all()), list(region.members.all())
    rows = knowledge(mine, theirs)
    return Known(rows, common_source(rows, len(mine), len(theirs)), len(mine), len(theirs))
