"""Forms that end in an action: what the action refuses becomes a sentence in the form, nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kb.actions.framework.links import links_in, numbers
from kb.actions.versions import OutdatedError, alive, version_of
from kb.insight.history import differences
from kb.wording import spoken

REASON_LENGTH = 100
NOT_KNOWN = object()  # what stood there before, where no version tells
OF_THE_PROGRAM = ("import:", "undo:")  # by these words an import finds its own lines in the history


def refuse_words_of_the_program(reason: str) -> None:
    if reason.casefold().startswith(OF_THE_PROGRAM):
        raise ValidationError(_("A reason cannot begin with “import:” or “undo:”: an import writes those."))


@dataclass(frozen=True)
class Difference:
    """A field that two people filled in differently."""

    label: str
    yours: str
    theirs: str


def version_seen(current: Any, number: int | None) -> Any:
    """The version somebody started from; without one, the state kept before the first change.

    None where there was nothing yet: somebody else made the row meanwhile.
    """
    if number:
        return current.history.filter(history_id=number).first()
    first = current.history.reverse().first()
    return None if first is None or first.history_user_id else first


def last_writer(current: Any) -> Any:
    latest = current.history.select_related("history_user").first()
    return (latest and latest.history_user) or _("Somebody else")


class ActionForm(forms.BaseForm):
    """A form whose values go to an action."""

    def values(self) -> dict[str, Any]:
        return dict(self.cleaned_data)

    def run(self, act: Callable[..., Any], **known: Any) -> Any:
        """What the action gives, or None when the form or the action refuses."""
        if not self.is_valid():
            return None
        try:
            return act(**known)
        except OutdatedError as conflict:
            self.show_conflict(conflict.current)
        except ValidationError as refusal:
            self.add_error(None, refusal.messages)
        except ObjectDoesNotExist:
            self.add_error(None, _("Somebody deleted this meanwhile."))
        return None

    def show_conflict(self, current: Any) -> None:
        raise NotImplementedError


class ActionModelForm(ActionForm, forms.ModelForm):
    """A form of one row; what is typed never reaches the row itself, only the action writes."""

    def __init__(self, *args: Any, instance: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, instance=copy(instance), **kwargs)

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self._meta.fields}


class VersionedForm(ActionModelForm):
    """A form that knows which version of the row it shows.

    When somebody else saved in between, their changes are taken over where this writer changed nothing;
    the fields that both changed are shown side by side, and saving again keeps this writer's.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(
        label=gettext_lazy("Why?"),
        max_length=REASON_LENGTH,
        required=False,
        validators=[refuse_words_of_the_program],
        help_text=gettext_lazy("Others read this in the history."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = version_of(self.instance)
        self.differences: list[Difference] = []

    @property
    def writing(self) -> dict[str, Any]:
        """The arguments of an action that changes a row."""
        data = self.cleaned_data
        said = {"reason": data["reason"]} if "reason" in data else {}
        return {"values": self.values(), "seen": data["version"] or 0, **said}

    def run(self, act: Callable[..., Any], **known: Any) -> Any:
        return super().run(lambda **names: act(**names, **self.writing), **known)

    def show_conflict(self, current: Any) -> None:
        seen = version_seen(current, self.cleaned_data["version"])
        self.data = self.data.copy()
        self.data[self.add_prefix("version")] = version_of(current)
        for name in self._meta.fields:
            self._merge(name, current, seen)
        said = _("%(who)s saved changes while you were writing.")
        self.add_error(None, said % {"who": last_writer(current)})

    def _merge(self, name: str, current: Any, seen: Any) -> None:
        field = current._meta.get_field(name)
        if field.many_to_many:
            self._merge_links(name, current, seen)
            return
        given = self.cleaned_data[name]
        mine = getattr(given, "pk", given)
        theirs = getattr(current, field.attname)
        before = getattr(seen, field.attname, NOT_KNOWN)
        if theirs in (mine, before):
            return
        if mine == before:
            self.data[self.add_prefix(name)] = theirs
            return
        label = str(self.fields[name].label)
        yours = Difference(label, spoken(field, given), spoken(field, getattr(current, name)))
        self.differences.append(yours)

    def _merge_links(self, name: str, current: Any, seen: Any) -> None:
        """What either of the two added or took away since: of links nobody's work is in the way."""
        mine, theirs = numbers(self.cleaned_data[name]), numbers(getattr(current, name).all())
        before = links_in(seen).get(name, theirs) if seen is not None else theirs
        kept = (mine & theirs) | ((mine ^ theirs) - before)
        self.data.setlist(self.add_prefix(name), [str(pk) for pk in sorted(kept)])


class ConfirmForm(ActionForm, forms.Form):
    """Nothing to fill in: the question is the form."""


class ReasonForm(ActionForm, forms.Form):
    """The reason somebody gives before something is deleted or put back."""

    reason = forms.CharField(
        label=gettext_lazy("Why?"),
        max_length=REASON_LENGTH,
        required=False,
        validators=[refuse_words_of_the_program],
    )


class DecisionForm(ReasonForm):
    """A decision about ``row``, which counts only while the row is still as it was shown."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, row: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = version_of(row)

    @property
    def deciding(self) -> dict[str, Any]:
        """The arguments of the action."""
        data = dict(self.cleaned_data)
        return {"seen": data.pop("version") or 0, **data}

    def show_conflict(self, current: Any) -> None:
        seen = version_seen(current, self.cleaned_data["version"])
        self.data = self.data.copy()
        self.data[self.add_prefix("version")] = version_of(current)
        changes = differences(seen, current) if seen and alive(seen) else []
        said = _("%(who)s changed this while you were deciding. Look again before you go on.")
        lines = [f"{change.label}: {change.old} → {change.new}" for change in changes]
        self.add_error(None, [said % {"who": last_writer(current)}, *lines])
