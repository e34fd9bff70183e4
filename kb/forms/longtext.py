"""Long text that people type: refused with a sentence when too long, never cut off unseen."""

from __future__ import annotations

from typing import Any

from django import forms


class LongTextField(forms.CharField):
    """A browser would cut off what is pasted beyond a ``maxlength``, so the widget has none.

    Lines end as the database keeps them: a browser sends two signs for each.
    """

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        return super().to_python(value).replace("\r\n", "\n")

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {name: value for name, value in super().widget_attrs(widget).items() if name != "maxlength"}


def long_text(label: Any, limit: int, rows: int = 6, *, required: bool = True, **more: Any) -> LongTextField:
    area = forms.Textarea(attrs={"rows": rows})
    return LongTextField(label=label, max_length=limit, required=required, widget=area, **more)
