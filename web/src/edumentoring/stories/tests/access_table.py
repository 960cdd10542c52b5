"""Who may open which page of this room."""

from edumentoring.config.tests.access import Route

ROUTES: list[Route] = []
