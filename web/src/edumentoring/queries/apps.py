from django.apps import AppConfig


class QueriesConfig(AppConfig):
    name = "edumentoring.queries"
    label = "queries"

    def ready(self) -> None:
        from edumentoring.programmes import panels, tonight
        from edumentoring.programmes.operations import also_copy
        from edumentoring.queries import due, personal  # noqa: F401  they declare themselves
        from edumentoring.queries.operations import copy_answers
        from edumentoring.queries.panels import panel
        from edumentoring.queries.tonight import lines

        also_copy(copy_answers)
        panels.add(panel)
        tonight.add(lines, from_=tonight.Urgency.REVIEW)
