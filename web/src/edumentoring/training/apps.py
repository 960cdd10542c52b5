"""Who was trained, when, and until when it counts."""

from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "edumentoring.training"
    label = "training"

    def ready(self) -> None:
        from edumentoring.meetings import feeds
        from edumentoring.pairs import examples, for_you, home
        from edumentoring.programmes import counted, leaving, panels, tonight
        from edumentoring.training import due, personal  # noqa: F401  for the clock and forgetting
        from edumentoring.training.examples import EXAMPLES
        from edumentoring.training.home_lines import lines as home_lines
        from edumentoring.training.ics import entries
        from edumentoring.training.own_pages import follower, pages
        from edumentoring.training.panels import panel
        from edumentoring.training.records import TRAINED
        from edumentoring.training.tonight import lines

        for_you.add(pages)
        home.add_for_anybody(home_lines)
        feeds.add(entries)
        leaving.add(follower)
        panels.add(panel)
        counted.add(TRAINED)
        tonight.add(lines, from_=tonight.Urgency.NEXT)
        for letter in EXAMPLES:
            examples.add(letter)
