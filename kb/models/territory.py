"""The ground: municipalities as they were, are and become, and the regions they form."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kb.models.history import tracked
from kb.models.keys import Keyed


class Province(models.Model):
    nis = models.CharField(_("NIS code"), max_length=5, unique=True)
    name = models.CharField(_("name"), max_length=80, unique=True)

    objects = Keyed("nis")
    history = tracked()

    class Meta:
        ordering = ["name"]
        verbose_name = _("province")
        verbose_name_plural = _("provinces")

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.nis,)


class ReferenceRegion(models.Model):
    """One of the fifteen regions of the Regiodecreet; a municipality lies in one."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    uri = models.URLField(_("official identifier"), blank=True)

    objects = Keyed("name")
    history = tracked()

    class Meta:
        ordering = ["name"]
        verbose_name = _("reference region")
        verbose_name_plural = _("reference regions")

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.name,)


class MunicipalityQuerySet(models.QuerySet["Municipality"]):
    def on(self, day: date) -> Self:
        """Those that exist on ``day``; an unknown bound excludes nobody."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day),
            Q(valid_until__isnull=True) | Q(valid_until__gte=day),
        )

    def in_order(self) -> Self:
        return self.order_by("name", "nis")


class Municipality(models.Model):
    nis = models.CharField(_("NIS code"), max_length=5, unique=True)
    name = models.CharField(_("name"), max_length=80)
    province = models.ForeignKey(Province, models.PROTECT, null=True, blank=True, verbose_name=_("province"))
    reference_region = models.ForeignKey(
        ReferenceRegion, models.PROTECT, null=True, blank=True, verbose_name=_("reference region")
    )
    valid_from = models.DateField(_("exists since"), null=True, blank=True)
    valid_until = models.DateField(_("existed until"), null=True, blank=True)
    population = models.PositiveIntegerField(_("inhabitants"), null=True, blank=True)
    population_on = models.DateField(_("inhabitants counted on"), null=True, blank=True)
    lon = models.FloatField(_("longitude"), null=True, blank=True)
    lat = models.FloatField(_("latitude"), null=True, blank=True)
    kbo = models.CharField(_("enterprise number"), max_length=10, blank=True)
    ovo = models.CharField(_("OVO code"), max_length=12, blank=True)
    uri = models.URLField(_("official identifier"), max_length=300, blank=True)
    predecessors: Any = models.ManyToManyField(
        "self", symmetrical=False, related_name="successors", blank=True, verbose_name=_("predecessors")
    )
    neighbours: Any = models.ManyToManyField("self", blank=True, verbose_name=_("neighbours"))

    objects = Keyed.of(MunicipalityQuerySet, "nis")
    history = tracked()

    class Meta:
        ordering = ["name", "nis"]
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")
        constraints = [
            models.CheckConstraint(
                condition=Q(nis__regex=r"^[0-9]{5}$"), name="municipality_nis_five_digits"
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_until__gte=F("valid_from")),
                name="municipality_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(lon__isnull=True) | Q(lon__range=(-180, 180), lat__range=(-90, 90)),
                name="municipality_lies_on_the_globe",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="municipality_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("kb:municipality", args=[self.nis])

    def natural_key(self) -> tuple[str]:
        return (self.nis,)

    natural_key.dependencies = ["kb.province", "kb.referenceregion"]  # type: ignore[attr-defined]


class Boundary(models.Model):
    """The outline of a municipality (GeoJSON geometry, WGS84), apart because it is large."""

    municipality = models.OneToOneField(Municipality, models.CASCADE, verbose_name=_("municipality"))
    geometry = models.JSONField(_("geometry"))

    objects = models.Manager()
    history = tracked(excluded_fields=["geometry"])

    class Meta:
        verbose_name = _("boundary")
        verbose_name_plural = _("boundaries")

    def __str__(self) -> str:
        return str(self.municipality)
