"""Every setting the environment may give, in one table.

The table is the source for the settings file, for `edumentoring check` and for
the page in the docs, so none of them can go stale.
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

PREFIX = "EDUMENTORING_"


class BadSetting(Exception):
    """A setting that cannot be used; the message names it and says what to write instead."""


def _text(value: str) -> str:
    return value.strip()


def _yes_or_no(value: str) -> bool:
    word = value.strip().lower()
    if word in {"1", "true", "yes", "on"}:
        return True
    if word in {"0", "false", "no", "off", ""}:
        return False
    raise ValueError("write yes or no")


def _words(value: str) -> list[str]:
    return [word.strip() for word in value.split(",") if word.strip()]


def _count(value: str) -> int:
    number = int(value)
    if number < 0:
        raise ValueError("write a whole number, 0 or more")
    return number


def _folder(value: str) -> Path:
    return Path(value).expanduser().absolute()


def _reply_address(value: str) -> str:
    pattern = value.strip()
    name, at, domain = pattern.partition("@")
    fits = name.count("{token}") == 1 and at and "." in domain and "{" not in domain
    # What stands for {token} has 24 letters, and a mailbox's name has at most 64.
    if pattern and not (fits and len(name) <= 64 - 24 + len("{token}")):
        raise ValueError("write an address with {token} before the @")
    return pattern


@dataclass(frozen=True)
class Setting:
    """One setting: its name without the prefix, how to read it, its default and its meaning."""

    name: str
    read: Callable[[str], Any]
    default: str
    meaning: str
    secret: bool = False

    @property
    def variable(self) -> str:
        return PREFIX + self.name


SETTINGS = (
    Setting(
        "DATA",
        _folder,
        "var",
        "Folder for the embedded database, the secret key and back-ups.",
    ),
    Setting(
        "DATABASE_URL",
        _text,
        "",
        "postgresql://user:password@host:5432/name. Empty: an SQLite file in the data folder.",
        secret=True,
    ),
    Setting(
        "SECRET_KEY",
        _text,
        "",
        "At least 50 random characters. Empty: made once and kept in the data folder.",
        secret=True,
    ),
    Setting(
        "OLD_SECRET_KEYS",
        _words,
        "",
        "Secret keys of before, with commas. Keep them: they know again who asked to be forgotten.",
        secret=True,
    ),
    Setting(
        "SITE_URL",
        _text,
        "http://127.0.0.1:8000",
        "The address people type, used in every letter. Anything but this machine needs https.",
    ),
    Setting(
        "ALLOWED_HOSTS",
        _words,
        "",
        "More host names to answer to, with commas. The host of SITE_URL is always answered.",
    ),
    Setting(
        "DEMONSTRATION",
        _yes_or_no,
        "no",
        "Fictional data, one-click sign-in, mail kept on a page. Never with real people.",
    ),
    Setting(
        "DEBUG", _yes_or_no, "no", "Pages with program errors in full. Never on a public server."
    ),
    Setting(
        "MAIL_URL",
        _text,
        "outbox:",
        "smtp://user:password@host:587 (STARTTLS), smtps://…:465, or smtp+plain:// on this "
        "machine. outbox: keeps mail on a page and sends nothing.",
        secret=True,
    ),
    Setting(
        "MAIL_FROM",
        _text,
        "EduMentoring <hello@localhost.localdomain>",
        "Who letters come from, when a programme has no sender of its own.",
    ),
    Setting(
        "MAIL_PER_MINUTE",
        _count,
        "600",
        "The most letters to hand to the mail server in a minute. A newsletter may take four "
        "fifths of it: raise it where your server allows more.",
    ),
    Setting(
        "MAIL_REPLIES",
        _reply_address,
        "",
        "replies+{token}@example.org: where answers to queries go, piped to `edumentoring "
        "receive`. In the domain of the From address, copies of a newsletter that cannot be "
        "delivered come back to it too. Empty: people answer on the page their letter links to.",
    ),
    Setting(
        "CHECK_LINKS",
        _yes_or_no,
        "no",
        "Ask once a month whether the addresses of resources still work: calls to the web.",
    ),
    Setting("TIME_ZONE", _text, "Europe/London", "The time zone of a new programme."),
    Setting("LANGUAGE", _text, "en-gb", "The language of the pages."),
    Setting(
        "TRUSTED_PROXIES",
        _count,
        "0",
        "How many reverse proxies stand in front. They must set X-Forwarded-For and -Proto.",
    ),
    Setting("THREADS", _count, "4", "How many requests one web process answers at once."),
    Setting("LOG_LEVEL", _text, "INFO", "DEBUG, INFO, WARNING or ERROR."),
)


def read_environment(environ: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Read every setting, by name without the prefix.

    Raises BadSetting for a value that cannot be read and for a name that starts
    with the prefix and is no setting: a misspelt name would otherwise be ignored.
    """
    given = os.environ if environ is None else environ
    _refuse_unknown_names(given)
    return {setting.name: _value(setting, given) for setting in SETTINGS}


def _value(setting: Setting, given: Mapping[str, str]) -> Any:
    written = given.get(setting.variable, setting.default)
    try:
        return setting.read(written)
    except ValueError as error:
        shown = "(hidden)" if setting.secret else repr(written)
        raise BadSetting(
            f"{setting.variable} is {shown}, which cannot be used: {error}. {setting.meaning}"
        ) from error


def _refuse_unknown_names(given: Mapping[str, str]) -> None:
    known = {setting.variable for setting in SETTINGS}
    for name in sorted(given):
        if name.startswith(PREFIX) and name not in known:
            near = get_close_matches(name, known, n=1)
            hint = f" Did you mean {near[0]}?" if near else ""
            raise BadSetting(
                f"{name} is not a setting of EduMentoring.{hint} "
                "`edumentoring check` lists them all."
            )
