from django.apps import AppConfig


class MatchingConfig(AppConfig):
    name = "edumentoring.matching"
    label = "matching"

    def ready(self) -> None:
        from edumentoring.matching import personal  # noqa: F401  what it keeps about people
        from edumentoring.matching.tonight import lines
        from edumentoring.programmes import tonight

        tonight.add(lines)
