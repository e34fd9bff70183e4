"""Two people who write one study: the second sees what the first did to its lists, and nothing is lost."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from kb.forms.acting import Difference, VersionedForm
from kb.forms.merging import Merged, Rows, merge
from kb.models import Candidate, Municipality, Study
from kb.wording import spoken

TEXTS = ("remark", "check_note", "source")


class TogetherForm(VersionedForm):
    """Carries along the municipalities and the candidates as they stood when the page was read."""

    shown = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["shown"].initial = json.dumps(lists_of(self.instance))

    def clean_shown(self) -> dict[str, Rows]:
        """Who read nothing, or what cannot be understood, removes nothing."""
        try:
            return read_lists(json.loads(self.cleaned_data["shown"] or "{}"))
        except (AttributeError, TypeError, ValueError):
            return read_lists({})

    def run(self, act: Any, **known: Any) -> Any:
        self.mine = {
            "municipalities": {row.pk: {} for row in known["municipalities"]},
            "candidates": {values["municipality"].pk: _texts(values) for values in known["candidates"]},
        }
        return super().run(act, **known)

    def show_conflict(self, current: Any) -> None:
        super().show_conflict(current)
        shown, theirs = self.cleaned_data["shown"], lists_of(current)
        merged = {
            name: merge(shown[name], self.mine[name], rows) for name, rows in read_lists(theirs).items()
        }
        self.data["shown"] = json.dumps(theirs)
        self.data.setlist("municipalities", [str(key) for key in merged["municipalities"].rows])
        _type_in(self.data, merged["candidates"].rows)
        self._tell(_("Municipalities"), merged["municipalities"])
        self._tell(_("Candidates"), merged["candidates"])

    def _tell(self, what: str, merged: Merged) -> None:
        clashing = [key for key, *_rest in merged.clashes]
        names = Municipality.objects.in_bulk([*merged.added, *merged.removed, *clashing])
        for keys, said in (
            (merged.added, _("%(what)s, added: %(names)s.")),
            (merged.removed, _("%(what)s, removed: %(names)s.")),
        ):
            if keys:
                listed = ", ".join(str(names[key]) for key in keys)
                self.add_error(None, said % {"what": what, "names": listed})
        for key, name, *texts in merged.clashes:
            field = Candidate._meta.get_field(name)
            yours, saved = (_spoken(field, text) for text in texts)
            self.differences.append(Difference(f"{names[key]}: {field.verbose_name}", yours, saved))


def lists_of(study: Study) -> dict[str, Any]:
    candidates = study.candidates.values("municipality", *TEXTS)
    return {
        "municipalities": list(study.municipalities.values_list("pk", flat=True)),
        "candidates": {row["municipality"]: _texts(row) for row in candidates},
    }


def read_lists(given: dict[str, Any]) -> dict[str, Rows]:
    """The lists as rows by the number of the municipality; JSON makes texts of numbers."""
    candidates = given.get("candidates", {}).items()
    return {
        "municipalities": {int(key): {} for key in given.get("municipalities", ())},
        "candidates": {int(key): _texts(row) for key, row in candidates},
    }


def _texts(row: Any) -> dict[str, str]:
    """The values as a form sends them."""
    values = {name: row.get(name) for name in TEXTS}
    return {name: str(getattr(value, "pk", value) or "") for name, value in values.items()}


def _type_in(data: Any, rows: Rows) -> None:
    """Write the rows into what was sent, as if they had been typed."""
    for name in [name for name in data if name.startswith("candidates-")]:
        del data[name]
    data["candidates-TOTAL_FORMS"] = data["candidates-INITIAL_FORMS"] = str(len(rows))
    for number, (key, row) in enumerate(rows.items()):
        for name, text in {"municipality": str(key), **row}.items():
            data[f"candidates-{number}-{name}"] = text


def _spoken(field: Any, text: str) -> str:
    if not field.many_to_one:
        return spoken(field, text)
    return spoken(field, field.related_model.objects.filter(pk=text or None).first())
