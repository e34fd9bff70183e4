import pytest
from django.test import Client

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}


@pytest.fixture
def page():
    return Client().get("/admin/login/")


def directives(header: str) -> dict[str, str]:
    return dict(part.strip().split(" ", 1) for part in header.split(";"))


@pytest.mark.django_db
def test_the_content_security_policy_allows_nothing_inline(page):
    assert directives(page.headers["Content-Security-Policy"]) == POLICY


@pytest.mark.django_db
def test_the_other_headers(page):
    wanted = {
        "Content-Language": "nl",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    }
    assert {name: page.headers[name] for name in wanted} == wanted


@pytest.mark.django_db
def test_dutch_unless_chosen_otherwise():
    browser = Client(headers={"Accept-Language": "en"})
    assert browser.get("/admin/login/").headers["Content-Language"] == "nl"
    assert browser.post("/language/", {"language": "en", "next": "/admin/login/"}).status_code == 302
    assert browser.get("/admin/login/").headers["Content-Language"] == "en"


@pytest.mark.django_db
def test_a_language_that_is_not_spoken_here():
    browser = Client()
    browser.cookies["django_language"] = "../../etc"
    assert browser.get("/admin/login/").headers["Content-Language"] == "nl"


def test_a_body_too_large_is_refused_unread(settings):
    settings.REQUEST_MAX_BYTES = 1000
    answer = Client().post("/login/", {"username": "x" * 1001})
    assert answer.status_code == 413
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"


def test_what_somebody_sees_who_is_signed_in_stays_between_them_and_their_browser(client_of):
    assert client_of("reader").get("/").headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("path", ["/login/", "/nergens/", "/studies/halen-herk-lummen/"])
def test_the_policy_stands_on_every_answer(client_of, path):
    for role in ("reader", "stranger", "anonymous"):
        assert "script-src 'self'" in client_of(role).get(path).headers["Content-Security-Policy"]
