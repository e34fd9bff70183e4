"""A form of a row that may not be there yet, with lists to tick."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from kb.actions.framework.links import numbers
from kb.forms.acting import ActionForm, VersionedForm


class LinkedForm(VersionedForm):
    reason = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].empty_label = _("none")  # type: ignore[attr-defined]

    def make(self, act: Callable[..., Any], **known: Any) -> Any:
        """Run an action that makes a row: nobody can have written it meanwhile."""
        return ActionForm.run(self, lambda: act(values=self.values(), **known))

    def _merge_links(self, name: str, current: Any, seen: Any) -> None:
        """Where both wrote the first version, what either of them ticked is ticked."""
        wrote_first = not self.cleaned_data["version"] and (seen is None or seen.history_user_id)
        if not wrote_first:
            super()._merge_links(name, current, seen)
            return
        both = numbers(self.cleaned_data[name]) | numbers(getattr(current, name).all())
        self.data.setlist(self.add_prefix(name), [str(key) for key in sorted(both)])  # type: ignore[attr-defined]
