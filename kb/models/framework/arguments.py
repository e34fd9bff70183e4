"""Arguments: what speaks for, what against, and what is not unambiguous; on what, by which evidence."""

from __future__ import annotations

from typing import Any, Self

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kb.models.framework.owned import Owned, known, once_a_study
from kb.models.history import tracked
from kb.models.keys import Keyed


class Polarity(models.TextChoices):
    PRO = "pro", _("pro")
    AMBIGUOUS = "ambiguous", _("not unambiguous")
    RISK = "risk", _("risk")


SIGNS = {Polarity.PRO: "+", Polarity.AMBIGUOUS: "±", Polarity.RISK: "−"}


class Basis(models.TextChoices):
    THEORY = "theory", _("in theory")
    PRACTICE = "practice", _("in practice")
    OPEN = "", _("not said")


class ArgumentQuerySet(models.QuerySet["Argument"]):
    def shown(self) -> Self:
        """With everything that a card says, in a number of queries that does not grow with the rows."""
        rows = apps.get_model
        return (
            self.select_related("study")
            .annotate(n_comments=Count("comments", distinct=True))
            .order_by("study", "order", "pk")  # a count would drop the order of the model
            .prefetch_related(
                "capacities",
                "services",
                "municipalities",
                Prefetch("stances", rows("kb.Stance").objects.select_related("option")),
                Prefetch("citations", rows("kb.Citation").objects.select_related("source")),
                Prefetch("supports", rows("kb.Support").objects.select_related("party")),
            )
        )

    def without_source(self) -> Self:
        return self.filter(citations=None)

    def not_shared_by_all(self) -> Self:
        """A party at the table has not answered, or somebody of it does not share it."""
        said = apps.get_model("kb.Support").objects.filter(
            argument=OuterRef(OuterRef("pk")), party=OuterRef("pk")
        )
        parties = apps.get_model("kb.Party").objects.filter(study=OuterRef("study"))
        return self.filter(
            Exists(parties.filter(~Exists(said.filter(shares=True)) | Exists(said.filter(shares=False))))
        )


