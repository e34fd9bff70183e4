"""A file somebody brought: kept as it came, with what it would do and what it did."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class ImportRun(models.Model):
    class State(models.TextChoices):
        RECEIVED = "received", _("received")
        READ = "read", _("ready to apply")
        REFUSED = "refused", _("refused")
        APPLYING = "applying", _("being applied")
        APPLIED = "applied", _("applied")
        UNDONE = "undone", _("undone")

    title = models.CharField(_("name"), max_length=200)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("brought by")
    )
    at = models.DateTimeField(_("brought at"))
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.RECEIVED)
    touched_at = models.DateTimeField(_("last sign of life"))
    kind = models.CharField(_("kind of file"), max_length=20, blank=True)
    source = models.ForeignKey("kb.Source", models.SET_NULL, null=True, blank=True, verbose_name=_("source"))
    source_title = models.CharField(_("name of the source"), max_length=200, blank=True)
    source_date = models.DateField(_("state of the source on"), null=True, blank=True)
    take_file = models.JSONField(_("conflicts in which the file wins"), default=list, blank=True)
    counts = models.JSONField(_("numbers"), default=dict, blank=True)
    preview = models.JSONField(_("preview"), default=list, blank=True)
    error = models.TextField(_("reason of refusal"), blank=True)
    data_version = models.PositiveBigIntegerField(_("data version of the preview"), null=True, blank=True)
    ended_at = models.DateTimeField(_("applied or undone at"), null=True, blank=True)

    objects = models.Manager()

    class Meta:
        ordering = ["-at"]
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["received", "read", "refused", "applying", "applied", "undone"]),
                name="import_state_known",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("kb:import_run", args=[self.pk])


class ImportFile(models.Model):
    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="files")
    name = models.CharField(_("file name"), max_length=200)
    content = models.BinaryField(_("content"))

    objects = models.Manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
