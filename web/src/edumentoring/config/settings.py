"""Django's settings, read from the environment and nowhere else.

The table of what may be set is in `environment.py`.
"""

import secrets
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from edumentoring.config.environment import BadSetting, read_environment

ENVIRONMENT = read_environment()
ROOT = Path(__file__).resolve().parent.parent

DATA: Path = ENVIRONMENT["DATA"]
DEMONSTRATION: bool = ENVIRONMENT["DEMONSTRATION"]
DEBUG: bool = ENVIRONMENT["DEBUG"]
SITE_URL: str = ENVIRONMENT["SITE_URL"].rstrip("/")
_SITE = urlsplit(SITE_URL)
_THIS_MACHINE = {"127.0.0.1", "localhost", "::1"}
HTTPS = _SITE.scheme == "https"

if _SITE.scheme not in {"http", "https"} or not _SITE.hostname:
    raise BadSetting(
        "EDUMENTORING_SITE_URL must be a whole address such as https://mentoring.example.org"
    )


def _secret_key() -> str:
    """The key given, or one made on first use and kept in the data folder."""
    given: str = ENVIRONMENT["SECRET_KEY"]
    if given:
        if len(given) < 50:
            raise BadSetting("EDUMENTORING_SECRET_KEY must have at least 50 characters.")
        return given
    kept = DATA / "secret-key"
    if not kept.exists():
        DATA.mkdir(parents=True, exist_ok=True)
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(64))
    return kept.read_text().strip()


SECRET_KEY = _secret_key()
SECRET_KEY_FALLBACKS: list[str] = ENVIRONMENT["OLD_SECRET_KEYS"]
ALLOWED_HOSTS = [_SITE.hostname, *ENVIRONMENT["ALLOWED_HOSTS"]]
if _SITE.hostname in _THIS_MACHINE:
    ALLOWED_HOSTS += [*sorted(_THIS_MACHINE - {_SITE.hostname}), "[::1]"]
CSRF_TRUSTED_ORIGINS = [SITE_URL] if HTTPS else []

INSTALLED_APPS = [
    "edumentoring.matching",
    "edumentoring.intake",
    "edumentoring.newsletter",
    "edumentoring.library",
    "edumentoring.stories",
    "edumentoring.provider",
    "edumentoring.training",
    "edumentoring.rhythm",
    "edumentoring.network",
    "edumentoring.meetings",
    "edumentoring.tools",
    "edumentoring.notes",
    "edumentoring.circle",
    "edumentoring.projects",
    "edumentoring.goals",
    "edumentoring.concerns",
    "edumentoring.pairs",
    "edumentoring.signup",
    "edumentoring.queries",
    "edumentoring.reach",
    "edumentoring.consents",
    "edumentoring.questionnaire",
    "edumentoring.verification",
    "edumentoring.programmes",
    "edumentoring.people",
    "edumentoring.schools",
    "edumentoring.common",
    "edumentoring.design",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_htmx",
    "django_tasks_db",
    # Of Wagtail what editors need: its sites, forms, redirects and embeds are left out. Its desk
    # does not start without documents; their pages stay shut (`library.cms`).
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.images",
    "wagtail.documents",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django.forms",  # Wagtail includes Django's own widgets by name
    *(["django.contrib.postgres"] if ENVIRONMENT["DATABASE_URL"] else []),
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "edumentoring.config.middleware.KnownMethodsOnly",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "edumentoring.config.middleware.WithoutNul",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "edumentoring.people.middleware.SeenLately",
    "edumentoring.people.middleware.SignInAgain",
    "edumentoring.library.cms.Door",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "edumentoring.config.urls"
WSGI_APPLICATION = "edumentoring.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "config" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "edumentoring.design.context.frame",
                "edumentoring.people.context.signed_in",
            ],
        },
    },
]
FORM_RENDERER = "edumentoring.design.forms.Renderer"


