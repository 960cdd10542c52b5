from django.apps import AppConfig


class PairsConfig(AppConfig):
    name = "edumentoring.pairs"
    label = "pairs"

    def ready(self) -> None:
        from edumentoring.pairs import (  # for the clock and forgetting
            changes,
            course_personal,  # noqa: F401
            due,  # noqa: F401
            for_you,
            home,
            nudge_personal,  # noqa: F401
            nudges,
            own_page,
            own_pages,
            personal,  # noqa: F401
            resting,
        )
        from edumentoring.pairs.operations import breaks, follower
        from edumentoring.pairs.panels import letters, pairs
        from edumentoring.pairs.tonight import lines
        from edumentoring.people import banners
        from edumentoring.programmes import leaving, panels, rests, tonight

        leaving.add(follower)
        tonight.add(lines)
        panels.add(pairs)
        panels.add(letters)
        changes.add(breaks.forget)
        changes.add(nudges.follow)
        rests.add(breaks.follower)
        home.add(own_page.lines)
        for_you.add(own_pages.pages)
        banners.add(resting.banner)
