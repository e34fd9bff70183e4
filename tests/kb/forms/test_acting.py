from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils.translation import override

from kb.actions.agreements import change_agreement, delete_agreement
from kb.actions.versions import revert, version_of, write
from kb.forms.acting import DecisionForm
from kb.forms.agreements import AgreementForm
from kb.models import Agreement

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with override("en"):
        yield


@pytest.fixture
def cipal(demo) -> Agreement:
    return Agreement.objects.get(name="Cipal")


def test_who_deletes_or_changes_what_is_gone_is_told(cipal, people):
    """Two clicks at once: both found it before one of them deleted it."""
    known = {"agreement": cipal, "by": people["editor"]}
    decision = DecisionForm({"version": "0"}, row=cipal)
    change = AgreementForm({"name": "x", "obligation": "unknown", "status": "active"}, instance=cipal)
    Agreement.objects.get(pk=cipal.pk).delete()
    assert decision.run(lambda: delete_agreement(**known, **decision.deciding)) is None
    assert change.run(change_agreement, **known) is None
    assert [*decision.non_field_errors(), *change.non_field_errors()] == [
        "Somebody deleted this meanwhile."
    ] * 2


def test_of_what_was_deleted_meanwhile_no_changes_are_listed(cipal, people):
    changed, by = write(cipal, {"name": "C-smart"}), people["editor"]
    first, seen = cipal.history.earliest().history_id, version_of(changed)
    form = DecisionForm({"version": str(seen)}, row=changed)
    delete_agreement(agreement=changed, by=people["owner"])
    known = {"kind": "agreement", "version": first, "by": by}
    assert form.run(lambda: revert(**known, **form.deciding)) is None
    said = "owner changed this while you were deciding. Look again before you go on."
    assert form.non_field_errors() == [said]
    assert not Agreement.objects.filter(pk=changed.pk).exists()
