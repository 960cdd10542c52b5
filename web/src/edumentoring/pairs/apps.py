from django.apps import AppConfig


class PairsConfig(AppConfig):
    name = "edumentoring.pairs"
    label = "pairs"

    def ready(self) -> None:
        from edumentoring.pairs import due, personal  # noqa: F401  for the clock and forgetting
        from edumentoring.pairs.operations import follower
        from edumentoring.pairs.panels import letters, pairs
        from edumentoring.pairs.tonight import lines
        from edumentoring.programmes import leaving, panels, tonight

        leaving.add(follower)
        tonight.add(lines)
        panels.add(pairs)
        panels.add(letters)
