"""What cooperation is about, and in which legal form it may be cast."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kb.models.history import tracked
from kb.models.keys import Keyed


class Obligation(models.TextChoices):
    VOLUNTARY = "voluntary", _("voluntary")
    MANDATORY = "mandatory", _("mandatory")
    UNKNOWN = "unknown", _("not known")


class Domain(models.Model):
    code = models.SlugField(_("code"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120, unique=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = Keyed("code")
    history = tracked()

    class Meta:
        ordering = ["order", "name"]
        verbose_name = _("domain")
        verbose_name_plural = _("domains")

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.code,)


class Theme(models.Model):
    code = models.SlugField(_("code"), max_length=80, unique=True)
    domain = models.ForeignKey(Domain, models.PROTECT, related_name="themes", verbose_name=_("domain"))
    name = models.CharField(_("name"), max_length=120)
    short = models.CharField(_("short name"), max_length=60, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = Keyed("code")
    history = tracked()

    class Meta:
        ordering = ["domain__order", "order", "name"]
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        constraints = [models.UniqueConstraint(fields=["domain", "name"], name="theme_once_in_a_domain")]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.code,)

    natural_key.dependencies = ["kb.domain"]  # type: ignore[attr-defined]


class LegalForm(models.Model):
    """A form in which bodies cooperate, with the properties the law gives it."""

    class Kind(models.TextChoices):
        ASSOCIATION = "association", _("intermunicipal association")
        WELFARE = "welfare", _("welfare association")
        SAFETY = "safety", _("safety zone")
        TERRITORIAL = "territorial", _("division of the territory")
        OTHER = "other", _("other form")

    code = models.SlugField(_("code"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=120, unique=True)
    name_en = models.CharField(_("English name"), max_length=120, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.OTHER)
    obligation = models.CharField(
        _("obligation"), max_length=10, choices=Obligation, default=Obligation.UNKNOWN
    )
    legal_person = models.BooleanField(_("legal person"), null=True, blank=True)
    max_years = models.PositiveSmallIntegerField(_("longest term in years"), null=True, blank=True)
    transfers_management = models.BooleanField(_("members hand the management over"), null=True, blank=True)
    region_bound = models.BooleanField(_("must keep within one reference region"), null=True, blank=True)
    leaving = models.TextField(_("how a member leaves"), blank=True)
    note = models.TextField(_("note"), blank=True)
    source = models.ForeignKey("kb.Source", models.PROTECT, null=True, blank=True, verbose_name=_("source"))

    objects = Keyed("code")
    history = tracked()

    class Meta:
        ordering = ["name"]
        verbose_name = _("legal form")
        verbose_name_plural = _("legal forms")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["association", "welfare", "safety", "territorial", "other"]),
                name="legal_form_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(obligation__in=["voluntary", "mandatory", "unknown"]),
                name="legal_form_obligation_known",
            ),
        ]

    def __str__(self) -> str:
        return self.name_en if self.name_en and (get_language() or "nl").startswith("en") else self.name

    def natural_key(self) -> tuple[str]:
        return (self.code,)

    natural_key.dependencies = ["kb.source"]  # type: ignore[attr-defined]
