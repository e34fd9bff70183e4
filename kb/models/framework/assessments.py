"""What a study concludes about the strength of a municipality, or of all together, and why."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kb.models.framework.owned import Sourced, known
from kb.models.history import tracked
from kb.models.keys import Keyed


class Verdict(models.TextChoices):
    SUFFICIENT = "sufficient", _("sufficient")
    JUST = "just", _("only just sufficient")
    LIMITS = "limits", _("sufficient, but near its limits")
    INSUFFICIENT = "insufficient", _("insufficient")
    OPEN = "", _("not judged yet")


class Assessment(Sourced):
    """Without a municipality: of all together; without a capacity: of the administration as a whole."""

    study = models.ForeignKey("kb.Study", models.CASCADE, related_name="assessments", verbose_name=_("study"))
    municipality = models.ForeignKey(
        "kb.Municipality",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("municipality"),
    )
    capacity = models.ForeignKey(
        "kb.Capacity",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("capacity"),
    )
    verdict = models.CharField(_("verdict"), max_length=12, choices=Verdict, blank=True, default=Verdict.OPEN)
    reason = models.TextField(_("reason"), blank=True, max_length=10_000)
    arguments: Any = models.ManyToManyField(
        "kb.Argument", blank=True, related_name="assessments", verbose_name=_("rests on")
    )

    objects = Keyed("study__slug", "municipality__nis", "capacity__code")
    history = tracked(m2m_fields=[arguments])

    class Meta:
        ordering = ["study", "municipality__name", "capacity__order"]
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        constraints = [
            models.UniqueConstraint(fields=["study", "municipality", "capacity"], name="assessed_once"),
            models.UniqueConstraint(
                fields=["study", "municipality"],
                condition=Q(capacity__isnull=True),
                name="assessed_once_as_a_whole",
            ),
            models.UniqueConstraint(
                fields=["study", "capacity"],
                condition=Q(municipality__isnull=True),
                name="assessed_once_together",
            ),
            models.UniqueConstraint(
                fields=["study"],
                condition=Q(municipality__isnull=True, capacity__isnull=True),
                name="assessed_once_in_general",
            ),
            known("verdict", Verdict, "assessment_verdict_known"),
        ]

    def __str__(self) -> str:
        return f"{self.municipality or self.study}: {self.get_verdict_display()}"

    def natural_key(self) -> tuple[str, str | None, str | None]:
        nis = self.municipality.nis if self.municipality else None
        return (self.study.slug, nis, self.capacity.code if self.capacity else None)

    natural_key.dependencies = [  # type: ignore[attr-defined]
        "kb.study",
        "kb.municipality",
        "kb.capacity",
        "kb.argument",
    ]
