"""The shared vision: a text written together, led by questions that every party answers."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kb.models.framework.owned import Sourced, known
from kb.models.history import tracked
from kb.models.keys import Keyed


class VisionSection(models.TextChoices):
    AMBITION = "ambition", _("ambition")
    GOALS = "goals", _("goals")
    SCOPE = "scope", _("scope")
    PRECONDITIONS = "preconditions", _("preconditions")
    STRUCTURE = "structure", _("project structure")


class VisionPrompt(Sourced):
    """A question that helps to write a section; a tip where nobody needs to answer."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    section = models.CharField(_("section"), max_length=13, choices=VisionSection)
    text = models.CharField(_("question"), max_length=300)
    tip = models.BooleanField(_("tip"), default=False)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = Keyed("code")
    history = tracked()

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("guiding question")
        verbose_name_plural = _("guiding questions")
        constraints = [known("section", VisionSection, "vision_prompt_section_known")]

    def __str__(self) -> str:
        return self.text

    def natural_key(self) -> tuple[str]:
        return (self.code,)

    natural_key.dependencies = ["kb.source"]  # type: ignore[attr-defined]


class VisionText(Sourced):
    """The shared text of a section; ``settled`` when all parties agree on it."""

    study = models.ForeignKey(
        "kb.Study", models.CASCADE, related_name="vision_texts", verbose_name=_("study")
    )
    section = models.CharField(_("section"), max_length=13, choices=VisionSection)
    text = models.TextField(_("shared text"), blank=True, max_length=20_000)
    settled = models.BooleanField(_("agreed by all parties"), default=False)

    objects = Keyed("study__slug", "section")
    history = tracked()

    class Meta:
        ordering = ["study", "pk"]
        verbose_name = _("section of the vision")
        verbose_name_plural = _("sections of the vision")
        constraints = [
            models.UniqueConstraint(fields=["study", "section"], name="vision_section_once_a_study"),
            known("section", VisionSection, "vision_text_section_known"),
        ]

    def __str__(self) -> str:
        return self.get_section_display()

    def natural_key(self) -> tuple[str, str]:
        return (self.study.slug, self.section)

    natural_key.dependencies = ["kb.study"]  # type: ignore[attr-defined]


class VisionAnswer(models.Model):
    """What a party answers to a guiding question."""

    study = models.ForeignKey(
        "kb.Study", models.CASCADE, related_name="vision_answers", verbose_name=_("study")
    )
    prompt = models.ForeignKey(
        VisionPrompt, models.CASCADE, related_name="answers", verbose_name=_("question")
    )
    party = models.ForeignKey("kb.Party", models.CASCADE, related_name="+", verbose_name=_("party"))
    text = models.TextField(_("answer"), max_length=10_000)

    objects: Any = models.Manager()
    history = tracked()

    class Meta:
        ordering = ["prompt", "party__order", "party"]
        verbose_name = _("answer of a party")
        verbose_name_plural = _("answers of parties")
        constraints = [
            models.UniqueConstraint(fields=["prompt", "party"], name="one_answer_a_party_a_question")
        ]

    def __str__(self) -> str:
        return f"{self.party}: {self.text}"


class VisionPointQuerySet(models.QuerySet["VisionPoint"]):
    def open(self) -> Self:
        """Still to be talked out."""
        return self.filter(settled_on=None)


class VisionPoint(models.Model):
    """A point that must be talked out, until somebody writes down what was agreed."""

    study = models.ForeignKey(
        "kb.Study", models.CASCADE, related_name="vision_points", verbose_name=_("study")
    )
    section = models.CharField(_("section"), max_length=13, choices=VisionSection)
    prompt = models.ForeignKey(
        VisionPrompt,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("question"),
    )
    text = models.CharField(_("point"), max_length=300)
    outcome = models.TextField(_("what was agreed"), blank=True, max_length=10_000)
    settled_on = models.DateField(_("settled on"), null=True, blank=True)

    objects: Any = VisionPointQuerySet.as_manager()
    history = tracked()

    class Meta:
        ordering = ["study", "pk"]
        verbose_name = _("point to talk out")
        verbose_name_plural = _("points to talk out")
        constraints = [known("section", VisionSection, "vision_point_section_known")]

    def __str__(self) -> str:
        return self.text


class HomeworkQuerySet(models.QuerySet["Homework"]):
    def waiting(self) -> Self:
        """Not done yet."""
        return self.filter(done_on=None)

    def overdue(self, today: date) -> Self:
        """Not done, and due before today."""
        return self.waiting().filter(due_on__lt=today)


class Homework(models.Model):
    """Something that somebody prepares before the next meeting."""

    study = models.ForeignKey("kb.Study", models.CASCADE, related_name="homework", verbose_name=_("study"))
    text = models.CharField(_("assignment"), max_length=300)
    party = models.ForeignKey(
        "kb.Party", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("party")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("person"),
    )
    prompt = models.ForeignKey(
        VisionPrompt,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("question"),
    )
    due_on = models.DateField(_("due on"))
    done_on = models.DateField(_("done on"), null=True, blank=True)
    result = models.TextField(_("result"), blank=True, max_length=10_000)

    objects: Any = HomeworkQuerySet.as_manager()
    history = tracked()

    class Meta:
        ordering = ["study", "due_on", "pk"]
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")

    def __str__(self) -> str:
        return self.text
