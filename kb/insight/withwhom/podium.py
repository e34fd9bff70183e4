"""The first three sets with their reasons: with whom they share most, and what people said of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from kb.insight.scenes import Scene
from kb.insight.withwhom.joining import Question, Search, candidates_in
from kb.models import Candidate, Study


@dataclass(frozen=True)
class Step:
    """One of the first three: ``row`` of the table, ``closest``: the newcomer and the one of the base that
    share most agreements (None: nothing known is shared), ``remarks`` on the candidates among them."""

    row: dict[str, Any]
    closest: dict[str, Any] | None
    remarks: list[Candidate]

    @property
    def crosses(self) -> bool:
        return bool(self.row["regions"] > 1)


def podium(study: Study, view: Scene, question: Question, found: Search) -> list[Step]:
    remarks = candidates_in(study, view)
    return [
        Step(
            row,
            _closest(view, question.base, row["ids"]),
            [remarks[pk] for pk in row["ids"] if pk in remarks],
        )
        for row in found.table.head(3).to_dict("records")
    ]


def _closest(view: Scene, base: tuple[int, ...], joins: list[int]) -> dict[str, Any] | None:
    inc = view.incidence
    mine, theirs = (inc.matrix[np.searchsorted(inc.municipalities, ids)] for ids in (list(base), joins))
    shared = (theirs @ mine.T).toarray()
    newcomer, one = np.unravel_index(int(shared.argmax()), shared.shape)
    if not shared[newcomer, one]:
        return None
    return {
        "newcomer": view.names[joins[newcomer]],
        "one": view.names[base[one]],
        "shared": int(shared[newcomer, one]),
    }
