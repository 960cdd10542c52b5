"""Others around a pair: colleagues, a team, observers, drop-ins, supervision."""

from django.apps import AppConfig


class CircleConfig(AppConfig):
    name = "edumentoring.circle"
    label = "circle"

    def ready(self) -> None:
        from edumentoring.circle import due, personal  # noqa: F401  for the clock and forgetting
        from edumentoring.circle.examples import EXAMPLES
        from edumentoring.circle.home_lines import WAITING
        from edumentoring.circle.moments import moments
        from edumentoring.circle.operations import follow_pair, keep_apart
        from edumentoring.circle.own_pages import pages
        from edumentoring.circle.section import section
        from edumentoring.circle.showing import readers
        from edumentoring.circle.tonight import lines as lines_at_the_desk
        from edumentoring.concerns import separated
        from edumentoring.goals import timeline
        from edumentoring.pairs import changes, examples, for_you, home, openable, sections
        from edumentoring.programmes import tonight

        tonight.add(lines_at_the_desk, from_=tonight.Urgency.TIDY)
        changes.add(follow_pair)
        separated.follow(keep_apart)
        timeline.add(moments)
        home.add_waiting(WAITING)
        for_you.add(pages)
        sections.add(section)
        openable.add_readers(readers)
        for letter in EXAMPLES:
            examples.add(letter)
