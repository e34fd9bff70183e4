"""What is argued in the studies open to the reader: an argument explains no fact, it points to some."""

from __future__ import annotations

from operator import attrgetter
from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kb.models import Argument, ArgumentLink, Capacity, LinkKind, Option, Polarity, Question, Service, Stance
from kb.strands.base import Edge, Kind, Reader, Relation, Strand, Thing


def _of_study(row: Any) -> str:
    return f"{row.study.slug}/{row.code}"


def _own(code: str, one: Any, many: Any, model: type[Model], shape: str, colour: int) -> Kind:
    page = f"kb:{code}"
    return Kind(
        code, one, many, model, _of_study, shape, colour,
        page=lambda key: reverse(page, args=key.split("/")), explains=False,
    )  # fmt: skip


KINDS = (
    Kind(
        "capacity", _("capacity"), _("capacities"), Capacity, attrgetter("code"), "shield", 5, explains=False
    ),
    _own("question", _("question"), _("questions"), Question, "hexagon", 3),
    _own("option", _("option"), _("options"), Option, "arrow", 4),
    _own("argument", _("argument"), _("arguments"), Argument, "sheet", 1),
    _own("service", _("service"), _("services"), Service, "bar", 2),
)
RELATIONS = (
    Relation(
        "argues-for",
        says=_("“{one}” speaks for {other}."),
        back=_("For {one} speaks “{other}”."),
        title=_("Speaks for"),
        back_title=_("What speaks for it"),
    ),
    Relation(
        "argues-both",
        says=_("“{one}” speaks neither only for nor only against {other}."),
        back=_("Of {one} it is not unambiguous that “{other}”."),
        title=_("Is not unambiguous about"),
        back_title=_("Not unambiguous about it"),
    ),
    Relation(
        "argues-against",
        says=_("“{one}” speaks against {other}."),
        back=_("Against {one} speaks “{other}”."),
        title=_("Speaks against"),
        back_title=_("What speaks against it"),
    ),
    Relation(
        "concerns",
        says=_("“{one}” concerns {other}."),
        back=_("{one} is what “{other}” is about."),
        title=_("Concerns"),
        back_title=_("Arguments about it"),
    ),
    Relation(
        "cites",
        says=_("“{one}” rests on {other}."),
        back=_("On {one} rests “{other}”."),
        title=_("Rests on"),
        back_title=_("Arguments that rest on it"),
    ),
    Relation(
        "supports",
        says=_("“{one}” supports “{other}”."),
        back=_("“{one}” is supported by “{other}”."),
        title=_("Supports"),
        back_title=_("Supported by"),
    ),
    Relation(
        "weakens",
        says=_("“{one}” weakens “{other}”."),
        back=_("“{one}” is weakened by “{other}”."),
        title=_("Weakens"),
        back_title=_("Weakened by"),
    ),
    Relation(
        "mitigates",
        says=_("“{one}” mitigates “{other}”."),
        back=_("“{one}” is mitigated by “{other}”."),
        title=_("Mitigates"),
        back_title=_("Mitigated by"),
    ),
    Relation(
        "depends",
        says=_("“{one}” depends on “{other}”."),
        back=_("On “{one}” depends “{other}”."),
        title=_("Depends on"),
        back_title=_("What depends on it"),
    ),
    Relation(
        "answers",
        says=_("{one} is an answer to “{other}”"),
        back=_("{other} is an answer to “{one}”"),
        title=_("Answers"),
        back_title=_("Options that answer it"),
    ),
    Relation(
        "serves",
        says=_("{one} lies in the theme {other}."),
        back=_("{other} lies in the theme {one}."),
        title=_("Lies in the theme"),
        back_title=_("Services in this theme"),
    ),
    Relation(
        "strengthens",
        says=_("{one} would strengthen the {other}."),
        back=_("The {one} would be strengthened by {other}."),
        title=_("Would strengthen"),
        back_title=_("Services that would strengthen it"),
    ),
)
STANCES = {
    Polarity.PRO: "argues-for",
    Polarity.AMBIGUOUS: "argues-both",
    Polarity.RISK: "argues-against",
}
SHOWN = 90  # letters of an argument that name it


def read(reader: Reader) -> tuple[list[Thing], list[Edge]]:
    things = [Thing("capacity", row.code, str(row)) for row in Capacity.objects.all()]
    for kind, model, name in (
        ("question", Question, "text"),
        ("option", Option, "name"),
        ("argument", Argument, "text"),
        ("service", Service, "name"),
    ):
        rows = model.objects.filter(study__in=reader.studies).values_list("study__slug", "code", name)
        things += [Thing(kind, f"{study}/{code}", _short(said)) for study, code, said in rows]
    return things, [*_stances(reader), *_links(reader), *_touched(reader)]


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN].rstrip()}…"


def _stances(reader: Reader) -> list[Edge]:
    rows = Stance.objects.filter(argument__study__in=reader.studies)
    found = rows.values_list("argument__study__slug", "argument__code", "option__code", "polarity")
    return [
        Edge("argument", f"{study}/{argument}", "option", f"{study}/{option}", STANCES[Polarity(polarity)])
        for study, argument, option, polarity in found
    ]


def _links(reader: Reader) -> list[Edge]:
    rows = ArgumentLink.objects.filter(source__study__in=reader.studies)
    found = rows.values_list("source__study__slug", "source__code", "target__code", "kind")
    return [
        Edge("argument", f"{study}/{source}", "argument", f"{study}/{target}", LinkKind(kind).value)
        for study, source, target, kind in found
    ]


def _touched(reader: Reader) -> list[Edge]:
    """What an argument, an option or a service is tied to in a table of ties."""
    edges = []
    for model, kind, path, other, relation in (
        (Argument, "argument", "capacities__code", "capacity", "concerns"),
        (Argument, "argument", "municipalities__nis", "municipality", "concerns"),
        (Argument, "argument", "agreements__pk", "agreement", "concerns"),
        (Argument, "argument", "citations__source__code", "source", "cites"),
        (Argument, "argument", "questions__code", "question", "concerns"),
        (Argument, "argument", "services__code", "service", "concerns"),
        (Option, "option", "questions__code", "question", "answers"),
        (Option, "option", "forms__code", "legal-form", "cast-in"),
        (Service, "service", "themes__code", "theme", "serves"),
        (Service, "service", "gains__code", "capacity", "strengthens"),
        (Service, "service", "form__code", "legal-form", "cast-in"),
    ):
        rows = model.objects.filter(**{"study__in": reader.studies, f"{path}__isnull": False}).order_by()
        for study, code, key in rows.values_list("study__slug", "code", path).distinct():
            end = f"{study}/{key}" if other in ("question", "service") else str(key)
            edges.append(Edge(kind, f"{study}/{code}", other, end, relation))
    return edges


FRAMEWORK = Strand(KINDS, RELATIONS, read)
