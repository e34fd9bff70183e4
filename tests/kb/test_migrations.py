"""What a migration does to rows that were there before."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps

from kb.models import Party

pytestmark = pytest.mark.django_db


def test_the_municipalities_of_every_study_get_their_seats(demo):
    Party.objects.all().delete()
    import_module("kb.migrations.0003_seats").seat(apps, None)
    assert [(party.name, party.order) for party in demo.parties.all()] == [
        ("Halen", 1),
        ("Herk-de-Stad", 2),
        ("Lummen", 3),
    ]
    import_module("kb.migrations.0003_seats").seat(apps, None)
    assert Party.objects.count() == 3
