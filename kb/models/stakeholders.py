"""Who else sits at the table: bodies that are no municipality and no OCMW."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from kb.models.history import tracked
from kb.models.keys import Keyed


class Stakeholder(models.Model):
    code = models.SlugField(_("code"), max_length=120, unique=True)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=120, blank=True)
    note = models.TextField(_("note"), blank=True)
    regions: Any = models.ManyToManyField(
        "kb.Region", blank=True, related_name="stakeholders", verbose_name=_("regions")
    )

    objects = Keyed("code")
    history = tracked(m2m_fields=[regions])

    class Meta:
        ordering = ["name"]
        verbose_name = _("stakeholder")
        verbose_name_plural = _("stakeholders")

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.code,)

    natural_key.dependencies = ["kb.region"]  # type: ignore[attr-defined]


class Participation(models.Model):
    """A stakeholder's place in an agreement."""

    agreement = models.ForeignKey(
        "kb.Agreement", models.CASCADE, related_name="participations", verbose_name=_("agreement")
    )
    stakeholder = models.ForeignKey(
        Stakeholder, models.CASCADE, related_name="participations", verbose_name=_("stakeholder")
    )
    role = models.CharField(_("role"), max_length=80, blank=True)
    source = models.ForeignKey("kb.Source", models.PROTECT, null=True, blank=True, verbose_name=_("source"))

    objects = Keyed("agreement__code", "stakeholder__code")
    history = tracked()

    class Meta:
        ordering = ["agreement", "stakeholder"]
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        constraints = [
            models.UniqueConstraint(fields=["agreement", "stakeholder"], name="participation_once")
        ]

    def __str__(self) -> str:
        return f"{self.stakeholder} – {self.agreement}"

    def natural_key(self) -> tuple[str, str]:
        return (self.agreement.code, self.stakeholder.code)

    natural_key.dependencies = ["kb.agreement", "kb.stakeholder", "kb.source"]  # type: ignore[attr-defined]
