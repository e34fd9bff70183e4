"""Themes, domains and legal forms as a list writes them: recognised, or made where the list says enough."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any

from kb.actions.changes import Change, Kind, Outcome
from kb.exchange.folding import fold
from kb.exchange.plan.draft import Draft, free_slug, line, made
from kb.exchange.plan.reasons import Because
from kb.exchange.rows import AgreementRow, Where
from kb.models import Domain, Theme

UNSAID = frozenset({"", "onbekend", "unknown", "niet gekend"})
LONGEST = min(Domain._meta.get_field("name").max_length, Theme._meta.get_field("name").max_length)
LAST = 1000  # behind the ones that somebody put in order


class RowError(Exception):
    """Why a row cannot be used."""

    def __init__(self, reason: Because, value: str, hint: str = "") -> None:
        super().__init__(reason)
        self.reason, self.value, self.hint = reason, value, hint


class Subjects:
    """Known and new subjects. New ones are kept apart until an agreement that is accepted uses them."""

    def __init__(self, draft: Draft) -> None:
        self.domains: dict[str, Mapping[str, Any]] = dict(draft.known.domains)
        self.themes: dict[str, Mapping[str, Any]] = dict(draft.known.themes)
        self.domain_words, self.theme_words = _words(self.domains), _words(self.themes)
        self.forms = {
            fold(word): code
            for code, row in draft.known.legal_forms.items()
            for word in (code, row["name"], row["name_en"])
            if word
        }
        self.form_names = {code: row["name"] for code, row in draft.known.legal_forms.items()}
        self.new: dict[str, Where] = {}

    def form(self, row: AgreementRow) -> str | None:
        written = fold(row.legal_form)
        if written in UNSAID:
            return None
        if written in self.forms:
            return self.forms[written]
        near = get_close_matches(written, self.forms, n=1)
        hint = self.form_names[self.forms[near[0]]] if near else ""
        raise RowError(Because.UNKNOWN_FORM, row.legal_form, hint)

    def theme(self, row: AgreementRow) -> str | None:
        if fold(row.theme) in UNSAID:
            if row.domain:
                raise RowError(Because.THEME_MISSING, row.domain)
            return None
        domain = self.domain_words[fold(row.domain)] if row.domain else set()
        found = [code for code in sorted(self.theme_words[fold(row.theme)]) if self._fits(code, row, domain)]
        if len(found) > 1:
            raise RowError(Because.THEME_UNCLEAR, row.theme)
        return found[0] if found else self._new_theme(row, domain)

    def theme_names(self) -> dict[str, str]:
        return {code: row["name"] for code, row in self.themes.items()}

    def made_for(self, used: Iterable[str]) -> list[Change]:
        """The lines for new themes in use, each after its domain when that is new too."""
        lines: dict[tuple[str, str], Change] = {}
        for code in used:
            if where := self.new.get(code):
                theme = self.themes[code]
                domain = self.domains[theme["domain"]]
                if "pk" not in domain:
                    lines["domain", domain["code"]] = _made("domain", domain, where)
                lines["theme", code] = _made("theme", theme, where)
        return list(lines.values())

    def _fits(self, theme: str, row: AgreementRow, domain: set[str]) -> bool:
        return not row.domain or self.themes[theme]["domain"] in domain

    def _new_theme(self, row: AgreementRow, domain: set[str]) -> str:
        if not row.domain:
            raise RowError(Because.UNKNOWN_THEME, row.theme, _nearest(self.themes, row.theme))
        for written in (row.theme, row.domain):
            if len(written) > LONGEST:
                raise RowError(Because.TOO_LONG, written)
        home = min(domain) if domain else self._new_domain(row.domain)
        code = free_slug(row.theme, self.themes, "theme", 80)
        self.themes[code] = {"code": code, "name": row.theme, "domain": home}
        self.theme_words[fold(row.theme)].add(code)
        self.new[code] = row.where
        return code

    def _new_domain(self, name: str) -> str:
        code = free_slug(name, self.domains, "domain", 60)
        self.domains[code] = {"code": code, "name": name}
        self.domain_words[fold(name)].add(code)
        return code


def _words(rows: Mapping[str, Mapping[str, Any]]) -> dict[str, set[str]]:
    """The codes that each spelling may stand for."""
    found: dict[str, set[str]] = defaultdict(set)
    for code, row in rows.items():
        for word in (code, row["name"], row.get("short")):
            found[fold(word or row["name"])].add(code)
    return found


def _nearest(rows: Mapping[str, Mapping[str, Any]], written: str) -> str:
    names = {fold(row["name"]): row["name"] for row in rows.values()}
    near = get_close_matches(fold(written), names, n=1)
    return names[near[0]] if near else ""


def _made(table: str, row: Mapping[str, Any], where: Where) -> Change:
    writes = made(table, (row["code"],), {**row, "order": LAST})
    return line(Kind.OTHER, Outcome.CREATED, row["name"], where, (table, row["code"]), writes=writes)
