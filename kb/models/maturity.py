"""The growth path of cooperation: a ladder of steps, each with what it asks."""

from __future__ import annotations

from django.db import models
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
