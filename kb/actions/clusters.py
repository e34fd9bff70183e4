"""The names that a team gives to clusters of municipalities."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kb.actions.base import action
from kb.actions.versions import OutdatedError, remove, write
from kb.models import ClusterName, Municipality, Study


@action
def name_cluster(
    *,
    study: Study,
    members: Sequence[Municipality],
    name: str,
    given: ClusterName | None = None,
    seen: int | None = None,
    by: Any,
    reason: str = "",
) -> ClusterName:
    """Give these municipalities together a name, or the name ``given`` another one."""
    Study.objects.select_for_update().get(pk=study.pk)
    if given is None:
        _refuse_named_meanwhile(study, members)
        given = ClusterName(study=study, name=name)
        given.full_clean()
        given.save()
    else:
        given = write(given, {"name": name}, seen=seen)
    given.members.set(members)
    return given


@action
def forget_name(*, given: ClusterName, seen: int | None = None, by: Any, reason: str = "") -> None:
    """The cluster is called after its most central member again."""
    current = write(given, {}, seen=seen)
    remove(current)


def _refuse_named_meanwhile(study: Study, members: Sequence[Municipality]) -> None:
    """Somebody who saw no name may not put a second one beside that of somebody else."""
    wanted = {row.pk for row in members}
    for other in study.cluster_names.prefetch_related("members"):
        if {row.pk for row in other.members.all()} == wanted:
            raise OutdatedError(other)
