"""How far the vision is, section by section."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.utils.text import capfirst

from kb.insight.vision.agreed import Agreed, agreed
from kb.models import Party, Study, VisionPrompt, VisionSection, VisionText


@dataclass(frozen=True)
class Part:
    """A section: ``answers`` counts those of each party to its ``questions``."""

    code: str
    label: str
    text: VisionText | None
    agreed: Agreed | None
    questions: int
    answers: list[tuple[Party, int]]
    open_points: int
    waiting: int
    overdue: int

    @property
    def state(self) -> str:
        """``agreed``, ``draft`` or ``empty``."""
        if self.text is None or not self.text.text:
            return "empty"
        return "agreed" if self.text.settled else "draft"


@dataclass(frozen=True)
class Progress:
    """``waiting`` and ``overdue`` count all homework, also what belongs to no section."""

    parts: list[Part]
    parties: list[Party]
    waiting: int
    overdue: int

    @property
    def settled(self) -> int:
        return sum(part.state == "agreed" for part in self.parts)

    @property
    def begun(self) -> bool:
        return any(part.text or part.open_points or any(n for _, n in part.answers) for part in self.parts)

    @property
    def open_points(self) -> int:
        return sum(part.open_points for part in self.parts)


def label_of(section: str) -> str:
    return str(capfirst(VisionSection(section).label))


def progress(study: Study, today: date) -> Progress:
    parties = list(study.parties.all())
    texts = {text.section: text for text in study.vision_texts.all()}
    moments = agreed(study, texts.values())
    asked = _counted(VisionPrompt.objects.filter(tip=False), "section")
    given = _counted(study.vision_answers.filter(prompt__tip=False), "prompt__section", "party")
    points = _counted(study.vision_points.open(), "section")
    due = _due(study, today)
    parts = [
        Part(
            code=section,
            label=label_of(section),
            text=texts.get(section),
            agreed=moments.get(section),
            questions=asked[section],
            answers=[(party, given[section, party.pk]) for party in parties],
            open_points=points[section],
            waiting=due.get(section, (0, 0))[0],
            overdue=due.get(section, (0, 0))[1],
        )
        for section in VisionSection.values
    ]
    waiting, overdue = (sum(counts) for counts in zip(*due.values(), strict=True)) if due else (0, 0)
    return Progress(parts, parties, waiting, overdue)


def _due(study: Study, today: date) -> dict[str | None, tuple[int, int]]:
    """How much homework waits for each section, and how much of it is overdue; None: for no section."""
    counts = {"n": Count("pk"), "overdue": Count("pk", filter=Q(due_on__lt=today))}
    rows = study.homework.waiting().order_by().values_list("prompt__section").annotate(**counts)
    return {section: (n, overdue) for section, n, overdue in rows}


def _counted(rows: Any, *by: str) -> Counter[Any]:
    """How many rows there are of each."""
    found = rows.order_by().values_list(*by).annotate(Count("pk"))
    return Counter({key[0] if len(by) == 1 else tuple(key): n for *key, n in found})
