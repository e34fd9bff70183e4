"""One settings file. The environment is read here and nowhere else; production refuses what is unsafe.

SAMENWIJZER_MODE: production (default), demo (one machine, made-up accounts), test.
"""

import os
import secrets
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "var"))).resolve()
ASSETS_DIR = DATA_DIR / "assets"
ASSETS_DIR.mkdir(parents=True, exist_ok=True)


def read_mode() -> str:
    mode = env.str("SAMENWIJZER_MODE", default="production")
    if mode not in {"production", "demo", "test"}:
        raise ImproperlyConfigured(f"SAMENWIJZER_MODE is {mode!r}: choose production, demo or test.")
    return mode


MODE = read_mode()
PRODUCTION = MODE == "production"
TEST = MODE == "test"


def read_debug() -> bool:
    debug = env.bool("DEBUG", default=False)
    if debug and PRODUCTION:
        raise ImproperlyConfigured("DEBUG is on: production shows no debug pages, remove DEBUG.")
    return debug


def read_hosts() -> list[str]:
    hosts = env.list("ALLOWED_HOSTS", default=[])
    if not PRODUCTION:
        return ["localhost", "127.0.0.1", "[::1]", *(["testserver"] if TEST else []), *hosts]
    if not hosts or any(host.strip() in {"", "*"} for host in hosts):
        raise ImproperlyConfigured("ALLOWED_HOSTS is empty or '*': name the hosts Samenwijzer answers to.")
    return hosts


SHORTEST_KEY = 50


def read_secret_key() -> str:
    key = env.str("SECRET_KEY", default="").strip()
    if PRODUCTION and not key:
        raise ImproperlyConfigured(
            "SECRET_KEY is missing: set it, or set SAMENWIJZER_MODE=demo to try Samenwijzer on this machine."
        )
    if PRODUCTION and len(key) < SHORTEST_KEY:
        raise ImproperlyConfigured(f"SECRET_KEY is too short: take {SHORTEST_KEY} random characters or more.")
    if key:
        return key
    return "test" * 16 if TEST else kept_secret(DATA_DIR / "secret")


def kept_secret(path: Path) -> str:
    """A key of this machine alone, made once; two workers that start together end up with the same one."""
    if not path.exists():
        mine = path.with_name(f"{path.name}.{os.getpid()}")
        with os.fdopen(os.open(mine, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
        try:
            os.link(mine, path)
        except FileExistsError:
            pass
        finally:
            mine.unlink()
    return path.read_text()


SQLITE_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "temp_store=MEMORY")


def read_database() -> dict:
    """SQLite takes write locks at the start of a transaction: a writer can wait there, not half-way."""
    if env.str("DATABASE_URL", default=""):
        database = env.db_url("DATABASE_URL")
    else:
        file = ":memory:" if TEST else str(DATA_DIR / "samenwijzer.sqlite3")
        database = {"ENGINE": "django.db.backends.sqlite3", "NAME": file}
    options = database.setdefault("OPTIONS", {})
    if database["ENGINE"].endswith("sqlite3"):
        options |= {"transaction_mode": "IMMEDIATE", "timeout": 20}
        options["init_command"] = "; ".join(f"PRAGMA {pragma}" for pragma in SQLITE_PRAGMAS)
        database["TEST"] = {"NAME": str(DATA_DIR / f"test-{os.getpid()}.sqlite3")}
    elif not TEST:  # a pool keeps connections open, and a test database can only be dropped when none is
        options |= {"pool": {"min_size": 1, "max_size": env.int("DATABASE_POOL", default=8), "timeout": 10}}
    return database


DEBUG = read_debug()
SECRET_KEY = read_secret_key()
ALLOWED_HOSTS = read_hosts()
DATABASES = {"default": read_database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FIXTURE_DIRS = [BASE_DIR / "fixtures"]

INSTALLED_APPS = [
    "decisions",
    "kb",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "csp",
    "django_filters",
    "django_htmx",
    "django_tables2",
    "rules.apps.AutodiscoverRulesConfig",
    "simple_history",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "config.middleware.permissions_policy",
    "config.middleware.keep_private",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "config.middleware.language_from_cookie",
    "config.middleware.limit_body",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kb.context.navigation",
            ]
        },
    }
]
FORMS_URLFIELD_ASSUME_HTTPS = True  # what Django 6 does; goes with Django 5
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
DJANGO_TABLES2_TEMPLATE = "components/table.html"

# Accounts: closed by default, a view that is open says so (login_not_required).
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "login"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
if TEST:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # speed; test accounts guard nothing

# Language and time
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Dutch")), ("en", _("English"))]
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Brussels"
USE_TZ = True

# Files
STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static", ASSETS_DIR]
HASHED_STATIC = not (DEBUG or TEST)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "config.storage.HashedStatic"
        if HASHED_STATIC
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = not HASHED_STATIC
WHITENOISE_ALLOW_ALL_ORIGINS = False
MEDIA_ROOT = DATA_DIR / "media"
UPLOAD_MAX_BYTES = 50 * 1024**2
REQUEST_MAX_BYTES = UPLOAD_MAX_BYTES + 1024**2  # the form around the file
DATA_UPLOAD_MAX_NUMBER_FILES = 50

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    if TEST
    else {  # on disk, so that every worker sees what one has computed
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA_DIR / "cache",
        "OPTIONS": {"MAX_ENTRIES": 2000},
    }
}

# Safety. Plain http exists on the demo's own machine only.
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=PRODUCTION)
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=365 * 24 * 3600 if PRODUCTION else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("SECURE_HSTS_INCLUDE_SUBDOMAINS", default=PRODUCTION)
SECURE_HSTS_PRELOAD = env.bool("SECURE_HSTS_PRELOAD", default=PRODUCTION)
if env.bool("BEHIND_PROXY", default=False):  # only a proxy that overwrites this header may be believed
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_HTTPONLY = True
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

if not PRODUCTION:
    EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

# Paths and status codes, never a name, an address or the content of a form.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", default="WARNING")},
    "loggers": {  # said by every scanner that knocks: a refused page, a wrong host, a HEAD request
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        "gunicorn.http.wsgi": {"level": "ERROR"},
    },
}
