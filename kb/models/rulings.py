"""Rules of law with the days on which they count, and where a body asks to be excepted."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kb.models.history import tracked
from kb.models.keys import Keyed


class Rule(models.Model):
    """A rule for the agreements of some legal forms; after ``deadline_on`` all of them must keep it."""

    code = models.SlugField(_("code"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=160)
    text = models.TextField(_("what it asks"), blank=True)
    in_force_on = models.DateField(_("in force on"), null=True, blank=True)
    deadline_on = models.DateField(_("to be met by"), null=True, blank=True)
    forms: Any = models.ManyToManyField(
        "kb.LegalForm", blank=True, related_name="rules", verbose_name=_("legal forms")
    )
    source = models.ForeignKey("kb.Source", models.PROTECT, null=True, blank=True, verbose_name=_("source"))

    objects = Keyed("code")
    history = tracked(m2m_fields=[forms])

    class Meta:
        ordering = ["deadline_on", "title"]
        verbose_name = _("rule")
        verbose_name_plural = _("rules")
        constraints = [
            models.CheckConstraint(
                condition=Q(deadline_on__isnull=True)
                | Q(in_force_on__isnull=True)
                | Q(deadline_on__gte=F("in_force_on")),
                name="rule_deadline_after_start",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def natural_key(self) -> tuple[str]:
        return (self.code,)

    natural_key.dependencies = ["kb.legalform", "kb.source"]  # type: ignore[attr-defined]


class RuleException(models.Model):
    """A ground on which the rule does not hold."""

    rule = models.ForeignKey(Rule, models.CASCADE, related_name="exceptions", verbose_name=_("rule"))
    code = models.SlugField(_("code"), max_length=80)
    text = models.CharField(_("when it does not hold"), max_length=400)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    source = models.ForeignKey("kb.Source", models.PROTECT, null=True, blank=True, verbose_name=_("source"))
    themes: Any = models.ManyToManyField(
        "kb.Theme", blank=True, related_name="+", verbose_name=_("themes it may hold for")
    )

    objects = Keyed("rule__code", "code")
    history = tracked(m2m_fields=[themes])

    class Meta:
        ordering = ["rule", "order", "code"]
        verbose_name = _("exception to a rule")
        verbose_name_plural = _("exceptions to rules")
        constraints = [models.UniqueConstraint(fields=["rule", "code"], name="exception_once_a_rule")]

    def __str__(self) -> str:
        return self.text

    def natural_key(self) -> tuple[str, str]:
        return (self.rule.code, self.code)

    natural_key.dependencies = ["kb.rule", "kb.source", "kb.theme"]  # type: ignore[attr-defined]


class Exemption(models.Model):
    """Why one agreement need not keep a rule, as its members motivate it."""

    agreement = models.ForeignKey(
        "kb.Agreement", models.CASCADE, related_name="exemptions", verbose_name=_("agreement")
    )
    rule = models.ForeignKey(Rule, models.CASCADE, related_name="exemptions", verbose_name=_("rule"))
    ground = models.ForeignKey(
        RuleException, models.PROTECT, null=True, blank=True, verbose_name=_("exception it rests on")
    )
    reason = models.CharField(_("reason"), max_length=400)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    source = models.ForeignKey("kb.Source", models.PROTECT, null=True, blank=True, verbose_name=_("source"))

    objects = Keyed("agreement__code", "rule__code")
    history = tracked()

    class Meta:
        ordering = ["rule", "agreement"]
        verbose_name = _("motivated exception")
        verbose_name_plural = _("motivated exceptions")
        constraints = [models.UniqueConstraint(fields=["agreement", "rule"], name="exemption_once_a_rule")]

    def __str__(self) -> str:
        return f"{self.agreement} – {self.rule}"

    def natural_key(self) -> tuple[str, str]:
        return (self.agreement.code, self.rule.code)

    natural_key.dependencies = [  # type: ignore[attr-defined]
        "kb.agreement",
        "kb.rule",
        "kb.ruleexception",
        "kb.source",
    ]
