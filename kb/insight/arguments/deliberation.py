"""The rows of one question as a graph: its options, what speaks for or against them, what that rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any

import networkx as nx
from django.db.models import Exists, OuterRef, Q

from kb.analysis.arguments.graph import Node, Thing, Tie, argument_graph, part, reached
from kb.models import Argument, ArgumentLink, Citation, Option, OptionAnswer, Question, Stance

Pairs = set[tuple[int, int]]


@dataclass(frozen=True)
class Deliberation:
    """``rows``: what stands behind the nodes of ``graph``; ``elsewhere`` counts arguments left out because
    they were said to be about other questions only."""

    question: Question
    graph: nx.MultiDiGraph
    rows: dict[Node, Any]
    elsewhere: int

    @property
    def root(self) -> Node:
        return "question", self.question.pk

    def of(self, kind: str) -> list[Any]:
        return [self.rows[node] for node in self.graph if node[0] == kind]

    @property
    def unsourced(self) -> int:
        return sum(not argument.sourced for argument in self.of("argument"))

    @cached_property
    def digest(self) -> str:
        """Names everything that is told here: the same digest, the same map."""
        told = [(node, text_of(row), getattr(row, "sourced", "")) for node, row in self.rows.items()]
        ties = list(self.graph.edges(keys=True))
        return sha256(repr((told, ties, self.elsewhere)).encode()).hexdigest()[:16]


def text_of(row: Any) -> str:
    return str(row.name if isinstance(row, Option) else row.text)


def deliberation(question: Question, *, everything: bool = False) -> Deliberation:
    """What hangs under ``question``; ``everything`` also shows what is about other questions only."""
    options = list(Option.objects.filter(Q(questions=question) | Q(answers__question=question)).distinct())
    arguments = {row.pk: row for row in _arguments(question)}
    asked = set(_asked(question))
    mine = {argument for argument, about in asked if about == question.pk}
    elsewhere = set() if everything else {argument for argument, _about in asked} - mine
    spoken = _spoken(question, options, arguments)
    ties = [tie for tie in spoken if tie.one[1] not in elsewhere]
    placed = {tie.one[1] for tie in ties}
    root = ("question", question.pk)
    ties += [Tie(("argument", pk), arguments[pk].polarity, root) for pk in mine - placed if pk in arguments]
    ties += [Tie(("option", option.pk), "answers", root) for option in options]
    rows = _rows(question, options, arguments.values())
    graph = argument_graph(_things(rows), [*ties, *_links(question)])
    seen = reached(graph, root)
    missing = {tie.one for tie in spoken} - seen
    return Deliberation(
        question,
        part(graph, seen),
        {node: rows[node] for node in graph if node in seen},
        len(missing),
    )


def _rows(question: Question, options: Iterable[Option], arguments: Iterable[Argument]) -> dict[Node, Any]:
    found: dict[Node, Any] = {("question", question.pk): question}
    found |= {("option", option.pk): option for option in options}
    found |= {("argument", argument.pk): argument for argument in arguments}
    for row in found.values():
        row.study = question.study  # their addresses ask for it
    return found


def _things(rows: dict[Node, Any]) -> Iterator[Thing]:
    return (Thing(*node, row.order) for node, row in rows.items())


def _arguments(question: Question) -> Any:
    """Of the whole study, for a link may lead to any of them; ``sourced``: whether it rests on a source."""
    cited = Exists(Citation.objects.filter(argument=OuterRef("pk")))
    fields = ("code", "text", "polarity", "order", "study")
    return Argument.objects.filter(study=question.study_id).only(*fields).annotate(sourced=cited)


def _asked(question: Question) -> Iterable[tuple[int, int]]:
    """Pairs of an argument and a question that it is about."""
    through = Argument.questions.through.objects.filter(argument__study=question.study_id)
    return through.values_list("argument_id", "question_id")


def _spoken(question: Question, options: list[Option], arguments: dict[int, Argument]) -> list[Tie]:
    """What arguments say of the options: by their stance, else as what the answer of the option rests on."""
    stances = Stance.objects.filter(option__in=[option.pk for option in options])
    known = {(row[0], row[1]): row[2] for row in stances.values_list("argument", "option", "polarity")}
    rests = OptionAnswer.arguments.through.objects.filter(optionanswer__question=question)
    for argument, option in rests.values_list("argument_id", "optionanswer__option_id"):
        known.setdefault((argument, option), getattr(arguments.get(argument), "polarity", ""))
    said = sorted(known.items())
    return [
        Tie(("argument", one), sign, ("option", option)) for (one, option), sign in said if one in arguments
    ]


def _links(question: Question) -> list[Tie]:
    rows = ArgumentLink.objects.filter(source__study=question.study_id)
    found = rows.values_list("source", "kind", "target")
    return [Tie(("argument", source), kind, ("argument", target)) for source, kind, target in found]
