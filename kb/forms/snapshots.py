"""Which two pictures are laid side by side."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kb.forms.choices import day_input
from kb.insight.regions.taking import ALL, DAY, SCENARIO, SOURCE, Chosen, sources
from kb.models import Source, Study

KINDS = {
    "added": _("added"),
    "widened": _("widened: members joined"),
    "moved": _("moved: some joined, some left"),
    "narrowed": _("narrowed: members left"),
    "dropped": _("dropped"),
    "ended": _("ended"),
    "contradicted": _("sources contradict each other"),
    "first_named": _("not named before"),
    "not_named": _("not named any more"),
    "unclear": _("other members named"),
    "same": _("the same"),
}


class SnapshotsForm(forms.Form):
    """Two pictures, and which rows of the list; what is refused keeps its default and says why."""

    then = forms.ChoiceField(label=_("First picture"), required=False)
    then_on = forms.DateField(label=_("on the day"), required=False, widget=day_input())
    now = forms.ChoiceField(label=_("Second picture"), required=False)
    now_on = forms.DateField(label=_("on the day"), required=False, widget=day_input())
    kind = forms.ChoiceField(
        label=_("What changed"),
        choices=[("", _("All")), ("changed", _("All but the same")), *KINDS.items()],
        required=False,
    )
    q = forms.CharField(label=_("Search"), required=False)

    def __init__(self, data: QueryDict, *, study: Study) -> None:
        data = data.copy()
        self.known = sources(study)
        first, second = _usual(self.known)
        data.setdefault("then", first)
        data.setdefault("now", second)
        super().__init__(data)
        choices = _choices(study, self.known)
        for name, usual in (("then", first), ("now", second)):
            self.fields[name].choices = choices  # type: ignore[attr-defined]
            self.fields[name].initial = usual
        self.is_valid()

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        for name in ("then", "now"):
            if data.get(name) == DAY and not data.get(f"{name}_on") and f"{name}_on" not in self.errors:
                self.add_error(f"{name}_on", gettext("Choose a day for this picture."))
        return data

    def chosen(self, name: str, today: date) -> Chosen:
        """The picture asked for; a day that was refused is today."""
        kind, _colon, code = (self.cleaned_data.get(name) or str(self.fields[name].initial)).partition(":")
        on = (self.cleaned_data.get(f"{name}_on") or today) if kind == DAY else None
        return Chosen(kind, code, on)

    def said(self, name: str, today: date) -> str:
        """What the chosen picture is called."""
        chosen = self.chosen(name, today)
        if chosen.kind == DAY:
            return gettext("State on %(day)s") % {"day": date_format(chosen.on, "j F Y")}
        groups = self.fields[name].choices  # type: ignore[attr-defined]
        names = {key: said for _group, members in groups for key, said in members}
        return str(names[chosen.address])

    def rows(self, found: Any) -> Any:
        kind, words = self.cleaned_data.get("kind"), self.cleaned_data.get("q")
        if kind:
            found = found[found["kind"] != "same"] if kind == "changed" else found[found["kind"] == kind]
        if words:
            found = found[found["name"].str.contains(words, case=False, regex=False)]
        return found


def _usual(known: list[Any]) -> tuple[str, str]:
    """The oldest source beside the newest; with one source or none, all sources together."""
    codes = [f"{SOURCE}:{one.code}" for one in known]
    return (codes[0] if codes else ALL), (codes[-1] if len(codes) > 1 else ALL)


def _dated(source: Source) -> str:
    """The title with the year that it describes, unless it says that itself."""
    year = str(source.date.year) if source.date else ""
    return f"{source.title} ({year})" if year and year not in source.title else source.title


def _choices(study: Study, known: list[Any]) -> list[tuple[str, Any]]:
    plans = [(f"{SCENARIO}:{one.slug}", one.title) for one in study.scenarios.all()]
    together = [(ALL, gettext("All sources together, today")), (DAY, gettext("State on a day"))]
    choices: list[tuple[str, Any]] = [
        (gettext("Sources"), [(f"{SOURCE}:{one.code}", _dated(one)) for one in known]),
        (gettext("Together"), together),
    ]
    return [group for group in (*choices, (gettext("What if?"), plans)) if group[1]]
