"""The version of the data: one number that rises with every write, so that no figure is stale."""

from __future__ import annotations

from secrets import token_hex

from django.db import models
from django.db.models import F


class DataVersion(models.Model):
    number = models.PositiveBigIntegerField(default=1)
    token = models.CharField(max_length=16, default="")

    objects = models.Manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_data_version")]

    def __str__(self) -> str:
        return str(self.number)

    @classmethod
    def current(cls) -> int:
        return cls.objects.filter(pk=1).values_list("number", flat=True).first() or 0

    @classmethod
    def stamp(cls) -> str:
        """Names these data in a cache: the number alone would come back with a restored backup."""
        found = cls.objects.filter(pk=1).first()
        return f"{found.number}-{found.token}" if found else "0"

    @classmethod
    def raise_it(cls) -> None:
        if not cls.objects.filter(pk=1).update(number=F("number") + 1, token=token_hex(8)):
            cls.objects.create(pk=1, token=token_hex(8))
