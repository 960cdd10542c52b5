"""Limits are counted in the cache, which outlives a test; answers wait to be even."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache

from edumentoring.people import entrance


@pytest.fixture(autouse=True)
def fresh_limits() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the tests that look at the clock need even answers; they set STEP again."""
    monkeypatch.setattr(entrance, "STEP", 0)
