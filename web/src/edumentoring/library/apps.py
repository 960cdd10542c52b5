"""What mentors learn from: pages that editors write."""

from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "edumentoring.library"
    label = "library"

    def ready(self) -> None:
        from edumentoring.library import due, personal  # noqa: F401  for the clock and forgetting
        from edumentoring.library.tonight import lines
        from edumentoring.library.touching import beside_goal, pages, parts
        from edumentoring.pairs import beside, for_you, ready
        from edumentoring.programmes import tonight

        beside.add(beside_goal)
        for_you.add(pages)
        ready.add(parts)
        tonight.add(lines, from_=tonight.Urgency.REVIEW)
