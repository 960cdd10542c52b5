"""Who may take the raw sheets: everybody in the demonstration, nobody elsewhere."""

from edumentoring.config.tests.access import NOT_FOUND, Route, everyone

ROUTES = [
    Route("demonstration:csv", get=everyone(NOT_FOUND)),
    Route("demonstration:xlsx", get=everyone(NOT_FOUND)),
]
