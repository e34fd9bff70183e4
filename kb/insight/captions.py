"""The words on the charts, in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext as _

from kb.charts.labels import CountLabels, HeatmapLabels, MemberLabels, NetworkLabels


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
        cluster=_("Cluster around"),
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
