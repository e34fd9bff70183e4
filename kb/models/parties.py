"""The parties at the table: municipalities, and whoever else speaks in a study."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from kb.models.history import tracked
from kb.models.keys import Keyed


class Party(models.Model):
    """One who weighs, answers and votes as a party; a municipality of the study is one by itself."""

    study = models.ForeignKey("kb.Study", models.CASCADE, related_name="parties", verbose_name=_("study"))
    name = models.CharField(_("name"), max_length=80)
    municipality = models.ForeignKey(
        "kb.Municipality",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("municipality"),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = Keyed("study__slug", "name")
    history = tracked()

    class Meta:
        ordering = ["study", "order", "name"]
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        constraints = [
            models.UniqueConstraint(
                fields=["study", "name"],
                name="party_once_a_study",
                violation_error_message=_("A party of this name exists."),
            ),
            models.UniqueConstraint(fields=["study", "municipality"], name="municipality_one_party_a_study"),
        ]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str, str]:
        return (self.study.slug, self.name)

    natural_key.dependencies = ["kb.study", "kb.municipality"]  # type: ignore[attr-defined]


class Speaker(models.Model):
    """For which party somebody speaks in a study."""

    party = models.ForeignKey(Party, models.CASCADE, related_name="speakers", verbose_name=_("party"))
    access = models.OneToOneField(
        "kb.StudyAccess", models.CASCADE, related_name="speaker", verbose_name=_("person")
    )

    objects = models.Manager()
    history = tracked()

    class Meta:
        ordering = ["party", "access"]
        verbose_name = _("speaker of a party")
        verbose_name_plural = _("speakers of parties")

    def __str__(self) -> str:
        return f"{self.access.user} – {self.party}"
