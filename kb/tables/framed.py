"""A frame as the data of a table: only the page that is shown becomes records."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
import pandas as pd
from django_tables2.data import TableData
from django_tables2.utils import OrderBy, OrderByTuple

from kb.wording import decimals, percent


class FrameData(TableData):
    """Rows of a DataFrame, sorted by pandas; a table of a DataFrame itself is silently wrong."""

    data: pd.DataFrame

    def __len__(self) -> int:
        return len(self.data)

    def __getitem__(self, key: slice | int) -> Any:
        if isinstance(key, slice):
            return self._records(self.data.iloc[key])
        return self._records(self.data.iloc[[key]])[0]

    def __iter__(self) -> Any:
        return iter(self._records(self.data))

    def order_by(self, aliases: OrderByTuple) -> None:
        by = [OrderBy(alias) for alias in aliases]
        if by:
            self.data = self.data.sort_values(
                [column.bare for column in by],
                ascending=[not column.is_descending for column in by],
                kind="stable",
            )

    @staticmethod
    def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
        plain = frame.astype(object)
        return plain.where(frame.notna(), None).to_dict("records")


class NumberColumn(tables.Column):
    """A number in the reader's locale, right-aligned; a dash where there is none."""

    def __init__(self, *args: Any, places: int = 0, **kwargs: Any) -> None:
        attrs = {"td": {"class": "number"}, "th": {"class": "number"}}
        super().__init__(*args, attrs=attrs, default="–", **kwargs)
        self.places = places

    def render(self, value: Any) -> str:
        return decimals(value, self.places)


class ShareColumn(NumberColumn):
    """A share of one as a percentage with one decimal."""

    def render(self, value: Any) -> str:
        return percent(value)
