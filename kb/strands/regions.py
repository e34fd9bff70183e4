"""Regions that cooperate as one: their members, what carries them, and the steps they took."""

from __future__ import annotations

from operator import attrgetter

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kb.models import Evidence, Region, RegionDomain, Stakeholder, Step
from kb.strands.base import Edge, Kind, Reader, Relation, Strand, Thing

KINDS = (
    Kind(
        "region", _("region"), _("regions"), Region, attrgetter("slug"), "hexagon", 5,
        page=lambda slug: reverse("kb:region", args=[slug]),
    ),
    Kind("step", _("step of a growth path"), _("steps of growth paths"), Step, attrgetter("pk"), "arrow", 1),
)  # fmt: skip
RELATIONS = (
    Relation(
        "in-region",
        says=_("{one} is part of {other}."),
        back=_("{other} is part of {one}."),
        title=_("Part of the region"),
        back_title=_("Municipalities of it"),
    ),
    Relation(
        "joins",
        says=_("{one} joins {other} in part of its work."),
        back=_("{other} joins {one} in part of its work."),
        title=_("Joins in part"),
        back_title=_("Join in part"),
    ),
    Relation(
        "carried",
        says=_("{one} is carried by {other}."),
        back=_("{one} carries {other}."),
        title=_("Carried by"),
        back_title=_("Carries"),
    ),
    Relation(
        "at-table",
        says=_("{one} sits at the table of {other}."),
        back=_("{other} sits at the table of {one}."),
        title=_("Sits at the table of"),
        back_title=_("Also at the table"),
    ),
)


def read(_reader: Reader) -> tuple[list[Thing], list[Edge]]:
    regions = Region.objects.values_list("slug", "name", "agreement_id", "source__code")
    things, edges = [], []
    for slug, name, agreement, source in regions:
        things.append(Thing("region", slug, name))
        edges += [Edge("region", slug, "agreement", str(agreement), "carried")] if agreement else []
        edges += [Edge("region", slug, "source", source, "stated")] if source else []
    steps, taken = _taken()
    return things + steps, edges + _members() + _at_table() + taken


def _members() -> list[Edge]:
    pairs = Region.objects.filter(members__isnull=False).values_list("members__nis", "slug")
    edges = [Edge("municipality", nis, "region", slug, "in-region") for nis, slug in pairs]
    extra = RegionDomain.objects.filter(extra_members__isnull=False)
    rows = extra.values_list("extra_members__nis", "region__slug", "name")
    return edges + [Edge("municipality", nis, "region", slug, "joins", note=name) for nis, slug, name in rows]


def _at_table() -> list[Edge]:
    pairs = Stakeholder.objects.filter(regions__isnull=False).values_list("code", "regions__slug")
    return [Edge("stakeholder", code, "region", slug, "at-table") for code, slug in pairs]


def _taken() -> tuple[list[Thing], list[Edge]]:
    """The steps of growth paths that are there for everybody, and the regions that took them."""
    steps = [
        Thing("step", str(step.pk), f"{step.ladder}: {step}")
        for step in Step.objects.select_related("ladder").order_by("pk")
    ]
    rows = Evidence.objects.filter(region__isnull=False).values_list("region__slug", "step_id", "note")
    return steps, [Edge("region", slug, "step", str(step), "took", note=note) for slug, step, note in rows]


REGIONS = Strand(KINDS, RELATIONS, read)
