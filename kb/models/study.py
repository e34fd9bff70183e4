"""A study: some municipalities, one question, and the people who may look or write."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kb.models.history import tracked
from kb.models.keys import Keyed


class StudyQuerySet(models.QuerySet["Study"]):
    def open_to(self, user: Any) -> Self:
        """The studies in which ``user`` holds a role."""
        return self.filter(access__user=user).distinct()


class Study(models.Model):
    slug = models.SlugField(_("short name in the address"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=160)
    question = models.TextField(_("question"), blank=True)
    as_of = models.DateField(
        _("reference date"),
        null=True,
        blank=True,
        help_text=_("Municipalities and cooperations are shown as they stood on this day."),
    )
    municipalities: Any = models.ManyToManyField(
        "kb.Municipality", related_name="studies", verbose_name=_("municipalities")
    )
    compared_with = models.ForeignKey(
        "kb.Region",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="compared_studies",
        verbose_name=_("region to compare with"),
    )

    objects = Keyed.of(StudyQuerySet, "slug")
    history = tracked(m2m_fields=[municipalities])

    class Meta:
        ordering = ["title"]
        verbose_name = _("study")
        verbose_name_plural = _("studies")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("kb:study", args=[self.slug])

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    natural_key.dependencies = ["kb.municipality", "kb.region"]  # type: ignore[attr-defined]


class Candidate(models.Model):
    """A municipality that might join, with what is said for and against it."""

    study = models.ForeignKey(Study, models.CASCADE, related_name="candidates", verbose_name=_("study"))
    municipality = models.ForeignKey("kb.Municipality", models.PROTECT, verbose_name=_("municipality"))
    remark = models.TextField(_("remark"), blank=True)
    check_note = models.TextField(_("to check"), blank=True)
    source = models.ForeignKey("kb.Source", models.PROTECT, null=True, blank=True, verbose_name=_("source"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = Keyed("study__slug", "municipality__nis")
    history = tracked()

    class Meta:
        ordering = ["study", "order", "municipality__name"]
        verbose_name = _("candidate partner")
        verbose_name_plural = _("candidate partners")
        constraints = [
            models.UniqueConstraint(fields=["study", "municipality"], name="candidate_once_a_study")
        ]

    def __str__(self) -> str:
        return str(self.municipality)

    def natural_key(self) -> tuple[str, str]:
        return (self.study.slug, self.municipality.nis)

    natural_key.dependencies = ["kb.study", "kb.municipality", "kb.source"]  # type: ignore[attr-defined]


class StudyAccess(models.Model):
    class Role(models.TextChoices):
        READER = "reader", _("reader")
        EDITOR = "editor", _("editor")
        FACILITATOR = "facilitator", _("facilitator")
        OWNER = "owner", _("owner")

    study = models.ForeignKey(Study, models.CASCADE, related_name="access", verbose_name=_("study"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="study_access", verbose_name=_("person")
    )
    role = models.CharField(_("role"), max_length=11, choices=Role, default=Role.READER)

    objects = models.Manager()
    history = tracked()

    class Meta:
        ordering = ["study", "user"]
        verbose_name = _("access to a study")
        verbose_name_plural = _("access to studies")
        constraints = [
            models.UniqueConstraint(fields=["study", "user"], name="one_role_a_person_a_study"),
            models.CheckConstraint(
                condition=Q(role__in=["reader", "editor", "facilitator", "owner"]), name="access_role_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.study} ({self.get_role_display()})"
