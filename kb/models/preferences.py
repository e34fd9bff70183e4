"""What a team decides about its own reading: names of clusters, and what counts in a partner."""

from __future__ import annotations

from typing import Any

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from kb.models.history import tracked
from kb.models.keys import Keyed


class ClusterName(models.Model):
    """A name that people gave to a group of municipalities; a cluster with mostly these members bears it."""

    study = models.ForeignKey(
        "kb.Study", models.CASCADE, related_name="cluster_names", verbose_name=_("study")
    )
    name = models.CharField(_("name"), max_length=80)
    members: Any = models.ManyToManyField(
        "kb.Municipality", related_name="+", verbose_name=_("municipalities")
    )

    objects = Keyed("study__slug", "name")
    history = tracked(m2m_fields=[members])

    class Meta:
        ordering = ["study", "name"]
        verbose_name = _("name of a cluster")
        verbose_name_plural = _("names of clusters")
        constraints = [
            models.UniqueConstraint(
                fields=["study", "name"],
                name="cluster_name_once_a_study",
                violation_error_message=_("Another cluster already has this name."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str, str]:
        return (self.study.slug, self.name)

    natural_key.dependencies = ["kb.study", "kb.municipality"]  # type: ignore[attr-defined]


class PartnerWeight(models.Model):
    """How much one criterion counts when a study looks for partners, from 0 to 10."""

    study = models.ForeignKey(
        "kb.Study", models.CASCADE, related_name="partner_weights", verbose_name=_("study")
    )
    criterion = models.SlugField(_("criterion"), max_length=40)
    weight = models.PositiveSmallIntegerField(_("weight"), validators=[MaxValueValidator(10)])

    objects = Keyed("study__slug", "criterion")
    history = tracked()

    class Meta:
        ordering = ["study", "criterion"]
        verbose_name = _("weight of a criterion")
        verbose_name_plural = _("weights of criteria")
        constraints = [
            models.UniqueConstraint(fields=["study", "criterion"], name="partner_weight_once_a_study"),
            models.CheckConstraint(condition=models.Q(weight__lte=10), name="partner_weight_at_most_ten"),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.weight}"

    def natural_key(self) -> tuple[str, str]:
        return (self.study.slug, self.criterion)

    natural_key.dependencies = ["kb.study"]  # type: ignore[attr-defined]
