"""The studies that are open to the reader, and everything that only they may know."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kb.models import Candidate, Evidence, Study
from kb.strands.base import Edge, Kind, Reader, Relation, Strand, Thing

KINDS = (
    Kind(
        "study", _("study"), _("studies"), Study, "slug", "house", 3,
        page=lambda slug: reverse("kb:study", args=[slug]),
    ),
)  # fmt: skip
RELATIONS = (
    Relation(
        "studies",
        says=_("{one} looks at {other}."),
        back=_("{other} looks at {one}."),
        title=_("Looks at"),
        back_title=_("Looked at by"),
    ),
    Relation(
        "candidate",
        says=_("{one} names {other} as a candidate partner."),
        back=_("{other} names {one} as a candidate partner."),
        title=_("Candidate partners"),
        back_title=_("Candidate partner in"),
    ),
    Relation(
        "compared",
        says=_("{one} is compared with {other}."),
        back=_("{other} is compared with {one}."),
        title=_("Compared with"),
        back_title=_("Compared with it"),
    ),
)


def read(reader: Reader) -> tuple[list[Thing], list[Edge]]:
    mine = Study.objects.filter(pk__in=reader.studies)
    studies = list(mine.values_list("slug", "title", "compared_with__slug"))
    things = [Thing("study", slug, title) for slug, title, _region in studies]
    edges = [Edge("study", slug, "region", region, "compared") for slug, _title, region in studies if region]
    members = mine.filter(municipalities__isnull=False).values_list("slug", "municipalities__nis")
    edges += [Edge("study", slug, "municipality", nis, "studies") for slug, nis in members]
    return things, edges + _candidates(reader) + _taken(reader)


def _candidates(reader: Reader) -> list[Edge]:
    rows = Candidate.objects.filter(study__in=reader.studies)
    named = rows.values_list("study__slug", "municipality__nis", "remark")
    return [Edge("study", slug, "municipality", nis, "candidate", note=remark) for slug, nis, remark in named]


def _taken(reader: Reader) -> list[Edge]:
    rows = Evidence.objects.filter(study__in=reader.studies)
    return [
        Edge("study", slug, "step", str(step), "took", note=note)
        for slug, step, note in rows.values_list("study__slug", "step_id", "note")
    ]


STUDIES = Strand(KINDS, RELATIONS, read)
