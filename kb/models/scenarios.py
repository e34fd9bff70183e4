"""What if: a plan for the network of a study, as changes to the agreements and the choices they ask."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kb.models.history import tracked
from kb.models.keys import Keyed


class Scenario(models.Model):
    study = models.ForeignKey("kb.Study", models.CASCADE, related_name="scenarios", verbose_name=_("study"))
    slug = models.SlugField(_("short name in the address"), max_length=80)
    title = models.CharField(_("title"), max_length=160)
    note = models.TextField(_("note"), blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = Keyed("study__slug", "slug")
    history = tracked()

    class Meta:
        ordering = ["study", "title"]
        verbose_name = _("scenario")
        verbose_name_plural = _("scenarios")
        constraints = [models.UniqueConstraint(fields=["study", "slug"], name="scenario_once_a_study")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("kb:scenario", args=[self.study.slug, self.slug])

    def natural_key(self) -> tuple[str, str]:
        return (self.study.slug, self.slug)

    natural_key.dependencies = ["kb.study"]  # type: ignore[attr-defined]


class ScenarioChange(models.Model):
    """One step of the plan: municipalities join an agreement, leave it, or become one municipality."""

    class Kind(models.TextChoices):
        JOIN = "join", _("joins")
        LEAVE = "leave", _("leaves")
        MERGE = "merge", _("merge")

    scenario = models.ForeignKey(Scenario, models.CASCADE, related_name="changes", verbose_name=_("scenario"))
    kind = models.CharField(_("kind"), max_length=5, choices=Kind)
    agreement = models.ForeignKey(
        "kb.Agreement",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("agreement"),
    )
    municipalities: Any = models.ManyToManyField(
        "kb.Municipality", related_name="+", verbose_name=_("municipalities")
    )
    name = models.CharField(_("name of the new municipality"), max_length=80, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = Keyed("scenario__study__slug", "scenario__slug", "order")
    history = tracked(m2m_fields=[municipalities])

    class Meta:
        ordering = ["scenario", "order", "pk"]
        verbose_name = _("change in a scenario")
        verbose_name_plural = _("changes in scenarios")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["join", "leave", "merge"]), name="scenario_change_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(kind="merge") ^ Q(agreement__isnull=False), name="scenario_change_of_agreement"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.agreement or self.name}"

    def natural_key(self) -> tuple[str, str, int]:
        return (*self.scenario.natural_key(), self.order)

    natural_key.dependencies = ["kb.scenario", "kb.agreement", "kb.municipality"]  # type: ignore[attr-defined]


class Choice(models.Model):
    """What stays in a theme in which the municipalities of one merger sit apart."""

    class Outcome(models.TextChoices):
        OPEN = "", _("not decided yet")
        ONE = "one", _("one stays")
        ALL = "all", _("all stay")
        NONE = "none", _("none stays")

    merger = models.ForeignKey(
        ScenarioChange, models.CASCADE, related_name="choices", verbose_name=_("merger")
    )
    theme = models.ForeignKey("kb.Theme", models.CASCADE, related_name="+", verbose_name=_("theme"))
    outcome = models.CharField(_("outcome"), max_length=4, choices=Outcome, blank=True, default=Outcome.OPEN)
    keeps = models.ForeignKey(
        "kb.Agreement",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("agreement that stays"),
    )
    note = models.CharField(_("note"), max_length=400, blank=True)

    objects = Keyed("merger__scenario__study__slug", "merger__scenario__slug", "merger__order", "theme__code")
    history = tracked()

    class Meta:
        ordering = ["merger", "theme"]
        verbose_name = _("choice in a scenario")
        verbose_name_plural = _("choices in scenarios")
        constraints = [
            models.UniqueConstraint(fields=["merger", "theme"], name="choice_once_a_merger_and_theme"),
            models.CheckConstraint(
                condition=Q(outcome__in=["", "one", "all", "none"]), name="choice_outcome_known"
            ),
            models.CheckConstraint(
                condition=Q(outcome="one") ^ Q(keeps__isnull=True), name="choice_of_one_names_it"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.theme}: {self.keeps or self.get_outcome_display()}"

    def natural_key(self) -> tuple[str, str, int, str]:
        return (*self.merger.natural_key(), self.theme.code)

    natural_key.dependencies = ["kb.scenariochange", "kb.theme", "kb.agreement"]  # type: ignore[attr-defined]
