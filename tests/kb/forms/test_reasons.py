"""A reason is a person's own: the words by which an import finds its lines are refused."""

import pytest
from django.utils import translation

from kb.forms.acting import ReasonForm
from kb.forms.agreements import AgreementForm
from kb.forms.memberships import MembershipForm, SettleForm
from kb.models import Agreement, Membership

pytestmark = pytest.mark.django_db
FORMS = {
    "deleting": ReasonForm,
    "changing an agreement": lambda data: AgreementForm(data, instance=Agreement()),
    "changing a tie": lambda data: MembershipForm(data, instance=Membership()),
    "settling": lambda data: SettleForm(data, row=Membership()),
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
@pytest.mark.parametrize("reason", ["import:5", " undo:5", "Import:"])
def test_the_words_of_an_import_are_no_reason(form, reason):
    with translation.override("en"):
        assert form({"reason": reason}).errors["reason"] == [
            "A reason cannot begin with “import:” or “undo:”: an import writes those."
        ]
    assert "reason" not in form({"reason": "By the import: see the minutes"}).errors
