"""The settings file itself is read in a fresh process: it may be read only once in one."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from edumentoring.config.inspection import settings_table

DOCS = Path(__file__).resolve().parents[5] / "docs"


def run(code: str, tmp_path: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {k: v for k, v in os.environ.items() if not k.startswith("EDUMENTORING_")}
    return subprocess.run(
        [sys.executable, "-c", code],
        env={**clean, "EDUMENTORING_DATA": str(tmp_path), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def show(expression: str, tmp_path: Path, **environment: str) -> str:
    done = run(
        f"from edumentoring.config import settings; print(repr(({expression})))",
        tmp_path,
        **environment,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_makes_a_secret_key_once_and_keeps_it_to_its_owner(tmp_path):
    first = show("settings.SECRET_KEY", tmp_path)
    second = show("settings.SECRET_KEY", tmp_path)

    assert len(first) >= 50
    assert first == second
    assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0


def test_a_public_address_turns_on_every_https_protection(tmp_path):
    shown = show(
        "settings.SESSION_COOKIE_SECURE, settings.SECURE_HSTS_SECONDS > 0, settings.ALLOWED_HOSTS",
        tmp_path,
        EDUMENTORING_SITE_URL="https://mentoring.example.org",
    )

    assert shown == "(True, True, ['mentoring.example.org'])"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SITE_URL", "mentoring.example.org"),
        ("DATABASE_URL", "mysql://host/name"),
        ("MAIL_URL", "mail.example.org"),
        ("SECRET_KEY", "short"),
    ],
)
def test_refuses_what_it_cannot_use_and_names_it(name, value, tmp_path):
    done = run(
        "from edumentoring.config import settings", tmp_path, **{f"EDUMENTORING_{name}": value}
    )

    assert done.returncode != 0
    assert f"EDUMENTORING_{name} must" in done.stderr


def test_reads_a_postgresql_address_with_a_socket_and_with_a_host(tmp_path):
    by_host = show(
        "[settings.DATABASES['default'][k] for k in ('NAME', 'USER', 'PASSWORD', 'HOST', 'PORT')]",
        tmp_path,
        EDUMENTORING_DATABASE_URL="postgresql://me:p%40ss@db.example.org:5433/mentoring",
    )
    by_socket = show(
        "settings.DATABASES['default']['HOST']",
        tmp_path,
        EDUMENTORING_DATABASE_URL="postgresql://me@/mentoring?host=/run/Postgres",
    )

    assert by_host == "['mentoring', 'me', 'p@ss', 'db.example.org', '5433']"
    assert by_socket == "'/run/Postgres'"


def test_the_page_of_settings_in_the_docs_is_the_table_in_the_code():
    page = (DOCS / "guides" / "hosting.md").read_text()

    assert settings_table() in page
