"""Settings, read from the environment; every default serves one machine with nothing to install.

BARZAN_HOME           folder of the database, documents, keys and heads (default: ./var)
BARZAN_DATABASE_URL   postgresql://... instead of SQLite in BARZAN_HOME
BARZAN_KEYS           folder of the signing keys, best on another disk (default: BARZAN_HOME/keys)
BARZAN_SECRET_KEY     secret of the sessions (default: made once, kept in BARZAN_KEYS)
BARZAN_HOSTS          names this installation answers to, comma separated (default: this machine only)
BARZAN_ADDRESS        how the open data name this installation: https://city.example (default: as asked)
BARZAN_CONTACT_PHONE  the telephone number that the pages give to those who need help (default: none is shown)
BARZAN_DEBUG          1 shows developers' error pages
BARZAN_OIDC_URL, BARZAN_OIDC_CLIENT_ID, BARZAN_OIDC_SECRET, BARZAN_OIDC_NAME
                      an OpenID Connect provider to sign in with
BARZAN_HTTPS          1 when a proxy in front speaks TLS: secure cookies, HSTS
"""

import os
import re
import secrets
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from whitenoise.compress import Compressor

from .accounts import sign_in_origins

SOURCE = Path(__file__).resolve().parents[1]
HOME = Path(os.environ.get("BARZAN_HOME", "var")).resolve()
KEYS = Path(os.environ.get("BARZAN_KEYS", HOME / "keys")).resolve()
# Database, documents, keys and backups are written for the service's own account only.
os.umask(0o077)


def _secret() -> str:
    """The session secret: from the environment, else made once and kept readable by the owner only."""
    if given := os.environ.get("BARZAN_SECRET_KEY"):
        return given
    kept = KEYS / "session-secret"
    if not kept.exists():
        KEYS.mkdir(parents=True, exist_ok=True)
        handle = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(48))
    return kept.read_text()


SECRET_KEY = _secret()
ADDRESS = os.environ.get("BARZAN_ADDRESS", "").rstrip("/")
if not re.fullmatch(r"(https?://[^/\s<>\"]+)?", ADDRESS):
    raise ImproperlyConfigured("BARZAN_ADDRESS is an address without a path, such as https://city.example")
CONTACT_PHONE = os.environ.get("BARZAN_CONTACT_PHONE", "")
DEBUG = os.environ.get("BARZAN_DEBUG") == "1"
HTTPS = os.environ.get("BARZAN_HTTPS") == "1"
ALLOWED_HOSTS = [
    host.strip()
    for host in os.environ.get("BARZAN_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
    if host.strip()
]
if HTTPS:
    CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]

INSTALLED_APPS = [
    "barzan.persian",
    "barzan.look",
    "barzan.access",
    "barzan.trail",
    "barzan.jobs",
    "barzan.blueprints",
    "barzan.places",
    "barzan.people",
    "barzan.documents",
    "barzan.search",
    "barzan.notify",
    "barzan.instruments",
    "barzan.clock",
    "barzan.decisions",
    "barzan.tasks",
    "barzan.forms",
    "barzan.submissions",
    "barzan.filling",
    "barzan.answers",
    "barzan.registers",
    "barzan.permits",
    "barzan.process",
    "barzan.modeller",
    "barzan.catalogue",
    "barzan.revisions",
    "barzan.upkeep",
    "barzan.review",
    "barzan.exchange",
    "barzan.printing",
    "barzan.opendata",
    "barzan.statistics",
    "barzan.procedures",
    "barzan.portal",
    "barzan.desk",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "csp",
    "axes",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "barzan.access.intake.IntakeMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "barzan.access.middleware.ActorMiddleware",
    "barzan.people.middleware.FirstPasswordMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "barzan.people.middleware.SessionActivityMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "barzan.config.urls"
WSGI_APPLICATION = "barzan.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "barzan.access.context.actor",
                "barzan.look.context.look",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "barzan.persian.templatetags.persian",
                "barzan.look.templatetags.look",
            ],
        },
    }
]

DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("BARZAN_DATABASE_URL") or f"sqlite:///{HOME / 'barzan.sqlite3'}",
        conn_max_age=60,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }
# default: shared by all processes, so codes that were used and attempts that were counted are so for each.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": HOME / "cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    },
    # Parts of pages that depend on nothing but what names them ({% cache %}): they are never out of date.
    "template_fragments": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 8_000},
    },
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
# SQLite leaves out the columns that an index of PostgreSQL holds beside its keys.
SILENCED_SYSTEM_CHECKS = ["models.W040"]

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:home"
LOGOUT_REDIRECT_URL = "portal:home"

LANGUAGE_CODE = "fa"
LANGUAGES = [("fa", _("Persian")), ("en", _("English"))]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Tehran"

STATIC_URL = "/static/"
STATIC_ROOT = Path(os.environ.get("BARZAN_STATIC_ROOT", HOME / "static"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
# Source maps are for developers' tools, and take longer to compress than everything else.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "map")
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20
# The form of a draft has sixty rows of each part, and two thousand drafts are decided at once.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4_000
# The largest document (50 MB) and the form round it.
LARGEST_REQUEST = 64 * 2**20

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF, *sign_in_origins()],
        "frame-ancestors": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = 12 * 3600
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000

from .accounts import *  # noqa: E402, F403 - sign-in settings have a page of their own
from .logging import LOGGING  # noqa: E402, F401
