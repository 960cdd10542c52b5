"""Who may open the pages that belong to no room."""

from edumentoring.config.tests.access import ANONYMOUS, MOVED, OK, Route, everyone

ROUTES = [
    Route("home", get=everyone(MOVED, **{ANONYMOUS: OK})),
    Route("health", get=everyone()),
    Route("join", get=everyone()),
    Route("help", get=everyone()),
    Route("privacy", get=everyone()),
    Route("accessibility", get=everyone()),
]
