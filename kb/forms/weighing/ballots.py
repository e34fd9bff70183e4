"""What a party finds the criteria worth: points, or their order of importance."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from math import nan
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from kb.actions.versions import version_of
from kb.analysis.weighing.weights import from_order, from_points
from kb.forms.acting import ActionForm, Difference, last_writer
from kb.forms.reading import RangeInput
from kb.models import Ballot, Criterion, Manner, Party

EVEN = 50  # points of each, where nobody weighed yet
MOST = 100
Weights = Mapping[int, int]


class BallotForm(ActionForm, forms.Form):
    """One field a criterion; what it means depends on the manner.

    The manner in the address wins over the saved one: who changes manner starts from what was saved.
    """

    manner = forms.ChoiceField(choices=Manner.choices, widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    shown = forms.CharField(widget=forms.HiddenInput, required=False)
    base = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        party: Party,
        criteria: Sequence[Criterion],
        ballot: Ballot | None,
        version: int,
        manner: str = "",
    ) -> None:
        self.party, self.criteria, self.ballot = party, criteria, ballot
        self.differences: list[Difference] = []
        given = data.get("manner") if data else manner
        self.manner = given if given in Manner.values else (ballot.manner if ballot else Manner.POINTS)
        standing = standing_weights(ballot, criteria, self.manner)
        numbers = ",".join(str(row.pk) for row in criteria)
        self.taken_from: Any = None  # who saved other fields meanwhile, which this form took over
        initial = {"manner": self.manner, "version": version, "shown": numbers, "base": _base(standing)}
        initial |= {field_name(pk): value for pk, value in standing.items()}
        super().__init__(data, initial=initial, auto_id=f"party-{party.pk}-%s")
        for criterion in criteria:
            self.fields[field_name(criterion.pk)] = self._field(criterion)

    def _field(self, criterion: Criterion) -> forms.IntegerField:
        """A slider that nobody moved still means something, and so does an order that nobody changed."""
        ordered = self.manner == Manner.ORDER
        return forms.IntegerField(
            label=criterion.name,
            help_text="" if ordered else criterion.meaning,
            min_value=1 if ordered else 0,
            max_value=len(self.criteria) if ordered else MOST,
            widget=forms.NumberInput() if ordered else RangeInput(attrs={"step": "1"}),
        )

    @property
    def ordered(self) -> bool:
        return self.manner == Manner.ORDER

    @property
    def other(self) -> str:
        """The manner that is not shown."""
        return str(Manner.POINTS if self.ordered else Manner.ORDER)

    @property
    def rows(self) -> list[Any]:
        """The fields of the criteria; where they are ordered, the most important first."""
        found = [self[field_name(row.pk)] for row in self.criteria]
        return sorted(found, key=_place) if self.ordered else found

    @property
    def shares(self) -> list[tuple[str, float]]:
        """What the saved weights come to, of one."""
        saved = saved_weights(self.ballot)
        ordered = self.ballot is not None and self.ballot.manner == Manner.ORDER
        values = [saved.get(row.pk, nan if ordered else 0) for row in self.criteria]
        weights = from_order(values) if ordered else from_points(values)
        return [(row.name, float(weight)) for row, weight in zip(self.criteria, weights, strict=True)]

    @property
    def missing(self) -> list[str]:
        """Criteria that came after the party weighed."""
        saved = saved_weights(self.ballot)
        return [row.name for row in self.criteria if row.pk not in saved] if self.ballot else []

    def clean(self) -> dict[str, Any] | None:
        """What was shown may have changed: then nothing is saved and everything typed stays."""
        shown = self.cleaned_data.get("shown", "")
        if shown and shown != self.initial["shown"]:
            self.data = self.data.copy()
            self.data["shown"] = self.initial["shown"]
            self._start_new_ones()
            raise forms.ValidationError(
                _("The criteria changed while you were weighing. Look again and save.")
            )
        return super().clean()

    def _start_new_ones(self) -> None:
        for row in self.criteria:
            name = field_name(row.pk)
            self.data.setdefault(name, str(self.initial.get(name, EVEN)))

    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        weights = {row.pk: data[field_name(row.pk)] for row in self.criteria}
        return {"manner": data["manner"], "weights": weights, "seen": data["version"] or 0}

    def run(self, act: Callable[..., Any], **known: Any) -> Any:
        """Where two people changed different fields both are saved; what both changed is asked."""
        made = super().run(act, **known)
        if made is None and self.taken_from and not self.differences:
            self.full_clean()
            made = super().run(act, **known)
        return made

    def show_conflict(self, current: Any) -> None:
        mine = {row.pk: self.cleaned_data[field_name(row.pk)] for row in self.criteria}
        theirs = dict(current.weights.values_list("criterion", "value"))
        before = _read_base(self.cleaned_data["base"])
        same = self.manner == current.manner
        together, clashes = merged(mine, theirs, before, whole=self.ordered) if same else (mine, list(mine))
        self.data = self.data.copy()
        fresh = {field_name(pk): str(value) for pk, value in together.items()}
        fresh |= {"version": str(version_of(current)), "base": _base(theirs if same else mine)}
        for name, value in fresh.items():
            self.data[name] = value
        self.differences = self._apart(current.manner, mine, theirs, clashes)
        self.taken_from = who = last_writer(current)
        self.add_error(
            None, _("%(who)s saved other weights meanwhile. Save again to replace them.") % {"who": who}
        )

    def _apart(self, manner: str, mine: Weights, theirs: Weights, clashes: Sequence[int]) -> list[Difference]:
        said = _places if self.ordered else _points
        spoken = _places if manner == Manner.ORDER else _points
        names = {row.pk: row.name for row in self.criteria}
        return [Difference(names[pk], said(mine[pk]), spoken(theirs.get(pk))) for pk in clashes]


def merged(
    mine: Weights, theirs: Weights, before: Weights, *, whole: bool
) -> tuple[dict[int, int], list[int]]:
    """Theirs where I changed nothing since ``before``, else mine; and what both changed to something else.

    ``whole``: the values are one thing, as an order is, and who changes one changes all.

    >>> merged({7: 5, 8: 2}, {7: 9, 8: 3}, {7: 1, 8: 2}, whole=False)
    ({7: 5, 8: 3}, [7])
    """
    my_own, their_own = (_touched(values, before, whole) for values in (mine, theirs))
    together = {pk: value if pk in my_own else theirs.get(pk, value) for pk, value in mine.items()}
    both = [pk for pk, value in mine.items() if pk in my_own & their_own and theirs[pk] != value]
    return together, both


def _touched(values: Weights, before: Weights, whole: bool) -> set[int]:
    found = {pk for pk, value in values.items() if before.get(pk) != value}
    return set(values) if whole and found else found


def _base(values: Weights) -> str:
    return ",".join(f"{pk}:{value}" for pk, value in values.items())


def _read_base(text: str) -> dict[int, int]:
    """What was shown, as :func:`_base` wrote it; what cannot be read counts as not shown."""
    found = re.findall(r"(\d{1,9}):(\d{1,3})(?:,|$)", text)
    return {int(pk): int(value) for pk, value in found}


def field_name(criterion: int) -> str:
    return f"w_{criterion}"


def _place(field: Any) -> int:
    value = str(field.value())
    return int(value) if value.isdecimal() and len(value) < 4 else MOST


def _points(value: int | None) -> str:
    return "–" if value is None else _("%(n)s points") % {"n": value}


def _places(value: int | None) -> str:
    return "–" if value is None else _("place %(n)s") % {"n": value}


def saved_weights(ballot: Ballot | None) -> dict[int, int]:
    return {row.criterion_id: row.value for row in ballot.weights.all()} if ballot else {}


def standing_weights(ballot: Ballot | None, criteria: Sequence[Criterion], manner: str) -> dict[int, int]:
    """What a form starts from: what was saved, said in ``manner``; else all alike, or in turn."""
    saved = saved_weights(ballot)
    numbers = [row.pk for row in criteria]
    if ballot is None or not saved:
        return dict.fromkeys(numbers, EVEN) if manner == Manner.POINTS else _in_turn(numbers)
    if manner == Manner.ORDER:
        up = {pk: -value for pk, value in saved.items()} if ballot.manner == Manner.POINTS else saved
        return places({pk: up.get(pk, MOST) for pk in numbers})
    if ballot.manner == Manner.POINTS:
        return {pk: saved.get(pk, 0) for pk in numbers}
    return points({pk: saved.get(pk, len(numbers)) for pk in numbers})


def _in_turn(numbers: Sequence[int]) -> dict[int, int]:
    return {pk: place for place, pk in enumerate(numbers, start=1)}


def places(values: Weights) -> dict[int, int]:
    """The place of each, the smallest value first; what is alike shares the best place.

    >>> places({7: 3, 8: 1, 9: 3})
    {7: 2, 8: 1, 9: 2}
    """
    ordered = sorted(values.values())
    return {pk: ordered.index(value) + 1 for pk, value in values.items()}


def points(order: Weights) -> dict[int, int]:
    """Points that weigh as the order does, 100 for the first place.

    >>> points({7: 1, 8: 2, 9: 3})
    {7: 100, 8: 45, 9: 18}
    """
    shares = from_order(list(order.values()))
    return {pk: round(MOST * share / shares.max()) for pk, share in zip(order, shares, strict=True)}
