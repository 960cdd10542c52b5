from django.apps import AppConfig


class QueriesConfig(AppConfig):
    name = "edumentoring.queries"
    label = "queries"

    def ready(self) -> None:
        from edumentoring.programmes import panels, tonight
        from edumentoring.queries import due, personal  # noqa: F401  they declare themselves
        from edumentoring.queries.panels import panel
        from edumentoring.queries.tonight import lines

        panels.add(panel)
        tonight.add(lines)
