import pytest

from tests.environment import find_chromium, touches_database


def test_chromium_where_the_environment_says(tmp_path, monkeypatch):
    browser = tmp_path / "browser"
    browser.write_text("")
    browser.chmod(0o755)
    monkeypatch.setenv("CHROMIUM", str(browser))
    assert find_chromium() == str(browser)


def test_no_chromium(tmp_path, monkeypatch):
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_chromium() is None


@pytest.mark.django_db
def test_a_mark_touches_the_database(request):
    assert touches_database(request.node)


def test_a_fixture_touches_the_database(request, db):
    assert touches_database(request.node)


def test_thinking_does_not(request):
    assert not touches_database(request.node)
