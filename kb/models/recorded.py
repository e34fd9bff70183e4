"""Overlap that somebody counted in the past, kept as they gave it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kb.models.history import tracked
from kb.models.keys import Keyed


class RecordedOverlap(models.Model):
    """``count`` agreements of ``municipality`` in ``year``, shared with ``partner``.

    Without a partner the count is the whole portfolio of the municipality.
    """

    municipality = models.ForeignKey(
        "kb.Municipality", models.CASCADE, related_name="recorded_overlaps", verbose_name=_("municipality")
    )
    partner = models.ForeignKey(
        "kb.Municipality",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("shared with"),
    )
    year = models.PositiveSmallIntegerField(_("year"))
    count = models.PositiveIntegerField(_("agreements"))
    source = models.ForeignKey("kb.Source", models.PROTECT, verbose_name=_("source"))

    objects = Keyed("municipality__nis", "partner__nis", "year", "source__code")
    history = tracked()

    class Meta:
        ordering = ["year", "municipality", "partner"]
        verbose_name = _("recorded overlap")
        verbose_name_plural = _("recorded overlaps")
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "partner", "year", "source"], name="recorded_overlap_once"
            ),
            models.UniqueConstraint(
                fields=["municipality", "year", "source"],
                condition=Q(partner__isnull=True),
                name="recorded_portfolio_once",
            ),
            models.CheckConstraint(
                condition=Q(partner__isnull=True) | ~Q(partner=F("municipality")),
                name="recorded_overlap_with_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.municipality} – {self.partner or _('all')} ({self.year}): {self.count}"

    def natural_key(self) -> tuple[str, str | None, int, str]:
        partner = self.partner.nis if self.partner else None
        return (self.municipality.nis, partner, self.year, self.source.code)

    natural_key.dependencies = ["kb.municipality", "kb.source"]  # type: ignore[attr-defined]
