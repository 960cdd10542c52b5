"""Every answer is strict, errors too; no log holds a key."""

import io
import logging
from unittest.mock import Mock

import pytest
from django.core.cache import cache
from django.core.exceptions import BadRequest, PermissionDenied
from django.test import Client

from edumentoring.config import views
from edumentoring.config.logs import WithoutKeys

pytestmark = pytest.mark.django_db


def answers(monkeypatch) -> dict[int, object]:
    """One answer of each kind of error."""
    patient = Client(raise_request_exception=False)
    strict = Client(enforce_csrf_checks=True)
    cache.clear()
    for _time in range(11):
        asked = patient.post("/account/login/", {"email": "jo@school.example"})
    cache.clear()
    monkeypatch.setattr(views, "connection", None)
    return {
        400: patient.get("/", HTTP_HOST="evil.example"),
        403: strict.post("/account/login/", {"email": "jo@school.example"}),
        404: patient.get("/no-such-page/"),
        405: patient.delete("/"),
        410: patient.get("/account/sign-in/spent/"),
        429: asked,
        500: patient.get("/health/"),
    }


def test_errors_of_every_kind_carry_the_strict_policy(monkeypatch, caplog):
    for status, response in answers(monkeypatch).items():
        assert response.status_code == status
        policy = response.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy, status
        assert "unsafe" not in policy, status
        assert response.headers["X-Content-Type-Options"] == "nosniff", status
        body = response.content.decode()
        assert " style=" not in body, status
        assert " onclick=" not in body, status


@pytest.mark.parametrize(
    "address",
    [
        "/account/sign-in/very-secret/",
        "/me/e-mail/very-secret/",
        "/introduction/very:secret/",
        "/introduction/very",
        "/asked/very.secret/",
    ],
)
def test_a_log_names_the_page_and_not_the_key(address):
    record = logging.LogRecord("x", 30, "", 1, "Forbidden (%s): %s", ("no cookie", address), None)

    WithoutKeys().filter(record)

    assert "very" not in record.getMessage()
    assert record.getMessage().startswith("Forbidden (no cookie): /")


def test_the_filter_is_on_every_handler(settings):
    for handler in settings.LOGGING["handlers"].values():
        assert "without_keys" in handler["filters"]


@pytest.mark.parametrize(
    ("what_happened", "is_fault"),
    [
        (PermissionDenied("Not yours"), False),
        (BadRequest("What is this?"), False),
        (ValueError("Broken"), True),
    ],
)
def test_a_refusal_is_one_line_of_the_log_and_a_fault_has_its_trace(
    what_happened, is_fault, monkeypatch
):
    written = io.StringIO()
    monkeypatch.setattr(our_handler(), "stream", written)
    monkeypatch.setattr(views, "connection", Mock(cursor=Mock(side_effect=what_happened)))

    Client(raise_request_exception=False).get("/health/")

    words = written.getvalue()
    assert "/health/" in words
    assert ("Traceback" in words) is is_fault
    assert (words.count("\n") > 1) is is_fault


def our_handler() -> logging.StreamHandler:
    """The one that the settings put on every log."""
    return next(
        each
        for each in logging.root.handlers
        if any(isinstance(one, WithoutKeys) for one in each.filters)
    )
