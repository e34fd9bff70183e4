from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client

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
