from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client

from kb.actions.versions import write
from kb.admin import FACTS
from kb.models import Agreement

pytestmark = pytest.mark.django_db


def test_an_administrator_looks_and_changes_nothing(demo):
    browser = Client()
    browser.force_login(User.objects.create_superuser("root"))
    fact = f"/admin/kb/agreement/{Agreement.objects.get(name='Cipal').pk}"
    looks = ["/admin/kb/agreement/", f"{fact}/change/", f"{fact}/history/"]
    assert [browser.get(path).status_code for path in looks] == [200, 200, 200]
    writes = ["/admin/kb/agreement/add/", f"{fact}/delete/"]
    assert [browser.get(path).status_code for path in writes] == [403, 403]
    assert browser.post(f"{fact}/change/", {"name": "x"}).status_code == 403


def of_staff() -> User:
    """Somebody who may look at every fact and change none."""
    user = User.objects.create_user("staff", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    return user


@pytest.mark.parametrize("who", [of_staff, lambda: User.objects.create_superuser("root")])
def test_nothing_that_is_sent_to_the_admin_changes_a_fact(demo, who):
    cipal = write(Agreement.objects.get(name="Cipal"), {"note": "as it was"})
    browser, fact = Client(), f"/admin/kb/agreement/{cipal.pk}"
    browser.force_login(who())
    version = f"{fact}/history/{cipal.history.earliest().history_id}/"
    assert browser.get(version).status_code == 200
    sent = {"code": cipal.code, "name": "x", "obligation": "unknown", "status": "active"}
    paths = [version, f"{fact}/change/", f"{fact}/delete/", "/admin/kb/agreement/add/"]
    assert [browser.post(path, sent).status_code for path in paths] == [403] * 4
    browser.post("/admin/kb/agreement/", {"action": "delete_selected", "_selected_action": cipal.pk})
    assert list(Agreement.objects.filter(pk=cipal.pk).values_list("name", "note")) == [("Cipal", "as it was")]


@pytest.mark.parametrize("model", FACTS)
def test_an_old_version_of_any_fact_is_not_saved_back(db, model):
    browser = Client()
    browser.force_login(User.objects.create_superuser("root"))
    assert browser.post(f"/admin/kb/{model._meta.model_name}/1/history/1/", {}).status_code == 403
