"""Regions that cooperate as one, such as Neteland: who, in what, why, and with whom else."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kb.models.history import tracked
from kb.models.keys import Keyed


class Region(models.Model):
    slug = models.SlugField(_("short name in the address"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=120)
    vision = models.TextField(_("vision"), blank=True)
    stated_themes = models.PositiveSmallIntegerField(_("themes, as stated"), null=True, blank=True)
    members: Any = models.ManyToManyField(
        "kb.Municipality", related_name="regions", verbose_name=_("members")
    )
    agreement = models.ForeignKey(
        "kb.Agreement", models.SET_NULL, null=True, blank=True, verbose_name=_("agreement that carries it")
    )
    ladder = models.ForeignKey(
        "kb.Ladder", models.SET_NULL, null=True, blank=True, verbose_name=_("growth path")
    )
    source = models.ForeignKey("kb.Source", models.PROTECT, null=True, blank=True, verbose_name=_("source"))

    objects = Keyed("slug")
    history = tracked(m2m_fields=[members])

    class Meta:
        ordering = ["name"]
        verbose_name = _("region")
        verbose_name_plural = _("regions")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("kb:region", args=[self.slug])

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    natural_key.dependencies = [  # type: ignore[attr-defined]
        "kb.municipality",
        "kb.agreement",
        "kb.ladder",
        "kb.source",
    ]


class RegionDomain(models.Model):
    """One field in which the region works, and who joins only there."""

    region = models.ForeignKey(Region, models.CASCADE, related_name="domains", verbose_name=_("region"))
    name = models.CharField(_("name"), max_length=120)
    goal = models.TextField(_("goal"), blank=True)
    since_year = models.PositiveSmallIntegerField(_("since"), null=True, blank=True)
    former_name = models.CharField(_("formerly"), max_length=120, blank=True)
    extra_members: Any = models.ManyToManyField(
        "kb.Municipality", blank=True, related_name="+", verbose_name=_("joins only here")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = Keyed("region__slug", "name")
    history = tracked()

    class Meta:
        ordering = ["region", "order", "name"]
        verbose_name = _("domain of a region")
        verbose_name_plural = _("domains of regions")
        constraints = [models.UniqueConstraint(fields=["region", "name"], name="region_domain_once")]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str, str]:
        return (self.region.slug, self.name)

    natural_key.dependencies = ["kb.region", "kb.municipality"]  # type: ignore[attr-defined]


class RegionLogic(models.Model):
    """Why this region is a region: geographic, administrative, spatial or social."""

    class Kind(models.TextChoices):
        GEOGRAPHIC = "geographic", _("geographic")
        ADMINISTRATIVE = "administrative", _("administrative")
        SPATIAL = "spatial", _("spatial")
        SOCIAL = "social", _("social")

    region = models.ForeignKey(Region, models.CASCADE, related_name="logics", verbose_name=_("region"))
    kind = models.CharField(_("logic"), max_length=14, choices=Kind)
    reason = models.CharField(_("reason"), max_length=300)

    objects = Keyed("region__slug", "kind")
    history = tracked()

    class Meta:
        ordering = ["region", "pk"]
        verbose_name = _("logic of a region")
        verbose_name_plural = _("logics of regions")
        constraints = [
            models.UniqueConstraint(fields=["region", "kind"], name="region_logic_once"),
            models.CheckConstraint(
                condition=Q(kind__in=["geographic", "administrative", "spatial", "social"]),
                name="region_logic_known",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    def natural_key(self) -> tuple[str, str]:
        return (self.region.slug, self.kind)

    natural_key.dependencies = ["kb.region"]  # type: ignore[attr-defined]
