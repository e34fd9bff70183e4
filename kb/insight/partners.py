"""With whom a municipality shares most: on one day, over everything that counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from kb import frames
from kb.analysis import graphs, overlap
from kb.analysis.reading import Reading
from kb.insight.scenes import kept
from kb.models import DataVersion, Membership, Municipality

TOP = 8


@dataclass(frozen=True)
class Partner:
    """``shared`` agreements of the ``n`` that the partner has."""

    nis: str
    name: str
    shared: int
    n: int
    jaccard: float


@dataclass(frozen=True)
class Partners:
    """``n`` agreements of one's own, and the partners that share most of them."""

    n: int
    strongest: list[Partner]


def strongest_partners(municipality: Municipality, on: date) -> Partners:
    """Confirmed ties with agreements current on ``on``, of every municipality that existed that day."""
    version = DataVersion.current()
    return kept("partners", f"{municipality.pk}:{on}", version, lambda: _strongest(municipality.pk, on))


def _strongest(pk: int, on: date) -> Partners:
    there = frames.municipalities(Municipality.objects.on(on)).set_index("id")
    heirs = frames.successors(Municipality.objects.on(on))
    ties = frames.memberships(Membership.objects.in_reading(Reading(on=on)))
    inc = graphs.incidence(ties.replace({"municipality": heirs}), there.index)
    found = there.assign(
        n=overlap.portfolios(inc).set_index("id")["n"],
        **{measure: overlap.square(inc, measure).loc[pk] for measure in ("shared", "jaccard")},
    )
    partners = found[found["shared"] > 0].drop(pk, errors="ignore")
    best = partners.sort_values(["shared", "jaccard", "name"], ascending=[False, False, True]).head(TOP)
    own = int(found.at[pk, "n"])
    return Partners(own, [_partner(row) for row in best.to_dict("records")])


def _partner(row: dict[str, Any]) -> Partner:
    return Partner(row["nis"], row["name"], int(row["shared"]), int(row["n"]), row["jaccard"])
