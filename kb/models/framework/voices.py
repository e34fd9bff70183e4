"""What people say of an argument: whether their party shares it, and their remarks."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kb.models.framework.arguments import Argument
from kb.models.history import tracked


class Support(models.Model):
    """One person's answer to "do you share this?", counted for the party that the person speaks for."""

    argument = models.ForeignKey(
        Argument, models.CASCADE, related_name="supports", verbose_name=_("argument")
    )
    party = models.ForeignKey("kb.Party", models.CASCADE, related_name="+", verbose_name=_("party"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("person")
    )
    shares = models.BooleanField(_("shares it"))

    objects: Any = models.Manager()
    history = tracked()

    class Meta:
        ordering = ["argument", "party", "pk"]
        verbose_name = _("support")
        verbose_name_plural = _("support")
        constraints = [models.UniqueConstraint(fields=["argument", "user"], name="one_answer_a_person")]

    def __str__(self) -> str:
        said = _("shares it") if self.shares else _("does not share it")
        return f"{self.party}: {said}"


class Comment(models.Model):
    argument = models.ForeignKey(
        Argument, models.CASCADE, related_name="comments", verbose_name=_("argument")
    )
    text = models.TextField(_("remark"), max_length=2_000)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("author")
    )
    written_at = models.DateTimeField(_("written"))

    objects: Any = models.Manager()
    history = tracked()

    class Meta:
        ordering = ["argument", "written_at", "pk"]
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")
        constraints = [models.CheckConstraint(condition=~models.Q(text=""), name="comment_says_something")]

    def __str__(self) -> str:
        return self.text
