"""What leaves the knowledge base: ties in the long form, and the network as a graph."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import networkx as nx
import pandas as pd
from django.db.models import Prefetch, QuerySet

from kb.analysis.graphs import bipartite
from kb.exchange.longtable import long_table
from kb.exchange.rows import AgreementRow, MembershipRow, Where
from kb.insight.scenes import Scene
from kb.models import Agreement, Claim, Membership


def membership_rows(agreements: QuerySet[Agreement]) -> tuple[Sequence[str], list[tuple[object, ...]]]:
    """Headings and rows of the long form: a row a tie, and one for an agreement without any.

    Ties that people rejected stay at home: the long form says who is a member.
    """
    said = Claim.objects.filter(says=Claim.Says.MEMBER).select_related("source").order_by("source__code")
    ties = Membership.objects.counted(include_to_check=True).select_related("municipality")
    ties = ties.order_by("municipality__name", "municipality__nis", "body")
    ties = ties.prefetch_related(Prefetch("claims", queryset=said, to_attr="said"))
    found = agreements.select_related("theme__domain", "legal_form").order_by("name", "code")
    found = found.prefetch_related("identifiers", Prefetch("memberships", queryset=ties, to_attr="ties"))
    listed = list(found)
    members = [_membership(agreement, tie) for agreement in listed for tie in agreement.ties]
    names = {tie.municipality.nis: tie.municipality.name for agreement in listed for tie in agreement.ties}
    return long_table(map(_agreement, listed), members, names)


def _agreement(agreement: Agreement) -> AgreementRow:
    theme = agreement.theme
    known = [(row.scheme, row.value) for row in agreement.identifiers.all()]
    return AgreementRow(
        key=agreement.code,
        name=agreement.name,
        where=Where(),
        theme=theme.name if theme else "",
        domain=theme.domain.name if theme else "",
        legal_form=agreement.legal_form.name if agreement.legal_form else "",
        obligation=agreement.obligation,
        status=agreement.status,
        founded_on=agreement.founded_on,
        ended_on=agreement.ended_on,
        expires_on=agreement.expires_on,
        identifiers=(("code", agreement.code), *known),
    )


def _membership(agreement: Agreement, tie: Membership) -> MembershipRow:
    return MembershipRow(
        agreement_key=agreement.code,
        municipality=tie.municipality.nis,
        where=Where(),
        body=tie.body,
        role=tie.role,
        since=tie.since,
        until=tie.until,
        status=tie.status,
        last_confirmed_on=tie.last_confirmed_on,
        sources=tuple(claim.source.code for claim in tie.said),
        note=tie.note,
    )


def network_graph(view: Scene) -> nx.Graph[Any]:
    """The two-mode graph of a scene; nodes carry kind, code and name, and what else is known of them."""
    graph = bipartite(view.ties, view.municipalities["id"])
    for row in view.municipalities.to_dict("records"):
        fields = ("nis", "name", "province", "reference_region", "population", "lon", "lat")
        graph.nodes["m", row["id"]].update(kind="municipality", **_known(row, fields))
    for row in view.agreements[view.agreements["id"].isin(view.ties["agreement"])].to_dict("records"):
        fields = ("code", "name", "theme_name", "domain_name", "form", "obligation", "status", "size")
        graph.nodes["a", row["id"]].update(kind="agreement", **_known(row, fields))
    return nx.relabel_nodes(graph, {node: f"{node[0]}{node[1]}" for node in graph})


def _known(row: dict[str, Any], fields: tuple[str, ...]) -> dict[str, Any]:
    """What is not known is left out: the file formats have no word for nothing."""
    return {field: row[field] for field in fields if row[field] != "" and not pd.isna(row[field])}
