"""One section of the vision: its questions, what each party answers, and what must be talked out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kb.insight.vision.agreed import Agreed, agreed
from kb.insight.vision.progress import label_of
from kb.models import Homework, Party, Study, VisionAnswer, VisionPoint, VisionPrompt, VisionText


@dataclass(frozen=True)
class Said:
    """What a party answers; ``number`` is its colour, ``who`` wrote it down last."""

    party: Party
    number: int
    answer: VisionAnswer | None
    who: Any = None
    when: datetime | None = None


@dataclass(frozen=True)
class Asked:
    prompt: VisionPrompt
    answers: list[Said]

    @property
    def missing(self) -> list[Party]:
        return [said.party for said in self.answers if said.answer is None]


@dataclass(frozen=True)
class Section:
    code: str
    label: str
    asked: list[Asked]
    tips: list[VisionPrompt]
    text: VisionText
    agreed: Agreed | None
    points: list[VisionPoint]
    homework: list[Homework]

    @property
    def missing(self) -> int:
        """Answers that are not given yet."""
        return sum(len(asked.missing) for asked in self.asked)

    @property
    def wanted(self) -> int:
        return sum(len(asked.answers) for asked in self.asked)

    @property
    def silent(self) -> list[Party]:
        """Parties that answered nothing at all."""
        quiet = [set(asked.missing) for asked in self.asked]
        every = set.intersection(*quiet) if quiet else set()
        return [said.party for said in self.asked[0].answers if said.party in every] if every else []

    @property
    def open_points(self) -> list[VisionPoint]:
        return [point for point in self.points if point.settled_on is None]

    @property
    def settled_points(self) -> list[VisionPoint]:
        return [point for point in self.points if point.settled_on]


def text_of(study: Study, section: str) -> VisionText:
    """The shared text; an empty one where nobody wrote any."""
    return study.vision_texts.filter(section=section).first() or VisionText(study=study, section=section)


def section_of(study: Study, code: str) -> Section:
    (found,) = sections_of(study, [code])
    return found


def sections_of(study: Study, codes: list[str]) -> list[Section]:
    """Everything of these sections, read at once."""
    prompts = list(VisionPrompt.objects.filter(section__in=codes))
    asked = _asked(study, [prompt for prompt in prompts if not prompt.tip])
    texts = {text.section: text for text in study.vision_texts.filter(section__in=codes)}
    moments = agreed(study, texts.values())
    points = list(study.vision_points.filter(section__in=codes).select_related("prompt"))
    homework = study.homework.waiting().filter(prompt__section__in=codes)
    given = list(homework.select_related("party", "person", "prompt"))
    return [
        Section(
            code=code,
            label=label_of(code),
            asked=[one for one in asked if one.prompt.section == code],
            tips=[prompt for prompt in prompts if prompt.tip and prompt.section == code],
            text=texts.get(code) or VisionText(study=study, section=code),
            agreed=moments.get(code),
            points=[point for point in points if point.section == code],
            homework=[row for row in given if row.prompt.section == code],
        )
        for code in codes
    ]


def _asked(study: Study, prompts: list[VisionPrompt]) -> list[Asked]:
    answers = list(study.vision_answers.filter(prompt__in=prompts))
    writers = _writers(answers)
    given = {(answer.prompt_id, answer.party_id): answer for answer in answers}
    parties = list(enumerate(study.parties.all(), start=1))
    return [
        Asked(
            prompt,
            [_said(party, number, given.get((prompt.pk, party.pk)), writers) for number, party in parties],
        )
        for prompt in prompts
    ]


def _writers(answers: list[VisionAnswer]) -> dict[int, tuple[Any, datetime]]:
    """Who wrote each answer down last, and when."""
    history: Any = VisionAnswer.history  # type: ignore[attr-defined]
    records = history.filter(id__in=[answer.pk for answer in answers]).select_related("history_user")
    return {
        record.id: (record.history_user, record.history_date) for record in records.order_by("history_id")
    }


def _said(
    party: Party, number: int, answer: VisionAnswer | None, writers: dict[int, tuple[Any, datetime]]
) -> Said:
    who, when = writers.get(answer.pk, (None, None)) if answer else (None, None)
    return Said(party, number, answer, who, when)


def said_by(study: Study, prompt: VisionPrompt, party: Party) -> Said:
    """One party's answer to one question."""
    (asked,) = _asked(study, [prompt])
    return next(said for said in asked.answers if said.party == party)
