from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db.models.signals import pre_save

from kb.actions.agreements import create_agreement
from kb.actions.studies import create_study
from kb.models import Agreement, Study


@pytest.fixture
def rival(request):
    """Somebody who takes the same name between the look at what is free and the saving, once."""
    model, field = request.param

    def be_first(sender: Any, instance: Any, **_: Any) -> None:
        pre_save.disconnect(be_first, sender=model)
        model.objects.bulk_create([model(**{field: getattr(instance, field)})])

    pre_save.connect(be_first, sender=model)
    yield
    pre_save.disconnect(be_first, sender=model)


@pytest.mark.parametrize("rival", [(Study, "slug")], indirect=True)
def test_two_studies_started_at_once_both_get_an_address(demo, people, rival):
    made = create_study(values={"title": "Samen"}, municipalities=[], by=people["owner"])
    assert Study.objects.get(title="Samen") == made


@pytest.mark.parametrize("rival", [(Agreement, "code")], indirect=True)
def test_two_agreements_made_at_once_both_get_a_code(demo, people, rival):
    made = create_agreement(values={"name": "Poolstok"}, by=people["owner"])
    assert Agreement.objects.get(name="Poolstok") == made


def test_what_is_wrong_for_another_reason_is_said(demo, people):
    with pytest.raises(ValidationError):
        create_agreement(values={"name": ""}, by=people["owner"])
