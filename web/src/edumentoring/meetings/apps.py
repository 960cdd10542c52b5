from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "edumentoring.meetings"
    label = "meetings"

    def ready(self) -> None:
        from edumentoring.goals import timeline
        from edumentoring.meetings import due, personal  # noqa: F401  for the clock and forgetting
        from edumentoring.meetings.content import add as add_content
        from edumentoring.meetings.examples import EXAMPLES
        from edumentoring.meetings.facts import facts
        from edumentoring.meetings.home_lines import lines
        from edumentoring.meetings.moments import moments
        from edumentoring.meetings.opened import OPENABLE
        from edumentoring.meetings.operations import follow, take_calendar_answer
        from edumentoring.meetings.own_pages import pages
        from edumentoring.meetings.ready import parts
        from edumentoring.meetings.section import section
        from edumentoring.meetings.taught import taught_in
        from edumentoring.pairs import (
            changes,
            desk_facts,
            examples,
            for_you,
            home,
            openable,
            ready,
            sections,
        )
        from edumentoring.queries import passing_on

        sections.add(section)
        timeline.add(moments)
        home.add(lines)
        for_you.add(pages)
        changes.add(follow)
        desk_facts.add(facts)
        ready.add(parts)
        add_content(taught_in)
        passing_on.add(take_calendar_answer)
        for each in OPENABLE:
            openable.add(each)
        for letter in EXAMPLES:
            examples.add(letter)
