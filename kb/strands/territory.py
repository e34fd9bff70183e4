"""The ground: municipalities, the provinces and reference regions they lie in, and what borders on what."""

from __future__ import annotations

from operator import attrgetter

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kb.models import Municipality, Province, ReferenceRegion
from kb.strands.base import Edge, Kind, Reader, Relation, Strand, Thing
from kb.wording import with_years

KINDS = (
    Kind(
        "municipality", _("municipality"), _("municipalities"), Municipality, attrgetter("nis"), "circle", 0,
        page=lambda nis: reverse("kb:municipality", args=[nis]),
    ),
    Kind("province", _("province"), _("provinces"), Province, attrgetter("nis"), "shield", 6),
    Kind(
        "reference-region", _("reference region"), _("reference regions"), ReferenceRegion, attrgetter("pk"),
        "octagon", 6,
    ),
)  # fmt: skip
RELATIONS = (
    Relation(
        "borders",
        says=_("{one} borders on {other}."),
        back=_("{one} borders on {other}."),
        title=_("Borders on"),
        back_title=_("Borders on"),
        mutual=True,
    ),
    Relation(
        "lies-in",
        says=_("{one} lies in {other}."),
        back=_("{other} lies in {one}."),
        title=_("Lies in"),
        back_title=_("Lies in it"),
    ),
    Relation(
        "succeeds",
        says=_("{one} grew out of {other} by a merger."),
        back=_("{one} became part of {other} by a merger."),
        title=_("Grew out of"),
        back_title=_("Became part of"),
    ),
)


def read(_reader: Reader) -> tuple[list[Thing], list[Edge]]:
    places = list(Municipality.objects.select_related("province").order_by("nis"))
    things = [Thing("municipality", place.nis, with_years(place)) for place in places]
    things += [Thing("province", *row) for row in Province.objects.values_list("nis", "name")]
    things += [
        Thing("reference-region", str(pk), name)
        for pk, name in ReferenceRegion.objects.values_list("pk", "name")
    ]
    edges = [
        Edge("municipality", place.nis, "province", place.province.nis, "lies-in")
        for place in places
        if place.province
    ]
    edges += [
        Edge("municipality", place.nis, "reference-region", str(place.reference_region_id), "lies-in")
        for place in places
        if place.reference_region_id
    ]
    return things, edges + _borders() + _mergers()


def _borders() -> list[Edge]:
    link = Municipality.neighbours.through.objects.filter(from_municipality__lt=F("to_municipality"))
    pairs = link.values_list("from_municipality__nis", "to_municipality__nis")
    return [Edge("municipality", one, "municipality", other, "borders") for one, other in pairs]


def _mergers() -> list[Edge]:
    found = Municipality.objects.filter(predecessors__isnull=False).values_list("nis", "predecessors__nis")
    return [Edge("municipality", after, "municipality", before, "succeeds") for after, before in found]


TERRITORY = Strand(KINDS, RELATIONS, read)
