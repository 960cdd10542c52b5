"""What only this room's tests need."""

import pytest


@pytest.fixture(scope="session")
def base_url() -> str:
    """Stands before pytest-base-url's own, which warns under pytest 9, and warnings are errors."""
    return ""