def _database() -> dict[str, object]:
    """PostgreSQL where a URL says so; otherwise one SQLite file in the data folder.

    SQLite's own defaults fail two writes in three under load: WAL lets readers and a
    writer work together, and IMMEDIATE makes a writer wait for its turn at the start.
    """
    url: str = ENVIRONMENT["DATABASE_URL"]
    if not url:
        DATA.mkdir(parents=True, exist_ok=True)
        return {
            "ENGINE": "edumentoring.common.sqlite",
            "NAME": str(DATA / "edumentoring.sqlite3"),
            "CONN_MAX_AGE": 60,
            "OPTIONS": {
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
                    "PRAGMA cache_size=-4000; PRAGMA temp_store=MEMORY"
                ),
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise BadSetting(
            "EDUMENTORING_DATABASE_URL must look like postgresql://user:password@host:5432/name"
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        # A socket's folder comes as ?host=/var/run/postgresql: host names lose their capitals.
        "HOST": parts.hostname or parse_qs(parts.query).get("host", [""])[0],
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


DATABASES = {"default": _database()}
# Counters of how often one place asks, and what is drawn once for a crowd. Django's own 300
# entries would push a counter out before its time.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 5000},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- People and sign-in -------------------------------------------------------------------

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_ADAPTER = "edumentoring.people.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # whoever uses a sign-in letter has proved the address
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
# The longest a letter works; staff letters end earlier, by their row in the database.
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_LOGIN_TIMEOUT = 30 * 60
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
# A whole staff room may share one address of the network; per e-mail address the limit is
# kept in the database (people.operations.LETTERS_AN_HOUR).
ACCOUNT_RATE_LIMITS = {
    "request_login_code": "150/10m/ip",
    "login_failed": "200/10m/ip,5/5m/key",
    "reauthenticate": "10/m/user",
    "ask_query": "150/10m/ip",
    "raise_concern": "150/10m/ip",
    "tell_story": "150/10m/ip",
    "subscribe": "150/10m/ip",
    "count_visit": "900/10m/ip",
}
MFA_ADAPTER = "edumentoring.people.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "EduMentoring"
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_RATE_LIMITS = {"webauthn_login": "150/10m/ip"}
# Browsers allow passkeys over plain http on this machine alone, and so do we.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = _SITE.hostname in _THIS_MACHINE and not HTTPS
MFA_FORMS = {
    "authenticate": "edumentoring.people.forms.FactorForm",
    "reauthenticate": "edumentoring.people.forms.FactorAgainForm",
    "activate_totp": "edumentoring.people.forms.AddAppForm",
    "add_webauthn": "edumentoring.people.forms.AddPasskeyForm",
    "edit_webauthn": "edumentoring.people.forms.PasskeyNameForm",
}
# allauth would write on every request; people.middleware notes it every ten minutes.
USERSESSIONS_TRACK_ACTIVITY = False
ALLAUTH_TRUSTED_PROXY_COUNT: int = ENVIRONMENT["TRUSTED_PROXIES"]
# The decorator of staff pages, for rooms below people: named here as the user model is.
STAFF_GATE = "edumentoring.people.access.staff"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "edumentoring"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "edumentoring.people.access.sent_too_late"

# --- Words ----------------------------------------------------------------------------------

LANGUAGE_CODE = ENVIRONMENT["LANGUAGE"]
LANGUAGES = [("en-gb", _("English")), ("cy", _("Welsh"))]
LOCALE_PATHS = [ROOT / "locale"]
TIME_ZONE = ENVIRONMENT["TIME_ZONE"]
USE_I18N = True
USE_TZ = True

# --- Files ----------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 60 * 60
WHITENOISE_KEEP_ONLY_HASHED_FILES = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "edumentoring.config.static_files.Files"},
}
MEDIA_ROOT = DATA / "media"
MEDIA_URL = "/media/"
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
LARGEST_FILES = 23 * 1024 * 1024  # bytes of all files that are sent together
LARGEST_REQUEST = LARGEST_FILES + 1024 * 1024  # with words; the server turns away what is larger
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# --- The editors' desk (decision 29) ----------------------------------------------------------

WAGTAIL_SITE_NAME = "EduMentoring"
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILADMIN_LOGIN_URL = "/account/login/"
WAGTAILADMIN_UNSAFE_PAGE_DELETION_LIMIT = 5
WAGTAILIMAGES_IMAGE_MODEL = "library.Picture"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 8 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}

# --- Later work and letters ------------------------------------------------------------------

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}


def _mailers() -> dict[str, dict[str, object]]:
    """The one mailer that `MAIL_URL` describes."""
    parts = urlsplit(ENVIRONMENT["MAIL_URL"])
    if parts.scheme == "outbox":
        return {"default": {"BACKEND": "edumentoring.common.mail.OutboxOnly"}}
    if parts.scheme not in {"smtp", "smtps", "smtp+plain"} or not parts.hostname:
        raise BadSetting(
            "EDUMENTORING_MAIL_URL must look like smtp://user:password@host:587, or be outbox:"
        )
    return {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {
                "host": parts.hostname,
                "port": parts.port or {"smtps": 465, "smtp": 587}.get(parts.scheme, 25),
                "username": unquote(parts.username or ""),
                "password": unquote(parts.password or ""),
                "use_tls": parts.scheme == "smtp",
                "use_ssl": parts.scheme == "smtps",
                "timeout": 40,
            },
        }
    }


MAILERS = _mailers()
MAIL_IS_KEPT = ENVIRONMENT["MAIL_URL"].startswith("outbox")
DEFAULT_FROM_EMAIL = ENVIRONMENT["MAIL_FROM"]
SERVER_EMAIL = DEFAULT_FROM_EMAIL
MAIL_PER_MINUTE: int = ENVIRONMENT["MAIL_PER_MINUTE"]
MAIL_REPLIES: str = ENVIRONMENT["MAIL_REPLIES"]

# --- Safety -----------------------------------------------------------------------------------

SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "frame-src": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "manifest-src": [CSP.SELF],
}
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^health/$"]
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT["TRUSTED_PROXIES"] else None
)
TRUSTED_PROXIES: int = ENVIRONMENT["TRUSTED_PROXIES"]
X_FRAME_OPTIONS = "DENY"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {
        "without_keys": {"()": "edumentoring.config.logs.WithoutKeys"},
        "without_traces": {"()": "edumentoring.config.logs.WithoutTraces"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["without_keys", "without_traces"],
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "edumentoring": {"level": ENVIRONMENT["LOG_LEVEL"]},
        "django.security.DisallowedHost": {"level": "ERROR"},
        # Three lines for each task, and Wagtail keeps its index by tasks.
        "django.tasks": {"level": "WARNING"},
        # A line for every request of a crowd tells nobody anything.
        "waitress.queue": {"level": "ERROR"},
    },
}
