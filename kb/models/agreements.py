"""The agreements in which municipalities work together."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kb.analysis.reading import Reading
from kb.models.history import tracked
from kb.models.keys import Keyed
from kb.models.subjects import LegalForm, Obligation, Theme

# Ties that nobody rejected. A positive condition joins once; an exclusion would ask again for each row.
HELD = Q(memberships__status__in=["confirmed", "to_check"])


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def current(self) -> Self:
        """Not known to have ended, and not merely planned."""
        return self.exclude(status__in=["ended", "planned"])

    def cooperation(self) -> Self:
        """Without pure divisions of the territory, such as reference regions."""
        return self.exclude(legal_form__kind=LegalForm.Kind.TERRITORIAL)

    def known_in(self, study: Any) -> Self:
        """Current cooperation in which a municipality of ``study`` sits, or may sit."""
        tied = Q(memberships__municipality__studies=study) & HELD
        return self.cooperation().current().filter(tied).distinct()

    def in_reading(self, reading: Reading) -> Self:
        """The agreements that one reading of the network looks at."""
        found = self.cooperation()
        if not reading.include_ended:
            found = found.current()
        if reading.domain:
            found = found.filter(theme__domain__code=reading.domain)
        if reading.form:
            found = found.filter(legal_form__code=reading.form)
        if reading.obligation:
            found = found.filter(obligation=reading.obligation)
        if reading.on:
            found = found.filter(
                Q(founded_on__isnull=True) | Q(founded_on__lte=reading.on),
                Q(ended_on__isnull=True) | Q(ended_on__gte=reading.on),
            )
        return found

    def annotate_size(self) -> Self:
        """``size``: distinct municipalities with a tie that was not rejected."""
        return self.annotate(size=Count("memberships__municipality", filter=HELD, distinct=True))


class Agreement(models.Model):
    class Status(models.TextChoices):
        ACTIVE = "active", _("active")
        ENDED = "ended", _("ended")
        PLANNED = "planned", _("planned")
        UNKNOWN = "unknown", _("not known")

    code = models.SlugField(_("code"), max_length=120, unique=True)
    name = models.CharField(_("name"), max_length=250)
    theme = models.ForeignKey(
        Theme, models.PROTECT, null=True, blank=True, related_name="agreements", verbose_name=_("theme")
    )
    legal_form = models.ForeignKey(
        LegalForm, models.PROTECT, null=True, blank=True, verbose_name=_("legal form")
    )
    obligation = models.CharField(
        _("obligation"), max_length=10, choices=Obligation, default=Obligation.UNKNOWN
    )
    status = models.CharField(_("status"), max_length=8, choices=Status, default=Status.UNKNOWN)
    founded_on = models.DateField(_("founded on"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    expires_on = models.DateField(_("expires on"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)

    objects = Keyed.of(AgreementQuerySet, "code")
    history = tracked()

    class Meta:
        ordering = ["name", "code"]
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        constraints = [
            models.UniqueConstraint(
                fields=["theme", "name"],
                condition=Q(theme__isnull=False),
                name="agreement_once_in_a_theme",
                violation_error_message=_("This theme already has an agreement with this name."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True)
                | Q(founded_on__isnull=True)
                | Q(ended_on__gte=F("founded_on")),
                name="agreement_ends_after_start",
                violation_error_message=_("An agreement cannot end before it is founded."),
            ),
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True)
                | Q(founded_on__isnull=True)
                | Q(expires_on__gte=F("founded_on")),
                name="agreement_expires_after_start",
                violation_error_message=_("An agreement cannot expire before it is founded."),
            ),
            models.CheckConstraint(condition=~Q(name=""), name="agreement_has_a_name"),
            models.CheckConstraint(
                condition=Q(obligation__in=["voluntary", "mandatory", "unknown"]),
                name="agreement_obligation_known",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["active", "ended", "planned", "unknown"]),
                name="agreement_status_known",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("kb:agreement", args=[self.pk])

    def natural_key(self) -> tuple[str]:
        return (self.code,)

    natural_key.dependencies = ["kb.theme", "kb.legalform"]  # type: ignore[attr-defined]


class AgreementIdentifier(models.Model):
    """What the outside world calls the same body: this keeps two sources from doubling it."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="identifiers")
    scheme = models.CharField(_("scheme"), max_length=20)
    value = models.CharField(_("value"), max_length=300)

    objects = Keyed("scheme", "value")
    history = tracked()

    class Meta:
        ordering = ["scheme", "value"]
        verbose_name = _("outside identifier")
        verbose_name_plural = _("outside identifiers")
        constraints = [
            models.UniqueConstraint(fields=["scheme", "value"], name="identifier_names_one_agreement")
        ]

    def __str__(self) -> str:
        return f"{self.scheme}: {self.value}"

    def natural_key(self) -> tuple[str, str]:
        return (self.scheme, self.value)

    natural_key.dependencies = ["kb.agreement"]  # type: ignore[attr-defined]
