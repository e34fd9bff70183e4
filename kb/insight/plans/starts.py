"""Where a scenario may begin: the agreements in which one municipality of the study stands apart."""

from __future__ import annotations

from dataclasses import dataclass

from kb.insight.scenes import Scene


@dataclass(frozen=True)
class Start:
    """An agreement, and the one municipality that stands apart in it."""

    agreement: int
    name: str
    theme: str
    municipality: int
    who: str

    @property
    def called(self) -> str:
        """Names recur from theme to theme."""
        return f"{self.theme}, {self.name}" if self.theme else self.name


def starts(scene: Scene) -> tuple[list[Start], list[Start]]:
    """Agreements in which all of the study but one take part, and those in which only one does."""
    mine = set(scene.study) & scene.names.keys()
    inside = scene.ties[scene.ties["municipality"].isin(mine)].groupby("agreement")["municipality"]
    rows = scene.agreements.set_index("id")
    extend, leave = [], []
    for agreement, members in inside:
        row, apart = rows.loc[agreement], mine - set(members)
        known = (int(agreement), row["name"], row["theme_name"])
        if len(apart) == 1 and len(mine) > 1:
            extend += [Start(*known, one, scene.names[one]) for one in apart]
        if len(members) == 1:
            leave += [Start(*known, one, scene.names[one]) for one in members]
    return sorted(extend, key=_order), sorted(leave, key=_order)


def _order(start: Start) -> tuple[bool, str, str]:
    return not start.theme, start.theme, start.name
