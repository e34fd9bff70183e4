"""The words on the charts, in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kb.charts.labels import (
    ConnectionLabels,
    CountLabels,
    HeatmapLabels,
    MemberLabels,
    NetworkLabels,
    ReadingsLabels,
)


def network(*, clusters: int, on_map: bool) -> NetworkLabels:
    """Words of the map and the force layout."""
    where = _("on the map") if on_map else _("by strength of tie")
    return NetworkLabels(
        title=_("Clusters of cooperation, %(where)s") % {"where": where},
        subtitle=_("Drawn: the {k} strongest ties of each municipality"),
        description=_(
            "%(n)s clusters. Colour and number tell the cluster, size the number of agreements, "
            "lines the agreements that two municipalities share."
        )
        % {"n": clusters},
        municipality=_("Municipality"),
        cluster=_("Cluster"),
        cooperations=_("Agreements"),
        shared=_("Shared agreements"),
        partners=_("Strongest partners"),
        no_evidence=_("no evidence"),
        empty=_("No municipality in this view."),
    )


def heatmap(measure: str) -> HeatmapLabels:
    return HeatmapLabels(
        title=_("Overlap of every pair: %(measure)s") % {"measure": measure},
        subtitle=_(
            "{shown} of {total} municipalities (the study, then those with most agreements), by cluster."
        ),
        description=_("The darker a cell, the more the two municipalities have in common."),
        row=_("Municipality"),
        column=_("With"),
        measure=measure,
        shared=_("Shared agreements"),
        row_cooperations=_("First has"),
        column_cooperations=_("Second has"),
        no_evidence=_("no evidence"),
        crowded=_("On a small screen the names find no room: the table names every pair."),
        empty=_("No municipality in this view."),
    )


def together(runs: int) -> HeatmapLabels:
    """Words of the square of co-assignment."""
    return HeatmapLabels(
        title=_("How often two municipalities belong together"),
        subtitle=_(
            "{shown} of {total} municipalities (the study, then those with most agreements), by cluster."
        ),
        description=_("Of %(n)s runs; the darker a cell, the more often both were in one cluster.")
        % {"n": runs},
        row=_("Municipality"),
        column=_("With"),
        measure=_("Together"),
        shared=_("Runs together"),
        row_cooperations=_("First has"),
        column_cooperations=_("Second has"),
        no_evidence=_("no evidence"),
        crowded=_("On a small screen the names find no room: the table names every pair."),
        empty=_("No municipality in this view."),
    )


def members(agreement: str) -> MemberLabels:
    return MemberLabels(
        title=_("Members of %(agreement)s") % {"agreement": agreement},
        subtitle=_("Known members only; no evidence is not the same as no member"),
        description=_("Coloured municipalities are members; a question mark is still to check."),
        municipality=_("Municipality"),
        status=_("Membership"),
        confirmed=_("confirmed"),
        to_check=_("to check"),
        no_evidence=_("no evidence"),
        empty=_("No outline of a municipality is known yet."),
    )


def shared_with_study() -> CountLabels:
    return CountLabels(
        title=_("Agreements shared with the municipalities of the study"),
        subtitle=_("Agreements with at least one municipality of the study"),
        description=_("The darker a municipality, the more agreements it shares with the study."),
        name=_("Municipality"),
        value=_("Shared agreements"),
        no_evidence=_("no evidence"),
        empty=_("No outline of a municipality is known yet."),
    )


def surroundings(name: str, drawn: int, known: int) -> ConnectionLabels:
    return _connections(
        _("What surrounds %(name)s") % {"name": name},
        _("Drawn: %(drawn)s of %(known)s, of each group those that say most.")
        % {"drawn": drawn, "known": known},
    )


def ways(one: str, other: str, count: int) -> ConnectionLabels:
    said = ngettext("Drawn: %(n)s way.", "Drawn: the %(n)s shortest ways.", count) % {"n": count}
    return _connections(_("From %(one)s to %(other)s") % {"one": one, "other": other}, said)


def _connections(title: str, subtitle: str) -> ConnectionLabels:
    return ConnectionLabels(
        title=title,
        subtitle=subtitle,
        description=_("Shape, letter and colour tell the kind; a dashed line is a tie to check or past."),
        thing=_("Name"),
        kind=_("Kind"),
        tie=_("Tie"),
        empty=_("Nothing is known to be connected with it."),
    )


def readings(measure: str, *, squares: bool, spelled: bool = True) -> ReadingsLabels:
    """Words of the four readings: as pairs or as squares, whose cells are ``spelled`` or only coloured."""
    drawn = _("Drawn: {shown} of {total} pairs, those that overlap most.")
    if squares:
        drawn = _(
            "{shown} of {total} municipalities (the study, then those with most agreements), by cluster."
        )
    said = _(
        "▲ more than chance explains, ▼ fewer, – no evidence; beside it the number that chance would give."
    )
    coloured = _(
        "Against chance: large and green is more than chance explains, small and brown fewer; "
        "white is no evidence."
    )
    return ReadingsLabels(
        title=_("Four readings of overlap: %(measure)s") % {"measure": measure},
        subtitle=f"{drawn} {said if spelled else coloured}",
        description=_("The darker a cell, the more the two have in common in that reading."),
        pair=_("Pair"),
        reading=_("Reading"),
        value=_("Says"),
        empty=_("No two municipalities share an agreement in this view."),
    )
