from django.apps import AppConfig


class PairsConfig(AppConfig):
    name = "edumentoring.pairs"
    label = "pairs"

    def ready(self) -> None:
        from edumentoring.pairs import due, nudge_personal, personal  # noqa: F401  (clock, forgetting)
        from edumentoring.pairs.operations import follower
        from edumentoring.pairs.panels import letters, pairs
        from edumentoring.pairs.tonight import lines
        from edumentoring.programmes import leaving, panels, tonight

        leaving.add(follower)
        tonight.add(lines)
        panels.add(pairs)
        panels.add(letters)
