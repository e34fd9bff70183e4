"""The studies that are open to the reader, and everything that only they may know."""

from __future__ import annotations

from operator import attrgetter

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kb.models import Candidate, Evidence, Scenario, Study
from kb.strands.base import UNSURE, Edge, Kind, Reader, Relation, Strand, Thing

KINDS = (
    Kind(
        "study", _("study"), _("studies"), Study, attrgetter("slug"), "house", 3,
        page=lambda slug: reverse("kb:study", args=[slug]), explains=False,
    ),
    Kind(
        "scenario", _("scenario"), _("scenarios"), Scenario, lambda row: f"{row.study.slug}/{row.slug}",
        "octagon", 4, page=lambda key: reverse("kb:scenario", args=key.split("/")),
        explains=False,
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
    Relation(
        "explores",
        says=_("{one} explores the scenario “{other}”."),
        back=_("{other} explores the scenario “{one}”."),
        title=_("Explores"),
        back_title=_("Explored by"),
    ),
    Relation(
        "would-change",
        says=_("The scenario “{one}” would change something for {other}."),
        back=_("The scenario “{other}” would change something for {one}."),
        title=_("Would change something for"),
        back_title=_("Something would change in"),
    ),
    Relation(  # of regions too, but it says least of a study and so comes last
        "took",
        says=_("{one} took the step “{other}”."),
        back=_("{other} took the step “{one}”."),
        title=_("Took the step"),
        back_title=_("Took this step"),
    ),
)


def read(reader: Reader) -> tuple[list[Thing], list[Edge]]:
    mine = Study.objects.filter(pk__in=reader.studies)
    studies = list(mine.values_list("slug", "title", "compared_with__slug"))
    things = [Thing("study", slug, title) for slug, title, _region in studies]
    edges = [Edge("study", slug, "region", region, "compared") for slug, _title, region in studies if region]
    members = mine.filter(municipalities__isnull=False).values_list("slug", "municipalities__nis")
    edges += [Edge("study", slug, "municipality", nis, "studies") for slug, nis in members]
    scenarios, plans = _scenarios(reader)
    return things + scenarios, edges + _candidates(reader) + _taken(reader) + plans


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


def _scenarios(reader: Reader) -> tuple[list[Thing], list[Edge]]:
    """A scenario is not a fact: its ties count as unsure."""
    things, edges = [], []
    for study, slug, title in _of(reader).values_list("study__slug", "slug", "title"):
        things.append(Thing("scenario", f"{study}/{slug}", title, "planned"))
        edges.append(Edge("study", study, "scenario", f"{study}/{slug}", "explores"))
    for kind, path in (("agreement", "changes__agreement"), ("municipality", "changes__municipalities__nis")):
        touched = _of(reader).filter(**{f"{path}__isnull": False}).distinct()
        edges += [
            Edge("scenario", f"{study}/{slug}", kind, str(key), "would-change", UNSURE, "planned")
            for study, slug, key in touched.values_list("study__slug", "slug", path)
        ]
    return things, edges


def _of(reader: Reader) -> QuerySet[Scenario]:
    return Scenario.objects.filter(study__in=reader.studies).order_by("study__slug", "slug")


STUDIES = Strand(KINDS, RELATIONS, read)
