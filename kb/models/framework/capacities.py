"""The four capacities of an administration, and what strengthening each of them brings."""

from __future__ import annotations

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kb.models.framework.owned import Sourced
from kb.models.history import tracked
from kb.models.keys import Keyed


class Capacity(models.Model):
    code = models.SlugField(_("code"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120, unique=True)
    name_en = models.CharField(_("English name"), max_length=120, blank=True)
    meaning = models.TextField(_("meaning"), blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = Keyed("code")
    history = tracked()

    class Meta:
        ordering = ["order", "name"]
        verbose_name = _("capacity")
        verbose_name_plural = _("capacities")

    def __str__(self) -> str:
        return self.name_en if self.name_en and (get_language() or "nl").startswith("en") else self.name

    def natural_key(self) -> tuple[str]:
        return (self.code,)


class Gain(Sourced):
    """What strengthening a capacity would bring, with examples."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    capacity = models.ForeignKey(Capacity, models.CASCADE, related_name="gains", verbose_name=_("capacity"))
    name = models.CharField(_("name"), max_length=160)
    examples = models.TextField(_("examples"), blank=True, help_text=_("One a line."))
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = Keyed("code")
    history = tracked()

    class Meta:
        ordering = ["capacity", "order", "name"]
        verbose_name = _("gain")
        verbose_name_plural = _("gains")

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.code,)

    natural_key.dependencies = ["kb.capacity", "kb.source"]  # type: ignore[attr-defined]
