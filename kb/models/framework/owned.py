"""What belongs to one study, or, without a study, to the standard set that a study may start from."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Owned(models.Model):
    """``code`` names it within its study; fixtures and files go by it."""

    study: Any = models.ForeignKey(
        "kb.Study",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="%(class)ss",
        verbose_name=_("study"),
        help_text=_("Without a study it belongs to the standard set."),
    )
    code = models.SlugField(_("code"), max_length=80)
    order = models.PositiveIntegerField(_("order"), default=0)

    class Meta:
        abstract = True

    def natural_key(self) -> tuple[str | None, str]:
        return (self.study.slug if self.study else None, self.code)

    natural_key.dependencies = ["kb.study", "kb.source"]  # type: ignore[attr-defined]


class Sourced(models.Model):
    """Where it stands: a source, and the place in it."""

    source: Any = models.ForeignKey(
        "kb.Source",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("source"),
    )
    place = models.CharField(_("place in the source"), max_length=200, blank=True)

    class Meta:
        abstract = True


def once_a_study(model: str) -> list[models.UniqueConstraint]:
    """``code`` once in each study, and once in the standard set."""
    return [
        models.UniqueConstraint(fields=["study", "code"], name=f"{model}_once_a_study"),
        models.UniqueConstraint(
            fields=["code"], condition=Q(study__isnull=True), name=f"{model}_once_in_the_standard_set"
        ),
    ]


def known(field: str, choices: type[models.TextChoices], name: str) -> models.CheckConstraint:
    """The database refuses a word that is not among ``choices``."""
    return models.CheckConstraint(condition=Q(**{f"{field}__in": choices.values}), name=name)
