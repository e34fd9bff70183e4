"""What no browser sends by itself: answered with a page, never with a failure."""

from __future__ import annotations

import pytest

from kb.models import Agreement

STUDY = "/studies/halen-herk-lummen/"
TABLES = ("agreements", "memberships", "municipalities", "sources", "stakeholders")
PAGES = (
    *(f"/facts/{table}/" for table in TABLES),
    STUDY,
    *(f"{STUDY}{page}/" for page in ("cooperations", "cooperations/map", "network", "matrix", "to-confirm")),
    "/municipalities/71020/",
)
ODD = ("\0", "a\0b", "9" * 30, "-1", "²")
FIELDS = (
    "q",
    "page",
    "domain",
    "municipality",
    "member",
    "agreement",
    "source",
    "on",
    "sort",
    "size",
    "study",
)


@pytest.mark.parametrize("odd", ODD, ids=ascii)
@pytest.mark.parametrize("path", PAGES)
def test_a_page_stands_whatever_its_address_asks(client_of, path, odd):
    browser = client_of("owner")
    everything = dict.fromkeys(FIELDS, odd)
    found = [browser.get(path, sent).status_code for sent in ({"q": odd}, everything)]
    assert set(found) <= {200, 404}


def test_a_number_that_no_row_can_have_is_not_found(client_of):
    paths = (
        "/agreements/{}/",
        "/agreements/{}/history/",
        "/memberships/{}/",
        "/versions/agreement/{}/revert/",
    )
    browser = client_of("owner")
    assert [browser.get(path.format("9" * 30)).status_code for path in paths] == [404] * 4


@pytest.mark.parametrize("key", ["9" * 30, "\0", "abc"])
def test_a_choice_that_no_list_offers_is_refused(client_of, key):
    agreement = Agreement.objects.get(name="Cipal")
    sent = {"name": "x", "municipality": key, "theme": key, "legal_form": key, "version": "0"}
    paths = (
        "/agreements/new/",
        f"/agreements/{agreement.pk}/members/add/",
        f"/agreements/{agreement.pk}/edit/",
    )
    browser = client_of("owner")
    assert [browser.post(path, sent).status_code for path in paths] == [422] * 3
