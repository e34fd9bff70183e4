"""Services that could be shared: how, in which form, where, and when."""

from __future__ import annotations

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kb.models.framework.owned import Owned, Sourced, known, once_a_study
from kb.models.history import tracked
from kb.models.keys import Keyed

IN_ORDER = Q(ends_on__isnull=True) | Q(starts_on__isnull=True) | Q(ends_on__gte=F("starts_on"))
FROM_ONE_TO_FIVE = [MinValueValidator(1), MaxValueValidator(5)]


class ServiceGroup(models.TextChoices):
    LAND = "land", _("land-bound")
    PERSON = "person", _("person-bound")
    SUPPORT = "support", _("support")


class Where(models.TextChoices):
    CENTRAL = "central", _("central")
    BOTH = "both", _("partly central, partly local")
    LOCAL = "local", _("local")
    OPEN = "", _("not decided yet")


class Phase(models.Model):
    """A stage of the roadmap."""

    study = models.ForeignKey("kb.Study", models.CASCADE, related_name="phases", verbose_name=_("study"))
    title = models.CharField(_("title"), max_length=120)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)

    objects = Keyed("study__slug", "title")
    history = tracked()

    class Meta:
        ordering = ["study", "order", "pk"]
        verbose_name = _("phase")
        verbose_name_plural = _("phases")
        constraints = [
            models.UniqueConstraint(
                fields=["study", "title"],
                name="phase_once_a_study",
                violation_error_message=_("A phase of this name exists."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True)
                | Q(starts_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="phase_ends_after_it_starts",
                violation_error_message=_("The phase ends before it starts."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def natural_key(self) -> tuple[str, str]:
        return (self.study.slug, self.title)

    natural_key.dependencies = ["kb.study"]  # type: ignore[attr-defined]


class Approach(models.TextChoices):
    OPTIMISE = "optimise", _("optimise what exists")
    EXTEND = "extend", _("extend with it")
    AUTONOMOUS = "autonomous", _("make autonomous")
    OPEN = "", _("not decided yet")


class Service(Owned, Sourced):
    name = models.CharField(_("name"), max_length=160)
    group = models.CharField(_("group"), max_length=7, choices=ServiceGroup)
    approach = models.CharField(
        _("approach"), max_length=10, choices=Approach, blank=True, default=Approach.OPEN
    )
    form = models.ForeignKey(
        "kb.LegalForm",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("legal form"),
    )
    where = models.CharField(_("organised"), max_length=7, choices=Where, blank=True, default=Where.OPEN)
    reason = models.TextField(_("reason"), blank=True, max_length=10_000)
    themes: Any = models.ManyToManyField(
        "kb.Theme", blank=True, related_name="services", verbose_name=_("themes")
    )
    gains: Any = models.ManyToManyField(
        "kb.Capacity", blank=True, related_name="services", verbose_name=_("capacities that it strengthens")
    )
    neutrality = models.PositiveSmallIntegerField(
        _("policy neutrality"), null=True, blank=True, validators=FROM_ONE_TO_FIVE
    )
    potential = models.PositiveSmallIntegerField(
        _("potential"), null=True, blank=True, validators=FROM_ONE_TO_FIVE
    )
    phase = models.ForeignKey(
        Phase, models.SET_NULL, null=True, blank=True, related_name="services", verbose_name=_("phase")
    )
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    done_on = models.DateField(_("running since"), null=True, blank=True)

    objects = Keyed("study__slug", "code")
    history = tracked(m2m_fields=[themes, gains])

    class Meta:
        ordering = ["study", "order", "pk"]
        verbose_name = _("service")
        verbose_name_plural = _("services")
        constraints = [
            *once_a_study("service"),
            known("group", ServiceGroup, "service_group_known"),
            known("approach", Approach, "service_approach_known"),
            known("where", Where, "service_where_known"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True)
                | Q(starts_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="service_ends_after_it_starts",
                violation_error_message=_("It ends before it starts."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("kb:service", args=[self.study.slug, self.code])


class Part(models.TextChoices):
    CONTACT = "contact", _("front office and support of people")
    EXPERTISE = "expertise", _("expertise and preparation of policy")
    MAINTENANCE = "maintenance", _("technical maintenance")
    WHOLE = "whole", _("the whole service")


class Guideline(Sourced):
    """Where a part of a service is best organised: govern centrally, organise locally."""

    group = models.CharField(_("group"), max_length=7, choices=ServiceGroup)
    part = models.CharField(_("part"), max_length=11, choices=Part)
    where = models.CharField(_("organised"), max_length=7, choices=Where)
    reason = models.CharField(_("reason"), max_length=400)

    objects = Keyed("group", "part")
    history = tracked()

    class Meta:
        ordering = ["group", "part"]
        verbose_name = _("guideline")
        verbose_name_plural = _("guidelines")
        constraints = [
            models.UniqueConstraint(fields=["group", "part"], name="one_guideline_a_part"),
            known("group", ServiceGroup, "guideline_group_known"),
            known("part", Part, "guideline_part_known"),
            known("where", Where, "guideline_where_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_group_display()}, {self.get_part_display()}: {self.get_where_display()}"

    def natural_key(self) -> tuple[str, str]:
        return (self.group, self.part)

    natural_key.dependencies = ["kb.source"]  # type: ignore[attr-defined]
