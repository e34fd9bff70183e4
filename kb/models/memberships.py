"""The ties between municipalities and agreements, and what each source says of them."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from kb.analysis.reading import Reading
from kb.models.agreements import Agreement
from kb.models.history import tracked
from kb.models.keys import Keyed
from kb.models.sources import Source


class MembershipQuerySet(models.QuerySet["Membership"]):
    def counted(self, *, include_to_check: bool = False) -> Self:
        """Confirmed ties, and those to check where the reader asks for them."""
        return self.filter(status__in=["confirmed", "to_check"] if include_to_check else ["confirmed"])

    def in_reading(self, reading: Reading) -> Self:
        """The ties that one reading of the network counts.

        A chosen register is read as it stands: what it states counts also where another source leaves the
        tie to check; what people rejected stays out.
        """
        unsettled = reading.include_to_check or bool(reading.source)
        found = self.counted(include_to_check=unsettled).filter(
            agreement__in=Agreement.objects.in_reading(reading)
        )
        if reading.on:
            found = found.filter(
                Q(since__isnull=True) | Q(since__lte=reading.on),
                Q(until__isnull=True) | Q(until__gte=reading.on),
            )
        if reading.source:
            said = Claim.objects.filter(membership=OuterRef("pk"), source__code=reading.source)
            said = said.filter(says=Claim.Says.MEMBER)
            if not reading.include_to_check:
                said = said.filter(Q(membership__status="confirmed") | Q(source__kind=Source.Kind.REGISTER))
            found = found.filter(Exists(said))
        return found

    def annotate_disputed(self) -> Self:
        """``disputed``: a source contradicts the tie, and nobody settled that since."""
        open_claims = Claim.objects.filter(membership=OuterRef("pk")).filter(
            Q(membership__settled_at__isnull=True) | Q(recorded_at__gt=F("membership__settled_at"))
        )
        against = Q(status="rejected") & Exists(open_claims.filter(says="member"))
        return self.annotate(
            disputed=models.Case(
                models.When(against, then=True),
                models.When(~Q(status="rejected") & Exists(open_claims.filter(says="not_member")), then=True),
                default=False,
                output_field=models.BooleanField(),
            )
        )


def unconfirmed(day: date) -> Q:
    never_or_before = Q(last_confirmed_on__isnull=True) | Q(last_confirmed_on__lt=day)
    return ~Q(status="rejected") & never_or_before


class Membership(models.Model):
    """A tie between a municipality and an agreement, as the team holds it to be."""

    class Body(models.TextChoices):
        MUNICIPALITY = "municipality", _("municipality")
        OCMW = "ocmw", _("public centre for social welfare (OCMW)")

    class Status(models.TextChoices):
        CONFIRMED = "confirmed", _("confirmed")
        TO_CHECK = "to_check", _("to check")
        REJECTED = "rejected", _("not a member")

    agreement = models.ForeignKey(
        Agreement, models.CASCADE, related_name="memberships", verbose_name=_("agreement")
    )
    municipality = models.ForeignKey(
        "kb.Municipality", models.PROTECT, related_name="memberships", verbose_name=_("municipality")
    )
    body = models.CharField(_("body"), max_length=12, choices=Body, default=Body.MUNICIPALITY)
    role = models.CharField(_("role"), max_length=80, blank=True)
    since = models.DateField(_("member since"), null=True, blank=True)
    until = models.DateField(_("member until"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=9, choices=Status, default=Status.CONFIRMED)
    last_confirmed_on = models.DateField(_("last confirmed on"), null=True, blank=True)
    settled_at = models.DateTimeField(_("disagreement settled at"), null=True, blank=True)
    settled_reason = models.CharField(_("reason of the settlement"), max_length=400, blank=True)
    note = models.CharField(_("note"), max_length=400, blank=True)

    objects = Keyed.of(MembershipQuerySet, "agreement__code", "municipality__nis", "body")
    history = tracked()

    class Meta:
        ordering = ["agreement", "municipality", "body"]
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "municipality", "body"],
                name="membership_once",
                violation_error_message=_("This municipality already has a tie with this agreement."),
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(since__isnull=True) | Q(until__gte=F("since")),
                name="membership_ends_after_start",
                violation_error_message=_("A membership cannot end before it starts."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=["confirmed", "to_check", "rejected"]), name="membership_status_known"
            ),
            models.CheckConstraint(
                condition=Q(body__in=["municipality", "ocmw"]), name="membership_body_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.municipality} – {self.agreement}"

    def natural_key(self) -> tuple[str, str, str]:
        return (self.agreement.code, self.municipality.nis, self.body)

    natural_key.dependencies = ["kb.agreement", "kb.municipality"]  # type: ignore[attr-defined]


class Claim(models.Model):
    """What one source says about a tie. Sources that disagree both stay."""

    class Says(models.TextChoices):
        MEMBER = "member", _("member")
        NOT_MEMBER = "not_member", _("not a member")

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="claims")
    source = models.ForeignKey("kb.Source", models.PROTECT, related_name="claims", verbose_name=_("source"))
    says = models.CharField(_("says"), max_length=10, choices=Says, default=Says.MEMBER)
    note = models.CharField(_("note"), max_length=400, blank=True)
    recorded_at = models.DateTimeField(_("recorded at"))

    objects = Keyed(
        "membership__agreement__code", "membership__municipality__nis", "membership__body", "source__code"
    )
    history = tracked()

    class Meta:
        ordering = ["membership", "source"]
        verbose_name = _("statement of a source")
        verbose_name_plural = _("statements of sources")
        constraints = [
            models.UniqueConstraint(fields=["membership", "source"], name="claim_once_a_source"),
            models.CheckConstraint(condition=Q(says__in=["member", "not_member"]), name="claim_says_known"),
        ]

    def __str__(self) -> str:
        return f"{self.source}: {self.get_says_display()}"

    def natural_key(self) -> tuple[str, str, str, str]:
        return (*self.membership.natural_key(), self.source.code)

    natural_key.dependencies = ["kb.membership", "kb.source"]  # type: ignore[attr-defined]
