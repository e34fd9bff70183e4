"""The smaller tables of facts: what sources say, outside numbers, who else takes part, divisions, steps."""

from __future__ import annotations

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from kb.filters.facts import by_name
from kb.models import (
    AgreementIdentifier,
    Claim,
    Participation,
    Province,
    ReferenceRegion,
    RegionDomain,
    Step,
)
from kb.tables.columns import FactTable, Named, day, link, number, text, word

DETAILS: dict[str, FactTable] = {
    "statements": FactTable(
        title=_("Statements of sources"),
        about=_("What each source says about each membership; sources that disagree both stay."),
        rows=lambda: Claim.objects.select_related(
            "membership__agreement", "membership__municipality", "source"
        ).order_by("membership__agreement__name", "membership__municipality__name", "source__title"),
        columns={
            "agreement": link(_("Agreement"), "membership__agreement"),
            "municipality": Named(_("Municipality"), "membership__municipality"),
            "says": word(_("Says"), "says"),
            "source": text(_("Source")),
            "recorded_at": day(_("Recorded on")),
            "note": text(_("Note")),
        },
        filters=by_name("membership__agreement__name", "membership__municipality__name", "source__title"),
    ),
    "identifiers": FactTable(
        title=_("Outside identifiers"),
        about=_("What the outside world calls the same body."),
        rows=lambda: AgreementIdentifier.objects.select_related("agreement").order_by(
            "agreement__name", "scheme", "value"
        ),
        columns={
            "agreement": link(_("Agreement")),
            "scheme": text(_("Scheme")),
            "value": text(_("Value")),
        },
        filters=by_name("agreement__name", "value"),
    ),
    "participations": FactTable(
        title=_("Participations"),
        about=_("Who takes part in an agreement beside municipalities and their OCMW."),
        rows=lambda: Participation.objects.select_related("agreement", "stakeholder", "source").order_by(
            "agreement__name", "stakeholder__name"
        ),
        columns={
            "agreement": link(_("Agreement")),
            "stakeholder": text(_("Stakeholder")),
            "role": text(_("Role")),
            "source": text(_("Source")),
        },
        filters=by_name("agreement__name", "stakeholder__name"),
    ),
    "provinces": FactTable(
        title=_("Provinces"),
        about=_("The provinces in which municipalities lie."),
        rows=lambda: Province.objects.annotate(n=Count("municipality")).order_by("name"),
        columns={
            "name": text(_("Province")),
            "nis": text(_("NIS code")),
            "n": number(_("Municipalities")),
        },
        filters=by_name("name", "nis"),
    ),
    "reference-regions": FactTable(
        title=_("Reference regions"),
        about=_("The regions of the Regiodecreet; a municipality lies in one."),
        rows=lambda: ReferenceRegion.objects.annotate(n=Count("municipality")).order_by("name"),
        columns={"name": text(_("Reference region")), "n": number(_("Municipalities"))},
        filters=by_name("name"),
    ),
    "region-domains": FactTable(
        title=_("Domains of regions"),
        about=_("In what a region works as one."),
        rows=lambda: RegionDomain.objects.select_related("region").order_by("region__name", "order"),
        columns={
            "name": text(_("Domain")),
            "region": link(_("Region")),
            "goal": text(_("Goal")),
            "since_year": text(_("Since")),
        },
        filters=by_name("name", "region__name", "goal"),
    ),
    "steps": FactTable(
        title=_("Steps of growth paths"),
        about=_("What a region does on its way, in order."),
        rows=lambda: Step.objects.select_related("ladder").order_by("ladder__title", "number"),
        columns={
            "title": text(_("Step")),
            "number": number(_("Number")),
            "ladder": text(_("Growth path")),
            "aim": text(_("Aim")),
        },
        filters=by_name("title", "aim", "ladder__title"),
    ),
}