class Argument(Owned):
    text = models.CharField(_("argument"), max_length=400)
    detail = models.TextField(_("explanation"), blank=True, max_length=10_000)
    polarity = models.CharField(_("speaks"), max_length=9, choices=Polarity)
    basis = models.CharField(_("basis"), max_length=8, choices=Basis, blank=True, default=Basis.OPEN)
    capacities: Any = models.ManyToManyField(
        "kb.Capacity", blank=True, related_name="arguments", verbose_name=_("capacities")
    )
    questions: Any = models.ManyToManyField(
        "kb.Question", blank=True, related_name="arguments", verbose_name=_("questions")
    )
    services: Any = models.ManyToManyField(
        "kb.Service", blank=True, related_name="arguments", verbose_name=_("services")
    )
    municipalities: Any = models.ManyToManyField(
        "kb.Municipality", blank=True, related_name="+", verbose_name=_("municipalities")
    )
    agreements: Any = models.ManyToManyField(
        "kb.Agreement", blank=True, related_name="arguments", verbose_name=_("cooperations")
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("author"),
    )

    objects = Keyed.of(ArgumentQuerySet, "study__slug", "code")
    history = tracked(m2m_fields=[capacities, questions, services, municipalities, agreements])

    class Meta:
        ordering = ["study", "order", "pk"]
        verbose_name = _("argument")
        verbose_name_plural = _("arguments")
        constraints = [
            *once_a_study("argument"),
            known("polarity", Polarity, "argument_polarity_known"),
            models.CheckConstraint(condition=~Q(text=""), name="argument_says_something"),
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return reverse("kb:argument", args=[self.study.slug, self.code])

    @property
    def sign(self) -> str:
        return SIGNS[Polarity(self.polarity)]

    @property
    def shared_by(self) -> list[Any]:
        """The parties of which somebody shares it and nobody does not."""
        refused = self.refused_by
        return [party for party in self._parties(shares=True) if party not in refused]

    @property
    def refused_by(self) -> list[Any]:
        """The parties of which somebody does not share it."""
        return self._parties(shares=False)

    def _parties(self, *, shares: bool) -> list[Any]:
        return list(dict.fromkeys(said.party for said in self.supports.all() if said.shares is shares))


class Stance(models.Model):
    """What an argument says of an option: one argument may speak for this road and against that."""

    argument = models.ForeignKey(Argument, models.CASCADE, related_name="stances", verbose_name=_("argument"))
    option = models.ForeignKey("kb.Option", models.CASCADE, related_name="stances", verbose_name=_("option"))
    polarity = models.CharField(_("speaks"), max_length=9, choices=Polarity)

    objects = Keyed("argument__study__slug", "argument__code", "option__code")
    history = tracked()

    class Meta:
        ordering = ["option", "argument__order", "argument"]
        verbose_name = _("argument on an option")
        verbose_name_plural = _("arguments on options")
        constraints = [
            models.UniqueConstraint(fields=["argument", "option"], name="one_stance_an_option"),
            known("polarity", Polarity, "stance_polarity_known"),
        ]

    def __str__(self) -> str:
        return f"{self.sign} {self.option}"

    @property
    def sign(self) -> str:
        return SIGNS[Polarity(self.polarity)]

    def natural_key(self) -> tuple[str | None, str, str]:
        return (*self.argument.natural_key(), self.option.code)

    natural_key.dependencies = ["kb.argument", "kb.option"]  # type: ignore[attr-defined]


class LinkKind(models.TextChoices):
    SUPPORTS = "supports", _("supports")
    WEAKENS = "weakens", _("weakens")
    MITIGATES = "mitigates", _("mitigates")
    DEPENDS = "depends", _("depends on")


class ArgumentLink(models.Model):
    """What one argument does to another."""

    source = models.ForeignKey(Argument, models.CASCADE, related_name="links", verbose_name=_("argument"))
    kind = models.CharField(_("kind"), max_length=9, choices=LinkKind)
    target = models.ForeignKey(
        Argument, models.CASCADE, related_name="linked_by", verbose_name=_("other argument")
    )

    objects = Keyed("source__study__slug", "source__code", "kind", "target__code")
    history = tracked()

    class Meta:
        ordering = ["source", "kind", "target"]
        verbose_name = _("link between arguments")
        verbose_name_plural = _("links between arguments")
        constraints = [
            models.UniqueConstraint(fields=["source", "kind", "target"], name="argument_link_once"),
            models.CheckConstraint(condition=~Q(source=F("target")), name="argument_link_to_another"),
            known("kind", LinkKind, "argument_link_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.get_kind_display()} {self.target}"

    def natural_key(self) -> tuple[str | None, str, str, str]:
        return (*self.source.natural_key(), self.kind, self.target.code)

    natural_key.dependencies = ["kb.argument"]  # type: ignore[attr-defined]


class Citation(models.Model):
    """The source of an argument and the place in it; an argument without one rests on no source."""

    argument = models.ForeignKey(
        Argument, models.CASCADE, related_name="citations", verbose_name=_("argument")
    )
    source = models.ForeignKey("kb.Source", models.PROTECT, related_name="+", verbose_name=_("source"))
    place = models.CharField(_("place in the source"), max_length=200, blank=True)

    objects = Keyed("argument__study__slug", "argument__code", "source__code", "place")
    history = tracked()

    class Meta:
        ordering = ["argument", "source", "place"]
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        constraints = [
            models.UniqueConstraint(fields=["argument", "source", "place"], name="cited_once_a_place")
        ]

    def __str__(self) -> str:
        return f"{self.source}, {self.place}" if self.place else str(self.source)

    def natural_key(self) -> tuple[str | None, str, str, str]:
        return (*self.argument.natural_key(), self.source.code, self.place)

    natural_key.dependencies = ["kb.argument", "kb.source"]  # type: ignore[attr-defined]
