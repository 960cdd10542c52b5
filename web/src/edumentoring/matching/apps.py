from django.apps import AppConfig


class MatchingConfig(AppConfig):
    name = "edumentoring.matching"
    label = "matching"

    def ready(self) -> None:
        from edumentoring.matching.tonight import lines
        from edumentoring.programmes import tonight

        tonight.add(lines)
