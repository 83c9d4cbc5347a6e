"""Django's settings for the desk, one line each where one line can say it. Paths and keys come from the opened home; without one the database is in memory."""

import secrets
from pathlib import Path

from khronika.desk.opened import bare, current
from khronika.home import read

_home = current()
_key = _home.derive("database") if _home else secrets.token_bytes(32)
_package = Path(__file__).resolve().parent.parent

SECRET_KEY = _home.derive("django").hex() if _home else secrets.token_hex(32)
DEBUG = False
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
ROOT_URLCONF = "khronika.workspace.urls"
AUTH_USER_MODEL = "accounts.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("be", "Беларуская"), ("ru", "Русский")]
WAGTAIL_CONTENT_LANGUAGES = WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = True
WAGTAIL_SITE_NAME = "Khronika"
WAGTAIL_ENABLE_UPDATE_CHECK = False  # asks an outside service
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None  # would tell an outside service who works here
WAGTAILADMIN_BASE_URL = "http://localhost:8000"
WAGTAIL_PASSWORD_RESET_ENABLED = WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False

_SCREENS = [
    "khronika.workspace",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django.contrib.admin",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
INSTALLED_APPS = [
    "khronika.desk.ledger",
    "khronika.desk.accounts",
    "khronika.desk.sources",
    "khronika.desk.claims",
    "khronika.desk.register",
    "khronika.desk.advocacy",
    "khronika.desk.solidarity",
    "khronika.desk.newsroom",
    *([] if bare() else _SCREENS),
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "khronika.workspace.language.Language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "khronika.workspace.team.access.Access",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

_pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA recursive_triggers=ON; PRAGMA cache_size=-8192; PRAGMA temp_store=MEMORY"
DATABASES = {
    "default": {
        "ENGINE": "khronika.desk.sqlcipher",
        "NAME": str(_home.database) if _home else ":memory:",
        "OPTIONS": {"key": _key, "timeout": 30, "transaction_mode": "IMMEDIATE", "init_command": _pragmas},
        "CONN_MAX_AGE": 600,  # a new connection learns how the tables are filled now
    }
}

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True  # static files come straight from the installed packages; nothing is collected or fetched
STORAGES = {
    "default": {"BACKEND": "khronika.desk.storage.SealedStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
FILE_UPLOAD_HANDLERS = ["khronika.desk.uploads.MemoryOnly"]
UPLOAD_LIMIT = 100 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
TASKS = {
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    "desk": {
        "BACKEND": "django_tasks_db.DatabaseBackend"
    },  # what takes long; its worker is a process of `khronika desk`
}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

LOGIN_URL = "wagtailadmin_login"
SECOND_FACTOR = (
    _home is not None and not _home.demonstration and read(_home.folder).get("second_factor", True) is not False
)
IDLE = 30 * 60  # seconds after which a desk that nobody touches asks for a login again
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
ACCOUNT_RATE_LIMITS = {"login_failed": "30/5m/ip,5/5m/key"}  # wrong passwords and codes: by address, by account
ACCOUNT_EMAIL_VERIFICATION = "none"
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"  # no letter is ever sent
SESSION_COOKIE_NAME = "khronika_desk"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_AGE = 12 * 3600
CSRF_COOKIE_SAMESITE = "Strict"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGGING = {"version": 1, "disable_existing_loggers": False, "root": {"level": "WARNING"}}
