"""Every setting in one place, read from the environment by strict functions.

A wrong value stops the start with a sentence. Starts with nothing set: SQLite under `var/`, a secret key made on the
first start, mail on the console. `docs/reference.md` lists every `MANAS_…` variable.
"""

import contextlib
import os
import re
import secrets
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.conf import locale
from django.core.exceptions import ImproperlyConfigured

KNOWN = frozenset(
    {
        "MANAS_ALLOWED_HOSTS",
        "MANAS_DATABASE_URL",
        "MANAS_DEBUG",
        "MANAS_EMAIL_FROM",
        "MANAS_EMAIL_URL",
        "MANAS_ENCODER",
        "MANAS_HTTPS",
        "MANAS_LOG_LEVEL",
        "MANAS_SCANNER",
        "MANAS_SECRET_KEY",
        "MANAS_SESSION_HOURS",
        "MANAS_SESSION_IDLE_MINUTES",
        "MANAS_SIGN_IN_LOCK_MINUTES",
        "MANAS_SIGN_IN_TRIES",
        "MANAS_SITE_URL",
        "MANAS_TOTP",
        "MANAS_TRUSTED_ORIGINS",
        "MANAS_VAR",
        "MANAS_WEBHOOK_HOSTS",
    }
)
POSTGRES_OPTIONS = frozenset({"host", "sslmode", "sslrootcert", "connect_timeout", "application_name"})
HOST = re.compile(r"\.?[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:]+\]")
MAILBOX = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?")
# How a mail server is spoken to: its usual port, encrypted from the first byte, encrypted after a plain greeting.
MAIL_SCHEMES = {"smtp": (25, False, False), "smtp+starttls": (587, False, True), "smtps": (465, True, False)}
ORIGIN = re.compile(r"https?://[A-Za-z0-9*]([A-Za-z0-9.*-]*[A-Za-z0-9])?(:\d{1,5})?")


def refuse_unknown(names: list[str]) -> None:
    """This function will refuse a MANAS_ variable that nothing reads: it is a typing error in waiting."""
    unknown = sorted(name for name in names if name.startswith("MANAS_") and name not in KNOWN)
    if unknown:
        message = f"{', '.join(unknown)} is not a setting of Manas; the settings are {', '.join(sorted(KNOWN))}."
        raise ImproperlyConfigured(message)


def flag(name: str) -> bool:
    """This function will give the truth of a variable that is 1 or 0 (absent: 0)."""
    value = os.environ.get(name, "0")
    if value not in {"0", "1"}:
        raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}.")
    return value == "1"


def choice(name: str, *, default: str, options: tuple[str, ...]) -> str:
    """This function will give one of the options."""
    value = os.environ.get(name, default)
    if value not in options:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(options)}, not {value!r}.")
    return value


def number(name: str, *, default: int, least: int, most: int) -> int:
    """This function will give the whole number of a variable, within its bounds."""
    value = os.environ.get(name, str(default))
    if not re.fullmatch(r"[0-9]{1,6}", value) or not least <= int(value) <= most:
        raise ImproperlyConfigured(f"{name} must be a whole number from {least} to {most}, not {value!r}.")
    return int(value)


def several(name: str, *, default: tuple[str, ...], shape: re.Pattern[str], like: str) -> list[str]:
    """This function will give the comma-separated words of a variable, each of the given shape."""
    if name not in os.environ:
        return list(default)
    words = [word.strip() for word in os.environ[name].split(",")]
    wrong = [word for word in words if not shape.fullmatch(word)]
    if wrong:
        raise ImproperlyConfigured(f"{name} must be a comma-separated list like {like}; {wrong[0]!r} is not one.")
    return words


def folder(name: str, *, default: Path) -> Path:
    """This function will give a folder that exists, made if need be, readable by its owner only when it is new."""
    path = Path(os.environ.get(name, default)).absolute()
    try:
        path.mkdir(parents=True, exist_ok=True, mode=0o750)
    except OSError as error:
        raise ImproperlyConfigured(f"{name} must be a folder that can be written: {path}: {error.strerror}.") from error
    return path


def other_folder(name: str) -> Path | None:
    """This function will give a folder that somebody else fills, and that may be missing at times; None where none is named."""
    if name not in os.environ:
        return None
    if not os.environ[name].strip():
        raise ImproperlyConfigured(f"{name} must be a folder; leave it out where there is none.")
    return Path(os.environ[name]).absolute()


