"""What happened to a thing and its parts: every version as a line people can read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby, pairwise
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kb.actions.framework.links import links_in, links_of, numbers
from kb.actions.versions import KEPT, OF_A_STUDY
from kb.models import Agreement, Claim, Membership, Municipality
from kb.models.framework.arguments import SIGNS
from kb.wording import NOTHING, spoken, with_years

ACTS = {
    "+": gettext_lazy("%(n)s %(things)s added"),
    "~": gettext_lazy("%(n)s %(things)s changed"),
    "-": gettext_lazy("%(n)s %(things)s deleted"),
}
HIDDEN = {"id", "agreement", "membership", "code", "argument", "study", "order", "made_by"}


@dataclass(frozen=True)
class Difference:
    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Entry:
    """One version: ``act`` is + (made), ~ (changed) or - (deleted); ``is_latest`` has none after it."""

    kind: str
    version: int
    what: str
    act: str
    when: datetime
    who: Any
    reason: str
    differences: list[Difference]
    is_latest: bool

    @property
    def can_come_back(self) -> bool:
        """An older version, or a thing that is gone."""
        return not self.is_latest or self.act == "-"

    @property
    def import_run(self) -> int | None:
        """The number of the import that wrote it; imports put it in the reason."""
        number = self.reason.removeprefix("import:")
        return int(number) if number != self.reason and number.isdecimal() else None


@dataclass(frozen=True)
class Batch:
    """What one import wrote, newest first."""

    import_run: int
    entries: list[Entry]

    @property
    def latest(self) -> Entry:
        return self.entries[0]

    @property
    def parts(self) -> list[str]:
        """``138 memberships added``: a part a kind of thing and an act, in the order of appearance."""
        counted = Counter((entry.kind, entry.act) for entry in self.entries)
        return [ACTS[act] % {"n": n, "things": _things(kind, n)} for (kind, act), n in counted.items()]


def _things(kind: str, n: int) -> str:
    told = KEPT[kind]._meta
    return str(told.verbose_name if n == 1 else told.verbose_name_plural)


def folded(entries: Iterable[Entry]) -> list[Entry | Batch]:
    """The entries of one import as one line, where its newest stands; the others as they are."""
    together: dict[Any, list[Entry]] = {}
    for entry in entries:
        together.setdefault(entry.import_run or (entry.kind, entry.version), []).append(entry)
    return [Batch(key, found) if len(found) > 1 else found[0] for key, found in together.items()]


def agreement_entries(pk: int) -> list[Entry]:
    """The agreement, its ties, what sources say of them, its identifiers, participations and exemptions.

    A tie that came with a fixture has no version of its own, one that was deleted has nothing but.
    """
    ties = Q(membership__agreement_id=pk) | Q(
        membership_id__in=Membership.history.filter(agreement_id=pk).values("id")
    )
    return _newest_first(
        _entries("agreement", Q(id=pk)),
        _entries("membership", Q(agreement_id=pk)),
        _entries("claim", ties),
        _entries("identifier", Q(agreement_id=pk)),
        _entries("participation", Q(agreement_id=pk)),
        _entries("exemption", Q(agreement_id=pk)),
    )


def municipality_entries(municipality: Municipality) -> list[Entry]:
    return _newest_first(_entries("municipality", Q(id=municipality.pk)))


def argument_entries(pk: int) -> list[Entry]:
    """The argument, its stances, its sources and its links; a version that only counts on is left out."""
    entries = _newest_first(
        _entries("argument", Q(id=pk)),
        _entries("stance", Q(argument_id=pk)),
        _entries("citation", Q(argument_id=pk)),
        _entries("link", Q(source_id=pk) | Q(target_id=pk)),
    )
    return [entry for entry in entries if entry.differences or entry.act != "~"]


def service_entries(pk: int) -> list[Entry]:
    entries = _newest_first(_entries("service", Q(id=pk)))
    return [entry for entry in entries if entry.differences or entry.act != "~"]


def agreement_of(record: Any) -> int:
    """The agreement to whose history a version belongs."""
    if isinstance(record.instance, Agreement):
        return record.id
    if isinstance(record.instance, Claim):
        live = Membership.objects.filter(pk=record.membership_id).first()
        return (live or Membership.history.filter(id=record.membership_id).latest()).agreement_id
    return record.agreement_id


def differences(old: Any, new: Any) -> list[Difference]:
    """The fields that two versions of a row, or a version and the row, hold differently."""
    fields = [field for field in new._meta.concrete_fields if field.name in _names(new)]
    return [
        Difference(str(capfirst(field.verbose_name)), _said(old, field), _said(new, field))
        for field in fields
        if getattr(old, field.attname) != getattr(new, field.attname)
    ] + _link_differences(old, new)


def _link_differences(old: Any, new: Any) -> list[Difference]:
    before, after = _links(old), _links(new)
    model = getattr(old, "instance_type", type(old))
    return [
        _link_difference(model._meta.get_field(name), before[name], after[name])
        for name in before
        if before[name] != after.get(name)
    ]


def _link_difference(field: Any, gone: set[int], come: set[int]) -> Difference:
    named = field.related_model._default_manager.in_bulk(gone | come)
    old, new = (", ".join(str(row) for pk, row in named.items() if pk in side) for side in (gone, come))
    return Difference(str(capfirst(field.verbose_name)), old or NOTHING, new or NOTHING)


def _links(row: Any) -> dict[str, set[int]]:
    """Of a version those that it kept, of a row those that it has; links without history say nothing."""
    if hasattr(row, "kept_links"):
        return dict(row.kept_links)
    if hasattr(row, "history_type"):
        return links_in(row)
    tracked = row.history.model._history_m2m_fields
    return {field.name: numbers(getattr(row, field.name).all()) for field in tracked}


def _names(row: Any) -> set[str]:
    tracked = getattr(row, "tracked_fields", None) or row._meta.concrete_fields
    return {field.name for field in tracked} - HIDDEN


def _said(row: Any, field: models.Field[Any, Any]) -> str:
    number = getattr(row, field.attname)
    if not field.many_to_one or number is None:
        return spoken(field, number)
    return str(getattr(row, field.name, None) or _("no. %(n)s, deleted") % {"n": number})


def _newest_first(*parts: Iterable[Entry]) -> list[Entry]:
    every = [entry for part in parts for entry in part]
    return sorted(every, key=lambda entry: (entry.when, entry.version), reverse=True)


def _entries(kind: str, of: Q) -> Iterator[Entry]:
    history: Any = KEPT[kind].history  # type: ignore[attr-defined]
    parents = [field.name for field in history.model.tracked_fields if field.many_to_one]
    if kind == "claim":
        parents.append("membership__municipality")
    found = history.filter(of).select_related("history_user", *parents)
    ordered = list(found.order_by("id", "history_date", "history_id"))
    kept = links_of(ordered)
    for record in ordered:
        record.kept_links = {name: versions[record.history_id] for name, versions in kept.items()}
    for _pk, versions in groupby(ordered, key=lambda record: record.id):
        line = [None, *versions, None]
        for (before, record), (_same, after) in pairwise(pairwise(line)):
            yield _entry(kind, before, record, is_latest=after is None)


def _entry(kind: str, before: Any, record: Any, *, is_latest: bool) -> Entry:
    changed = differences(before, record) if before is not None and record.history_type == "~" else []
    return Entry(
        kind=kind,
        version=record.history_id,
        what=_what(kind, record),
        act=record.history_type,
        when=record.history_date,
        who=record.history_user,
        reason=record.history_change_reason or "",
        differences=changed,
        is_latest=is_latest,
    )


def _what(kind: str, record: Any) -> str:
    if kind == "membership":
        return with_years(record.municipality) if record.municipality else _("deleted municipality")
    if kind == "claim":
        tie = getattr(record, "membership", None)
        said = tie.municipality if tie else _("deleted membership")
        return f"{said} · {record.source}"
    if kind == "identifier":
        return f"{record.scheme}: {record.value}"
    if kind == "exemption":
        return str(record.rule)
    if kind in OF_A_STUDY:
        return _said_of_argument(kind, record)
    return str(record.stakeholder if kind == "participation" else record.name)


def _said_of_argument(kind: str, record: Any) -> str:
    """What is gone meanwhile is named by what it was."""
    gone = _("something deleted")
    if kind == "argument":
        return str(record.text)
    if kind == "stance":
        return f"{SIGNS[record.polarity]} {record.option or gone}"
    if kind == "citation":
        return ", ".join(filter(None, [str(record.source or gone), record.place]))
    return f"{record.source or gone} {record.get_kind_display()} {record.target or gone}"
