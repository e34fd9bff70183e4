"""A question with a small map, for the tests of its pages."""

from __future__ import annotations

from typing import Any

from kb.actions.framework.argument_links import link_arguments
from kb.actions.framework.argument_maps import draw_argument, draw_option
from kb.actions.framework.questions import ask_question
from kb.models import Argument, Option, Question, Study


class Map:
    """One option with + and ±, one without, a − on the question, and a link that weakens."""

    def __init__(self, study: Study, by: Any) -> None:
        self.study, self.by = study, by
        self.question: Question = ask_question(study=study, values={"text": "Wat nu?"}, by=by)
        self.merger, self.stay = self.option("Samen"), self.option("Alleen")
        self.pro = self.argument(self.merger, "Meer experten", "pro")
        self.doubt = self.argument(self.merger, "Grotere schaal", "ambiguous")
        self.risk = self.argument(self.question, "Weinig tijd", "risk")
        self.against = self.argument(self.pro, "Schaarse profielen", "risk")

    def option(self, name: str) -> Option:
        return draw_option(question=self.question, name=name, by=self.by)

    def argument(self, under: Any, text: str, polarity: str) -> Argument:
        return draw_argument(under=under, text=text, polarity=polarity, by=self.by)

    def link(self, source: Argument, kind: str, target: Argument) -> Any:
        return link_arguments(source=source, kind=kind, target=target, by=self.by)

    @property
    def url(self) -> str:
        return f"/studies/{self.study.slug}/questions/{self.question.code}/map/"
