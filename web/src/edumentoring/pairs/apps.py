from django.apps import AppConfig


class PairsConfig(AppConfig):
    name = "edumentoring.pairs"
    label = "pairs"

    def ready(self) -> None:
        from edumentoring.pairs import due  # noqa: F401  registers its work with the clock
        from edumentoring.pairs.tonight import lines
        from edumentoring.programmes import tonight

        tonight.add(lines)
