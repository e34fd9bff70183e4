"""What a team finds important in a partner: its weights, saved and set back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kb.actions.base import action
from kb.actions.versions import OutdatedError, write
from kb.models import PartnerWeight, Study


@action
def save_weights(
    *, study: Study, weights: Mapping[str, int], seen: int, by: Any, reason: str = ""
) -> dict[str, int]:
    """Keep these weights for the study, unless somebody saved others after the version ``seen``.

    Gives the weights that stood before.
    """
    known = _locked(study, seen)
    for criterion, weight in weights.items():
        if criterion in known:
            write(known[criterion], {"weight": weight})
        else:
            made = PartnerWeight(study=study, criterion=criterion, weight=weight)
            made.full_clean()
            made.save()
    return {criterion: row.weight for criterion, row in known.items()}


@action
def reset_weights(*, study: Study, by: Any, reason: str = "") -> dict[str, int]:
    """Forget the team's weights: every criterion counts as when nobody chose. Gives those that stood."""
    known = _locked(study, None)
    for row in known.values():
        row.delete()
    return {criterion: row.weight for criterion, row in known.items()}


def version_of_weights(study: Study) -> int:
    """The number of the latest version of any weight of the study; 0 where there is none."""
    past: Any = PartnerWeight.history  # type: ignore[attr-defined]
    return past.filter(study_id=study.pk).values_list("history_id", flat=True).first() or 0


def _locked(study: Study, seen: int | None) -> dict[str, PartnerWeight]:
    Study.objects.select_for_update().get(pk=study.pk)
    if seen is not None and (latest := version_of_weights(study)) != seen:
        past: Any = PartnerWeight.history  # type: ignore[attr-defined]
        raise OutdatedError(past.get(history_id=latest))
    return {row.criterion: row for row in PartnerWeight.objects.filter(study=study)}
