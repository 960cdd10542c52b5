from django.apps import AppConfig


class MatchingConfig(AppConfig):
    name = "edumentoring.matching"
    label = "matching"

    def ready(self) -> None:
        from edumentoring.matching import personal  # noqa: F401  what it keeps about people
        from edumentoring.matching.measuring import measure
        from edumentoring.matching.tonight import lines
        from edumentoring.pairs import fitting
        from edumentoring.programmes import tonight

        tonight.add(lines)
        fitting.measure_with(measure)
