"""The growth path of cooperation: a ladder of steps, each with what it asks."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kb.models.history import tracked
from kb.models.keys import Keyed


class Ladder(models.Model):
    slug = models.SlugField(_("short name in the address"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=160)
    source = models.ForeignKey("kb.Source", models.PROTECT, null=True, blank=True, verbose_name=_("source"))

    objects = Keyed("slug")
    history = tracked()

    class Meta:
        ordering = ["title"]
        verbose_name = _("growth path")
        verbose_name_plural = _("growth paths")

    def __str__(self) -> str:
        return self.title

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    natural_key.dependencies = ["kb.source"]  # type: ignore[attr-defined]


class Step(models.Model):
    ladder = models.ForeignKey(Ladder, models.CASCADE, related_name="steps", verbose_name=_("growth path"))
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=160)
    aim = models.CharField(_("aim"), max_length=200, blank=True)

    objects = Keyed("ladder__slug", "number")
    history = tracked()

    class Meta:
        ordering = ["ladder", "number"]
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        constraints = [models.UniqueConstraint(fields=["ladder", "number"], name="step_once_a_ladder")]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"

    def natural_key(self) -> tuple[str, int]:
        return (self.ladder.slug, self.number)

    natural_key.dependencies = ["kb.ladder"]  # type: ignore[attr-defined]


class Evidence(models.Model):
    """What shows that a study or a region has taken a step; without an agreement it is only said."""

    step = models.ForeignKey(Step, models.CASCADE, related_name="evidence", verbose_name=_("step"))
    study = models.ForeignKey(
        "kb.Study",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="evidence",
        verbose_name=_("study"),
    )
    region = models.ForeignKey(
        "kb.Region",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="evidence",
        verbose_name=_("region"),
    )
    agreement = models.ForeignKey(
        "kb.Agreement",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="evidence",
        verbose_name=_("agreement"),
    )
    note = models.CharField(_("note"), max_length=400, blank=True)
    source = models.ForeignKey("kb.Source", models.PROTECT, null=True, blank=True, verbose_name=_("source"))

    objects = Keyed("step__ladder__slug", "step__number", "study__slug", "region__slug", "agreement__code")
    history = tracked()

    class Meta:
        ordering = ["step", "pk"]
        verbose_name = _("evidence of a step")
        verbose_name_plural = _("evidence of steps")
        constraints = [
            models.CheckConstraint(
                condition=Q(study__isnull=True) ^ Q(region__isnull=True), name="evidence_of_one_party"
            ),
            models.CheckConstraint(
                condition=Q(agreement__isnull=False) | ~Q(note=""),
                name="evidence_says_something",
                violation_error_message=_("Name an agreement, or say what shows it."),
            ),
            models.UniqueConstraint(fields=["step", "study", "agreement"], name="evidence_once_a_study"),
            models.UniqueConstraint(fields=["step", "region", "agreement"], name="evidence_once_a_region"),
            models.UniqueConstraint(
                fields=["step", "study"], condition=Q(agreement__isnull=True), name="said_once_a_study"
            ),
            models.UniqueConstraint(
                fields=["step", "region"], condition=Q(agreement__isnull=True), name="said_once_a_region"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step}: {self.agreement or self.note}"

    def natural_key(self) -> tuple[str, int, str | None, str | None, str | None]:
        study = self.study.slug if self.study else None
        region = self.region.slug if self.region else None
        return (*self.step.natural_key(), study, region, self.agreement.code if self.agreement else None)

    @property
    def shows(self) -> bool:
        """Something is linked that exists: words alone, or a plan, do not make a step count."""
        return self.agreement is not None and self.agreement.status != "planned"

    natural_key.dependencies = [  # type: ignore[attr-defined]
        "kb.step",
        "kb.study",
        "kb.region",
        "kb.agreement",
        "kb.source",
    ]
