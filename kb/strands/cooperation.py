"""Agreements: who takes part, what they are about, in which form they are cast, and who says so."""

from __future__ import annotations

from collections import Counter
from datetime import date
from operator import attrgetter

from django.db.models import Case, Q, Value, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kb.models import (
    Agreement,
    Claim,
    Domain,
    LegalForm,
    Membership,
    Participation,
    Source,
    Stakeholder,
    Theme,
)
from kb.strands.base import UNSURE, Edge, Kind, Reader, Relation, Strand, Thing

KINDS = (
    Kind(
        "agreement", _("agreement"), _("agreements"), Agreement, attrgetter("pk"), "square", 2,
        page=lambda pk: reverse("kb:agreement", args=[pk]),
    ),
    Kind("theme", _("theme"), _("themes"), Theme, attrgetter("code"), "diamond", 1),
    Kind("domain", _("domain"), _("domains"), Domain, attrgetter("code"), "diamond", 3),
    Kind("legal-form", _("legal form"), _("legal forms"), LegalForm, attrgetter("code"), "square", 6),
    Kind("stakeholder", _("stakeholder"), _("stakeholders"), Stakeholder, attrgetter("code"), "bar", 4),
    Kind("source", _("source"), _("sources"), Source, attrgetter("code"), "sheet", 6),
)  # fmt: skip
RELATIONS = (
    Relation(
        "member",
        says=_("{one} is a member of {other}."),
        back=_("{one} has {other} as a member."),
        title=_("Member of"),
        back_title=_("Members"),
    ),
    Relation(
        "in-area",
        says=_("{one} is part of {other}, a division of the territory."),
        back=_("{one}, a division of the territory, contains {other}."),
        title=_("Part of the division"),
        back_title=_("Contains"),
    ),
    Relation(
        "about",
        says=_("{one} is about {other}."),
        back=_("{one} is the theme of {other}."),
        title=_("Is about"),
        back_title=_("Theme of"),
    ),
    Relation(
        "belongs",
        says=_("{one} belongs to {other}."),
        back=_("{other} belongs to {one}."),
        title=_("Belongs to"),
        back_title=_("Contains the theme"),
    ),
    Relation(
        "cast-in",
        says=_("{one} has the legal form {other}."),
        back=_("{one} is the legal form of {other}."),
        title=_("Legal form"),
        back_title=_("Legal form of"),
    ),
    Relation(
        "takes-part",
        says=_("{one} takes part in {other}."),
        back=_("{other} takes part in {one}."),
        title=_("Takes part in"),
        back_title=_("Also takes part"),
    ),
    Relation(
        "stated",
        says=_("{one} is stated by {other}."),
        back=_("{one} states {other}."),
        title=_("Stated by"),
        back_title=_("States"),
    ),
)
PAST = ("ended", "planned")


def read(reader: Reader) -> tuple[list[Thing], list[Edge]]:
    themes = Theme.objects.values_list("code", "name", "domain__code")
    things = [Thing("theme", code, name) for code, name, _domain in themes]
    things += [Thing("domain", *row) for row in Domain.objects.values_list("code", "name")]
    things += [Thing("legal-form", form.code, str(form)) for form in LegalForm.objects.all()]
    things += [Thing("stakeholder", *row) for row in Stakeholder.objects.values_list("code", "name")]
    things += [Thing("source", *row) for row in Source.objects.values_list("code", "title")]
    edges = [Edge("theme", code, "domain", domain, "belongs") for code, _name, domain in themes]
    agreements, of_them = _agreements()
    return things + agreements, edges + of_them + _members(reader.on) + _stakeholders() + _stated()


def _agreements() -> tuple[list[Thing], list[Edge]]:
    """Names recur from theme to theme; such a name is told with its theme."""
    rows = Agreement.objects.values_list(
        "pk", "name", "status", "theme__code", "legal_form__code", "theme__name"
    )
    times = Counter(row[1] for row in rows)
    things, edges = [], []
    for pk, name, status, theme, form, about in rows:
        label = f"{name} ({about})" if about and times[name] > 1 else name
        things.append(Thing("agreement", str(pk), label, status if status in PAST else ""))
        edges += [Edge("agreement", str(pk), "theme", theme, "about")] if theme else []
        edges += [Edge("agreement", str(pk), "legal-form", form, "cast-in")] if form else []
    return things, edges


def _members(on: date) -> list[Edge]:
    """What was rejected stays only while in dispute; of the bodies of one municipality the surest counts."""
    rows = Membership.objects.annotate_disputed().filter(Q(disputed=True) | ~Q(status="rejected"))
    rows = rows.annotate(
        mark=Case(
            When(disputed=True, then=Value("disputed")),
            When(status=Membership.Status.TO_CHECK, then=Value("to_check")),
            When(Q(until__lt=on) | Q(agreement__status="ended"), then=Value("ended")),
            When(agreement__status="planned", then=Value("planned")),
            default=Value(""),
        )
    )
    fields = ("municipality__nis", "agreement_id", "agreement__legal_form__kind", "mark")
    return [_member(*row) for row in rows.order_by().values_list(*fields)]


def _member(nis: str, agreement: int, form: str | None, mark: str) -> Edge:
    relation = "in-area" if form == LegalForm.Kind.TERRITORIAL else "member"
    return Edge("municipality", nis, "agreement", str(agreement), relation, UNSURE if mark else 1.0, mark)


def _stakeholders() -> list[Edge]:
    rows = Participation.objects.values_list("stakeholder__code", "agreement_id", "role")
    return [
        Edge("stakeholder", code, "agreement", str(pk), "takes-part", note=role) for code, pk, role in rows
    ]


def _stated() -> list[Edge]:
    said = Claim.objects.filter(says=Claim.Says.MEMBER).order_by()
    pairs = said.values_list("membership__agreement_id", "source__code").distinct()
    edges = [Edge("agreement", str(pk), "source", code, "stated") for pk, code in pairs]
    forms = LegalForm.objects.filter(source__isnull=False).values_list("code", "source__code")
    return edges + [Edge("legal-form", form, "source", code, "stated") for form, code in forms]


COOPERATION = Strand(KINDS, RELATIONS, read)
