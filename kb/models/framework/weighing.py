"""Weighing options: criteria, what each party finds them worth, and how each option scores."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kb.models.framework.owned import known
from kb.models.history import tracked
from kb.models.keys import Keyed

PERCENT = [MinValueValidator(0), MaxValueValidator(100)]


class Weighing(models.Model):
    study = models.ForeignKey("kb.Study", models.CASCADE, related_name="weighings", verbose_name=_("study"))
    slug = models.SlugField(_("short name in the address"), max_length=80)
    title = models.CharField(_("title"), max_length=160)
    note = models.TextField(_("note"), blank=True)
    options: Any = models.ManyToManyField("kb.Option", related_name="weighings", verbose_name=_("options"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = Keyed("study__slug", "slug")
    history = tracked(m2m_fields=[options])

    class Meta:
        ordering = ["study", "title"]
        verbose_name = _("weighing")
        verbose_name_plural = _("weighings")
        constraints = [models.UniqueConstraint(fields=["study", "slug"], name="weighing_once_a_study")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("kb:weighing", args=[self.study.slug, self.slug])

    def natural_key(self) -> tuple[str, str]:
        return (self.study.slug, self.slug)

    natural_key.dependencies = ["kb.study", "kb.option"]  # type: ignore[attr-defined]


class Criterion(models.Model):
    """A capacity, or what the team finds important besides."""

    weighing = models.ForeignKey(
        Weighing, models.CASCADE, related_name="criteria", verbose_name=_("weighing")
    )
    capacity = models.ForeignKey(
        "kb.Capacity", models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("capacity")
    )
    name = models.CharField(_("name"), max_length=120)
    meaning = models.CharField(_("what it means"), max_length=300, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = Keyed("weighing__study__slug", "weighing__slug", "name")
    history = tracked()

    class Meta:
        ordering = ["weighing", "order", "pk"]
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        constraints = [
            models.UniqueConstraint(
                fields=["weighing", "name"],
                name="criterion_once_a_weighing",
                violation_error_message=_("A criterion of this name exists."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str, str, str]:
        return (*self.weighing.natural_key(), self.name)

    natural_key.dependencies = ["kb.weighing", "kb.capacity"]  # type: ignore[attr-defined]


class Manner(models.TextChoices):
    POINTS = "points", _("points")
    ORDER = "order", _("order of importance")


class Ballot(models.Model):
    """How one party weighs: by points, or by the order of the criteria."""

    weighing = models.ForeignKey(Weighing, models.CASCADE, related_name="ballots", verbose_name=_("weighing"))
    party = models.ForeignKey("kb.Party", models.CASCADE, related_name="+", verbose_name=_("party"))
    manner = models.CharField(_("manner"), max_length=6, choices=Manner, default=Manner.POINTS)

    objects = Keyed("weighing__study__slug", "weighing__slug", "party__name")
    history = tracked()

    class Meta:
        ordering = ["weighing", "party__order", "party"]
        verbose_name = _("weights of a party")
        verbose_name_plural = _("weights of parties")
        constraints = [
            models.UniqueConstraint(fields=["weighing", "party"], name="one_ballot_a_party"),
            known("manner", Manner, "ballot_manner_known"),
        ]

    def __str__(self) -> str:
        return f"{self.party}: {self.weighing}"

    def natural_key(self) -> tuple[str, str, str]:
        return (*self.weighing.natural_key(), self.party.name)

    natural_key.dependencies = ["kb.weighing", "kb.party"]  # type: ignore[attr-defined]


class Weight(models.Model):
    """``value``: points from 0 to 100, or the place from 1 where the party orders the criteria."""

    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="weights", verbose_name=_("party"))
    criterion = models.ForeignKey(
        Criterion, models.CASCADE, related_name="weights", verbose_name=_("criterion")
    )
    value = models.PositiveSmallIntegerField(_("weight"), validators=[MaxValueValidator(100)])

    objects: Any = models.Manager()
    history = tracked()

    class Meta:
        ordering = ["ballot", "criterion"]
        verbose_name = _("weight")
        verbose_name_plural = _("weights")
        constraints = [
            models.UniqueConstraint(fields=["ballot", "criterion"], name="one_weight_a_criterion"),
            models.CheckConstraint(condition=Q(value__lte=100), name="weight_at_most_hundred"),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.value}"


class Score(models.Model):
    """A score given by hand, from 0 (worst) to 100 (best); ``low`` < ``high`` where the team is not sure."""

    criterion = models.ForeignKey(
        Criterion, models.CASCADE, related_name="scores", verbose_name=_("criterion")
    )
    option = models.ForeignKey("kb.Option", models.CASCADE, related_name="+", verbose_name=_("option"))
    low = models.DecimalField(_("at least"), max_digits=4, decimal_places=1, validators=PERCENT)
    high = models.DecimalField(_("at most"), max_digits=4, decimal_places=1, validators=PERCENT)
    note = models.CharField(_("reason"), max_length=400, blank=True)

    objects: Any = models.Manager()
    history = tracked()

    class Meta:
        ordering = ["criterion", "option"]
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        constraints = [
            models.UniqueConstraint(fields=["criterion", "option"], name="one_score_an_option"),
            models.CheckConstraint(
                condition=Q(low__gte=0, high__lte=100, low__lte=F("high")),
                name="score_from_low_to_high",
                violation_error_message=_("The lowest score is above the highest."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.option}: {self.low}–{self.high}"
