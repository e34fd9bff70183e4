"""Where a fact comes from: nothing in the knowledge base stands without one."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from kb.models.history import tracked
from kb.models.keys import Keyed


class Source(models.Model):
    class Kind(models.TextChoices):
        REGISTER = "register", _("official register")
        REPORT = "report", _("report")
        FILE = "file", _("own list")
        PERSON = "person", _("statement by a person")
        LAW = "law", _("legislation")

    code = models.SlugField(_("code"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.FILE)
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    date = models.DateField(_("state on"), null=True, blank=True)
    url = models.URLField(_("address"), blank=True)
    licence = models.CharField(_("licence"), max_length=120, blank=True)
    note = models.TextField(_("note"), blank=True)

    objects = Keyed("code")
    history = tracked()

    class Meta:
        ordering = ["title"]
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["register", "report", "file", "person", "law"]),
                name="source_kind_known",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def natural_key(self) -> tuple[str]:
        return (self.code,)
