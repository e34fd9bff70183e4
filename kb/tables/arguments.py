"""The list of the arguments of a study, on the page and as a file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import django_tables2 as tables
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kb.models import Argument

SORTED = {"pro": 0, "ambiguous": 1, "risk": 2}


class ArgumentTable(tables.Table):
    text = tables.Column(
        linkify=True, verbose_name=gettext_lazy("Argument"), attrs={"td": {"class": "argument-cell"}}
    )
    polarity = tables.Column(verbose_name=gettext_lazy("Speaks"))
    capacities = tables.ManyToManyColumn(verbose_name=gettext_lazy("Capacities"), default="–")
    about = tables.Column(
        verbose_name=gettext_lazy("About"), accessor="municipalities", orderable=False, empty_values=()
    )
    n_sources = tables.Column(verbose_name=gettext_lazy("Sources"))
    supports = tables.Column(verbose_name=gettext_lazy("Support"), orderable=False, empty_values=())

    class Meta:
        caption = gettext_lazy("Arguments")
        empty_text = gettext_lazy("No argument matches these filters.")

    def render_polarity(self, record: Argument) -> str:
        known = {"kind": record.polarity, "label": record.get_polarity_display()}
        return render_to_string("components/badge.html", known)

    def render_about(self, record: Argument) -> str:
        return _named([*record.municipalities.all(), *record.services.all()])

    def render_n_sources(self, value: int) -> Any:
        if value:
            return value
        return render_to_string("components/badge.html", {"kind": "to_check", "label": _("no source")})

    def render_supports(self, record: Argument) -> str:
        yes, no = _named(record.shared_by), _named(record.refused_by)
        said = [_("shared by %(names)s") % {"names": yes}] if record.shared_by else []
        said += [_("not shared by %(names)s") % {"names": no}] if record.refused_by else []
        return "; ".join(said) or "–"


def _named(rows: Iterable[Any]) -> str:
    return ", ".join(map(str, rows)) or "–"


def argument_file(arguments: Iterable[Argument]) -> tuple[list[str], list[list[Any]]]:
    """Headings and rows: everything that is said of an argument, in a cell each."""
    heads = [
        _("Code"), _("Sign"), _("Argument"), _("Explanation"), _("Basis"), _("Capacities"),
        _("Municipalities"), _("Services"), _("Options"), _("Sources"), _("Shared by"), _("Not shared by"),
    ]  # fmt: skip
    return heads, [_row(argument) for argument in arguments]


def _row(argument: Argument) -> list[Any]:
    links = [
        argument.capacities, argument.municipalities, argument.services, argument.stances, argument.citations,
    ]  # fmt: skip
    voices = [argument.shared_by, argument.refused_by]
    basis = argument.get_basis_display() if argument.basis else ""
    said = [argument.code, argument.sign, argument.text, argument.detail, basis]
    return said + ["; ".join(map(str, rows)) for rows in [*(link.all() for link in links), *voices]]
