"""Natural keys: fixtures and files name a thing by what people call it, never by a row number."""

from __future__ import annotations

from typing import Any

from django.db import models


class Keyed(models.Manager[Any]):
    """A manager that finds a row by its natural key, the given fields in order."""

    def __init__(self, *fields: str) -> None:
        super().__init__()
        self.fields = fields

    def get_by_natural_key(self, *values: Any) -> Any:
        return self.get(**dict(zip(self.fields, values, strict=True)))

    @classmethod
    def of(cls, queryset: type[models.QuerySet[Any]], *fields: str) -> Any:
        """The same, with the named methods of ``queryset``."""
        return cls.from_queryset(queryset)(*fields)
