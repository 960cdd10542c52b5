"""Which pages there are, who opens each, and what stands on them when they do."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page


@dataclass(frozen=True)
class Visit:
    """One page: the route it is a kind of, who opens it, and where or how it is reached.

    `actor` is a kind of person that `Actors` knows, or the e-mail of one.
    """

    route: str
    actor: str
    path: str = ""
    go: Callable[[Page], None] | None = None

    def __str__(self) -> str:
        return f"{self.route} as {self.actor} at {self.path}"
