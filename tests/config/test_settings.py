import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SAFE = {
    "SAMENWIJZER_MODE": "production",
    "SECRET_KEY": "0123456789" * 6,
    "ALLOWED_HOSTS": "samenwijzer.example",
}
KEY = "SECRET_KEY is missing: set it, or set SAMENWIJZER_MODE=demo to try Samenwijzer on this machine."
HOSTS = "ALLOWED_HOSTS is empty or '*': name the hosts Samenwijzer answers to."


def python(data: Path, code: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """In a process of its own: settings are read once in a life."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    values = kept | {"DATA_DIR": str(data), "DJANGO_SETTINGS_MODULE": "config.settings"} | environment
    command = [sys.executable, "-c", code]
    return subprocess.run(command, cwd=ROOT, env=values, capture_output=True, text=True, check=False)


def setting(data: Path, name: str, **environment: str) -> str:
    code = f"from django.conf import settings; print(settings.{name})"
    return python(data, code, environment).stdout.strip()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"SECRET_KEY": ""}, KEY),
        ({"SECRET_KEY": "  "}, KEY),
        ({"SECRET_KEY": "geheim"}, "SECRET_KEY is too short: take 50 random characters or more."),
        ({"ALLOWED_HOSTS": ""}, HOSTS),
        ({"ALLOWED_HOSTS": "*"}, HOSTS),
        ({"ALLOWED_HOSTS": "samenwijzer.example,*"}, HOSTS),
        ({"DEBUG": "on"}, "DEBUG is on: production shows no debug pages, remove DEBUG."),
        ({"SAMENWIJZER_MODE": "live"}, "SAMENWIJZER_MODE is 'live': choose production, demo or test."),
    ],
)
def test_production_refuses(tmp_path, change, sentence):
    refused = python(tmp_path, "import config.settings", SAFE | change)
    assert refused.returncode == 1
    assert refused.stderr.splitlines()[-1] == f"django.core.exceptions.ImproperlyConfigured: {sentence}"


def test_production_is_the_default(tmp_path):
    assert python(tmp_path, "import config.settings", {}).stderr.splitlines()[-1].endswith(KEY)


def test_production_passes_the_deployment_check(tmp_path):
    code = """
from django.core.management import execute_from_command_line
execute_from_command_line(["manage.py", "check", "--deploy", "--tag", "security", "--fail-level", "WARNING"])
"""
    checked = python(tmp_path, code, SAFE)
    assert (checked.returncode, checked.stderr) == (0, "")


def test_a_proxy_is_believed_only_when_told(tmp_path):
    assert setting(tmp_path, "SECURE_PROXY_SSL_HEADER", **SAFE) == "None"
    believed = setting(tmp_path, "SECURE_PROXY_SSL_HEADER", BEHIND_PROXY="1", **SAFE)
    assert believed == "('HTTP_X_FORWARDED_PROTO', 'https')"


def test_the_demo_keeps_a_key_of_its_own(tmp_path):
    key = setting(tmp_path, "SECRET_KEY", SAMENWIJZER_MODE="demo")
    assert len(key) >= 50
    assert setting(tmp_path, "SECRET_KEY", SAMENWIJZER_MODE="demo") == key
    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600
    assert {path.name for path in tmp_path.iterdir()} == {"assets", "secret"}


def test_the_demo_answers_on_this_machine_only(tmp_path):
    assert (
        setting(tmp_path, "ALLOWED_HOSTS", SAMENWIJZER_MODE="demo") == "['localhost', '127.0.0.1', '[::1]']"
    )


def test_cookies_travel_encrypted_in_production_only(tmp_path):
    assert setting(tmp_path, "SESSION_COOKIE_SECURE", **SAFE) == "True"
    assert setting(tmp_path, "SESSION_COOKIE_SECURE", SAMENWIJZER_MODE="demo") == "False"


def test_postgres_has_a_pool_as_large_as_the_threads(tmp_path):
    url = "postgres://samenwijzer@localhost/samenwijzer"
    options = setting(tmp_path, 'DATABASES["default"]["OPTIONS"]', DATABASE_URL=url, **SAFE)
    assert options == "{'pool': {'min_size': 1, 'max_size': 8, 'timeout': 10}}"
