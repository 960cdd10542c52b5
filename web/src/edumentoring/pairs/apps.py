from django.apps import AppConfig


class PairsConfig(AppConfig):
    name = "edumentoring.pairs"
    label = "pairs"

    def ready(self) -> None:
        from edumentoring.pairs import (  # for the clock and forgetting
            changes,
            course_personal,  # noqa: F401
            due,  # noqa: F401
            home,
            nudge_personal,  # noqa: F401
            nudges,
            own_page,
            personal,  # noqa: F401
        )
        from edumentoring.pairs.operations import breaks, follower
        from edumentoring.pairs.panels import letters, pairs
        from edumentoring.pairs.tonight import lines
        from edumentoring.programmes import leaving, panels, rests, tonight

        leaving.add(follower)
        tonight.add(lines)
        panels.add(pairs)
        panels.add(letters)
        changes.add(breaks.forget)
        changes.add(nudges.follow)
        rests.add(breaks.follower)
        home.add(own_page.lines)
