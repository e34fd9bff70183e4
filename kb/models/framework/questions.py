"""Questions, the options that answer them, and what each option answers."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kb.models.framework.owned import Owned, Sourced, known, once_a_study
from kb.models.history import tracked
from kb.models.keys import Keyed


class Question(Owned, Sourced):
    text = models.CharField(_("question"), max_length=300)
    note = models.TextField(_("note"), blank=True)
    core = models.BooleanField(_("core question"), default=False)

    objects = Keyed("study__slug", "code")
    history = tracked()

    class Meta:
        ordering = ["study", "order", "pk"]
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        constraints = once_a_study("question")

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return reverse("kb:question", args=[self.study.slug, self.code])


class OptionKind(models.TextChoices):
    STATUS_QUO = "status-quo", _("leave as it is")
    OPTIMISE = "optimise", _("optimise what exists")
    EXTEND = "extend", _("extend cooperation")
    SHARED = "shared", _("shared service centre")
    PROJECT = "project", _("project association")
    CARE = "care", _("care company")
    MERGER = "merger", _("merger")
    OTHER = "other", _("another road")


class Option(Owned, Sourced):
    """A road that can be taken, from leaving all as it is to a merger."""

    name = models.CharField(_("name"), max_length=160)
    kind = models.CharField(_("kind"), max_length=10, choices=OptionKind, default=OptionKind.OTHER)
    description = models.TextField(_("description"), blank=True)
    forms: Any = models.ManyToManyField(
        "kb.LegalForm", blank=True, related_name="+", verbose_name=_("legal forms")
    )
    questions: Any = models.ManyToManyField(
        Question, blank=True, related_name="options", verbose_name=_("questions")
    )

    objects = Keyed("study__slug", "code")
    history = tracked(m2m_fields=[forms, questions])

    class Meta:
        ordering = ["study", "order", "pk"]
        verbose_name = _("option")
        verbose_name_plural = _("options")
        constraints = [*once_a_study("option"), known("kind", OptionKind, "option_kind_known")]

    def __str__(self) -> str:
        return self.name

    @property
    def kind_apart(self) -> str:
        """Its kind, where the name does not say just that."""
        kind = self.get_kind_display()
        return "" if kind.casefold() == self.name.casefold() else kind

    def get_absolute_url(self) -> str:
        return reverse("kb:option", args=[self.study.slug, self.code])


class AnswerVerdict(models.TextChoices):
    YES = "yes", _("yes")
    PARTLY = "partly", _("partly")
    NO = "no", _("no")
    OPEN = "", _("open")


class OptionAnswer(Sourced):
    """What an option answers to a question, and the arguments that the answer rests on."""

    option = models.ForeignKey(Option, models.CASCADE, related_name="answers", verbose_name=_("option"))
    question = models.ForeignKey(Question, models.CASCADE, related_name="answers", verbose_name=_("question"))
    verdict = models.CharField(
        _("verdict"), max_length=6, choices=AnswerVerdict, blank=True, default=AnswerVerdict.OPEN
    )
    text = models.TextField(_("answer"))
    arguments: Any = models.ManyToManyField(
        "kb.Argument", blank=True, related_name="answers", verbose_name=_("rests on")
    )

    objects = Keyed("option__study__slug", "option__code", "question__code")
    history = tracked(m2m_fields=[arguments])

    class Meta:
        ordering = ["question", "option"]
        verbose_name = _("answer of an option")
        verbose_name_plural = _("answers of options")
        constraints = [
            models.UniqueConstraint(fields=["option", "question"], name="option_answers_once"),
            known("verdict", AnswerVerdict, "option_answer_verdict_known"),
        ]

    def __str__(self) -> str:
        return f"{self.option}: {self.text}"

    def natural_key(self) -> tuple[str | None, str, str]:
        return (*self.option.natural_key(), self.question.code)

    natural_key.dependencies = ["kb.option", "kb.question", "kb.argument"]  # type: ignore[attr-defined]
