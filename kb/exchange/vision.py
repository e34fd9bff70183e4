"""The vision as a document: what the parties agree on, what is open, and what each of them answered."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from kb.exchange.documents import Block, Document, Heading, Listing, Paragraph, Table
from kb.insight.parties import called
from kb.insight.vision.progress import Part, Progress, progress
from kb.insight.vision.section import Asked, Section, sections_of
from kb.models import DataVersion, Study
from kb.wording import listed


def vision_document(study: Study, today: date) -> Document:
    found = progress(study, today)
    sections = sections_of(study, [part.code for part in found.parts])
    blocks: list[Block] = []
    for part, section in zip(found.parts, sections, strict=True):
        blocks += _chapter(part, section)
    blocks += [Heading(_("Annex: what each party answers")), *_annex(sections)]
    version = DataVersion.current()
    foot = _("%(study)s · %(day)s · data version %(version)s")
    return Document(
        title=_("Shared vision"),
        subtitle=study.title,
        facts=_facts(study, found, today, version),
        blocks=tuple(blocks),
        foot=foot % {"study": study.title, "day": _day(today), "version": version},
        language=(get_language() or "nl")[:2],
        day=today,
    )


def _facts(study: Study, found: Progress, today: date, version: int) -> tuple[tuple[str, str], ...]:
    settled = _("%(n)s of %(all)s sections") % {"n": found.settled, "all": len(found.parts)}
    points = ngettext("%(n)s point", "%(n)s points", found.open_points) % {"n": found.open_points}
    return (
        (_("At the table"), listed(found.parties) or "–"),
        (_("Agreed"), settled),
        (_("Still to be talked out"), points),
        (_("Date"), _day(today)),
        (_("Data version"), str(version)),
    )


def _chapter(part: Part, section: Section) -> list[Block]:
    blocks: list[Block] = [Heading(part.label), Paragraph(_state(part), note=True)]
    blocks.append(Paragraph(section.text.text))
    if section.open_points:
        blocks += [
            Heading(_("Open: still to be talked out"), 2),
            Listing(tuple(point.text for point in section.open_points)),
        ]
    if section.settled_points:
        rows = tuple((point.text, point.outcome, _day(point.settled_on)) for point in section.settled_points)
        heads = (capfirst(_("point")), _("What was agreed"), _("On"))
        blocks += [Heading(_("Talked out"), 2), Table(heads, rows)]
    return blocks


def _state(part: Part) -> str:
    """Who agreed and when, as far as that is known."""
    if part.state == "empty":
        return _("No text yet.")
    if part.state == "draft":
        return _("Draft: the parties have not agreed on this text yet.")
    if part.agreed is None:
        return _("Agreed; with which parties is not known.")
    said = _("Agreed on %(day)s by %(parties)s; written down by %(who)s.") % {
        "day": _day(part.agreed.when),
        "parties": listed(part.agreed.parties) or "–",
        "who": called(part.agreed.who) or _("the system"),
    }
    if not part.agreed.later:
        return said
    later = _("Joined since, and not asked: %(parties)s.") % {"parties": listed(part.agreed.later)}
    return f"{said} {later}"


def _annex(sections: list[Section]) -> list[Block]:
    blocks: list[Block] = []
    for section in sections:
        if section.asked:
            blocks.append(Heading(section.label, 2))
        for asked in section.asked:
            blocks += _answers(asked)
    return blocks or [Paragraph(_("No guiding question is known."))]


def _answers(asked: Asked) -> list[Block]:
    blocks: list[Block] = [Heading(asked.prompt.text, 3)]
    blocks += [Paragraph(said.answer.text, lead=said.party.name) for said in asked.answers if said.answer]
    if asked.missing:
        missing = _("No answer yet from %(parties)s.") % {"parties": listed(asked.missing)}
        blocks.append(Paragraph(missing, note=True))
    return blocks


def _day(value: date) -> str:
    day = timezone.localtime(value) if isinstance(value, datetime) else value
    return date_format(day, "j F Y")