def secret_key(var: Path) -> str:
    """This function will give the key that signs sessions: the given one, or the one in `secret-key`, made once."""
    given = os.environ.get("MANAS_SECRET_KEY")
    if given is not None:
        if len(given) < 50 or len(set(given)) < 5:
            raise ImproperlyConfigured("MANAS_SECRET_KEY must have at least 50 characters, 5 of them different.")
        return given
    kept = var / "secret-key"
    if not kept.exists():
        # Written whole under another name, then linked: two processes that start at once end up with one key.
        fresh = var / f"secret-key.{os.getpid()}"
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(64), encoding="ascii")
        with contextlib.suppress(FileExistsError):
            kept.hardlink_to(fresh)
        fresh.unlink()
    return kept.read_text(encoding="ascii")


def sqlite(path: Path) -> dict[str, object]:
    """This function will describe the SQLite database: many readers beside one writer, who queues and does not fail."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
        },
    }


def postgres(url: str) -> dict[str, object]:
    """This function will describe the PostgreSQL database of `postgres://user:password@host:port/name?sslmode=…`."""
    wrong = "MANAS_DATABASE_URL must look like postgres://user:password@host:5432/name"
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise ImproperlyConfigured(f"{wrong}: {error}.") from error
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    name = unquote(parts.path.removeprefix("/"))
    if parts.scheme not in {"postgres", "postgresql"} or not name or "/" in name or parts.fragment:
        raise ImproperlyConfigured(f"{wrong}.")
    if unknown := sorted(options.keys() - POSTGRES_OPTIONS):
        raise ImproperlyConfigured(f"{wrong}; {unknown[0]!r} is not among {', '.join(sorted(POSTGRES_OPTIONS))}.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        # A folder as host is a local socket, given as ?host=/folder.
        "HOST": options.pop("host", unquote(parts.hostname or "")),
        "PORT": str(port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        # A page shows fifty rows: starting more processes of the server to find them takes longer than finding them. Figures
        # go through a year's rows (decision 031): looked up by an index on a disk without a moving arm, joined in memory.
        "OPTIONS": {
            "options": "-c max_parallel_workers_per_gather=0 -c random_page_cost=1.1 -c work_mem=32MB",
            **options,
        },
    }


def single(name: str, *, default: str, shape: re.Pattern[str], like: str) -> str:
    """This function will give a variable of the given shape."""
    value = os.environ.get(name, default)
    if not shape.fullmatch(value):
        raise ImproperlyConfigured(f"{name} must look like {like}, not {value!r}.")
    return value


def mail(url: str) -> dict[str, object]:
    """This function will describe the mail server of `smtp://user:password@host:port` (smtps, smtp+starttls)."""
    wrong = "MANAS_EMAIL_URL must look like smtp+starttls://user:password@mail.example.cn:587"
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise ImproperlyConfigured(f"{wrong}: {error}.") from error
    extra = parts.path not in {"", "/"} or parts.query or parts.fragment
    if parts.scheme not in MAIL_SCHEMES or not parts.hostname or extra or bool(parts.username) != bool(parts.password):
        raise ImproperlyConfigured(f"{wrong}.")
    usual, encrypted, upgraded = MAIL_SCHEMES[parts.scheme]
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port or usual,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": encrypted,
        "EMAIL_USE_TLS": upgraded,
    }


def scanner(value: str) -> str:
    """This function will give the virus scanner as it was set: a socket of clamd, a command, or none."""
    kind, _, where = value.partition(":")
    host, _, port = where.rpartition(":")
    right = {"unix": where.startswith("/"), "tcp": bool(host) and port.isdigit(), "command": where.startswith("/")}
    if value and not right.get(kind, False):
        raise ImproperlyConfigured(
            f"MANAS_SCANNER must be unix:/path, tcp:host:port or command:/path arguments, not {value!r}."
        )
    return value


def database(var: Path) -> dict[str, object]:
    """This function will give the database: PostgreSQL by MANAS_DATABASE_URL, SQLite under `var` without it."""
    url = os.environ.get("MANAS_DATABASE_URL")
    return sqlite(var / "manas.sqlite3") if url is None else postgres(url)


def default_var(package: Path) -> Path:
    """This function will give the folder of kept things: in the checkout, or in the current folder if installed."""
    checkout = package.parents[1]
    return (checkout if (checkout / "pyproject.toml").is_file() else Path.cwd()) / "var"


refuse_unknown(list(os.environ))

PACKAGE = Path(__file__).resolve().parent
VAR = folder("MANAS_VAR", default=default_var(PACKAGE))
DEBUG = flag("MANAS_DEBUG")
HTTPS = flag("MANAS_HTTPS")
SECRET_KEY = secret_key(VAR)
ALLOWED_HOSTS = several(
    "MANAS_ALLOWED_HOSTS", default=("127.0.0.1", "localhost", "[::1]"), shape=HOST, like="plan.example.cn,10.0.0.5"
)
CSRF_TRUSTED_ORIGINS = several("MANAS_TRUSTED_ORIGINS", default=(), shape=ORIGIN, like="https://plan.example.cn")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "manas.office",
    "manas.registers",
    "manas.matters",
    "manas.plan",
    "manas.indicators",
    "manas.web",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "manas.web.shared.access.AccessMiddleware",
]
ROOT_URLCONF = "manas.urls"
WSGI_APPLICATION = "manas.wsgi.application"
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
                "manas.web.shared.frame.frame",
            ],
        },
    },
]

DATABASES = {"default": database(VAR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "office.Person"
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username",)},
    },
    {"NAME": "manas.office.passwords.NotUsedBefore", "OPTIONS": {"last": 5}},
]
# How often a name, or an address behind which many people may sit, may fail within the minutes before it must wait.
SIGN_IN_TRIES = number("MANAS_SIGN_IN_TRIES", default=5, least=3, most=20)
SIGN_IN_TRIES_PER_ADDRESS = 10 * SIGN_IN_TRIES
SIGN_IN_LOCK_MINUTES = number("MANAS_SIGN_IN_LOCK_MINUTES", default=15, least=1, most=24 * 60)
# The second factor of officials: they must have one, may have one, or none is asked for (`manas serve` says so loudly).
MANAS_TOTP = choice("MANAS_TOTP", default="offered", options=("required", "offered", "off"))

# Chinese is the source language: message ids are Chinese. Kyrgyz in Arabic script has a code of its own base, because
# Django looks only before the dash for the direction of writing; pages emit it as ky-Arab.
locale.LANG_INFO["kir"] = {"bidi": True, "code": "kir", "name": "Kyrgyz (Arabic script)", "name_local": "قىرعىزچا"}
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English"), ("ug", "ئۇيغۇرچە"), ("kir", "قىرعىزچا")]
LANGUAGES_BIDI = ["ug", "kir"]
LOCALE_PATHS = [PACKAGE / "locale"]
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_I18N = True
USE_TZ = True
# Amounts are written in threes where a page asks for it (floatformat "g").
NUMBER_GROUPING = 3
FORMAT_MODULE_PATH = "manas.web.formats"
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
# Uploads lie here under their hash. Views that ask who may give them out; the web server never does by itself.
EXAMPLES = PACKAGE.parents[1] / "examples"
MANAS_FILES = VAR / "files"
# The index of patents: made from the register, and made again when it is lost.
MANAS_MATCHING = VAR / "matching"
# A sentence encoder of the office's own, by which matches are ranked again.
MANAS_ENCODER = other_folder("MANAS_ENCODER")
FILE_UPLOAD_HANDLERS = [
    "manas.web.shared.uploads.CappedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
FILE_UPLOAD_PERMISSIONS = 0o640
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o750
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 20

# Nothing from elsewhere, nothing inline: a page that breaks this shows at once in the browser tests.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "object-src": ["'none'"],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
# A session ends so long after signing in, and so long after it was last used, whichever comes first.
SESSION_COOKIE_AGE = number("MANAS_SESSION_HOURS", default=12, least=1, most=24) * 60 * 60
SESSION_IDLE_SECONDS = number("MANAS_SESSION_IDLE_MINUTES", default=60, least=5, most=24 * 60) * 60
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"

# Mail is printed until a server is named. A server that does not answer holds a worker for these seconds at most.
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
EMAIL_TIMEOUT = 15
if "MANAS_EMAIL_URL" in os.environ:
    globals().update(mail(os.environ["MANAS_EMAIL_URL"]))
DEFAULT_FROM_EMAIL = single("MANAS_EMAIL_FROM", default="manas@localhost", shape=MAILBOX, like="manas@example.cn")
MANAS_SITE_URL = single("MANAS_SITE_URL", default="http://127.0.0.1:8000", shape=ORIGIN, like="https://plan.example.cn")
# Hosts on the office's own network that webhooks may lead to; all other private addresses are refused.
MANAS_WEBHOOK_HOSTS = several("MANAS_WEBHOOK_HOSTS", default=(), shape=HOST, like="oa.example.cn,10.0.0.8")
MANAS_SCANNER = scanner(os.environ.get("MANAS_SCANNER", ""))
LOG_LEVEL = choice("MANAS_LOG_LEVEL", default="INFO", options=("DEBUG", "INFO", "WARNING", "ERROR"))
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
    # Django's own handlers would print each line a second time.
    "loggers": {"django": {"handlers": [], "level": LOG_LEVEL, "propagate": True}},
}
