"""Who may open the pages of this room."""

from edumentoring.config.tests.access import MOVED, NOT_FOUND, Route, everyone

ROUTES = [
    Route("design:theme", post=everyone(MOVED), csrf_exempt=True),
    Route("design:kit", get=everyone(NOT_FOUND)),
]
