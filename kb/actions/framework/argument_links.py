"""What one argument does to another: linked, unlinked, and linked again."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kb.actions.base import action
from kb.actions.versions import locked
from kb.analysis.arguments.cycles import closing_chain
from kb.models import Argument, ArgumentLink, LinkKind, Study

NAMED = 60  # letters by which an argument is recognised in a sentence


@action
def link_arguments(
    *, source: Argument, kind: str, target: Argument, by: Any, reason: str = ""
) -> ArgumentLink:
    """``source`` does to ``target`` what ``kind`` says; what would depend on itself is refused."""
    locked(source.study)  # two people who close a ring from both ends at once: the second sees the first
    link = ArgumentLink(source=source, kind=kind, target=target)
    refuse_link(link)
    link.full_clean()
    link.save()
    return link


def refuse_link(link: ArgumentLink) -> None:
    if link.source.study_id != link.target.study_id:
        raise ValidationError(_("The other argument belongs to another study."))
    if link.source_id == link.target_id:
        raise ValidationError(_("An argument is linked to another, not to itself."))
    twins = ArgumentLink.objects.filter(source=link.source, kind=link.kind, target=link.target)
    if twins.exists():
        raise ValidationError(_("These two are linked like this already."))
    if link.kind == LinkKind.DEPENDS:
        refuse_ring(link)


def refuse_ring(link: ArgumentLink) -> None:
    known = ArgumentLink.objects.filter(source__study=link.source.study, kind=LinkKind.DEPENDS)
    chain = closing_chain(known.values_list("source", "target"), link.source_id, link.target_id)
    if chain:
        named = Argument.objects.in_bulk(chain)
        told = " → ".join(f"“{shortened(named[pk].text)}”" for pk in chain)
        raise ValidationError(_("This would make an argument depend on itself: %(chain)s.") % {"chain": told})


def shortened(text: str) -> str:
    return text if len(text) <= NAMED else f"{text[: NAMED - 1].rstrip()}…"


@action
def unlink_arguments(*, link: ArgumentLink, by: Any, reason: str = "") -> int:
    """Take the link away; the number of the version by which it comes back."""
    past: Any = ArgumentLink.history  # type: ignore[attr-defined]
    number = link.pk
    link.delete()
    return int(past.filter(id=number, history_type="-").latest("history_id").history_id)


@action
def link_again(*, study: Study, version: int, by: Any, reason: str = "") -> ArgumentLink:
    """Undo a removal, unless it would now close a ring or one of the two arguments is gone."""
    past: Any = ArgumentLink.history  # type: ignore[attr-defined]
    record = past.get(history_id=version, history_type="-")
    ends = study.arguments.in_bulk([record.source_id, record.target_id])
    if len(ends) < 2:
        raise ValidationError(_("One of the two arguments was deleted."))
    return link_arguments(
        source=ends[record.source_id], kind=record.kind, target=ends[record.target_id], by=by
    )
