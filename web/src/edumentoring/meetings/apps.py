from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "edumentoring.meetings"
    label = "meetings"

    def ready(self) -> None:
        from edumentoring.meetings import due, personal  # noqa: F401  for the clock and forgetting
        from edumentoring.meetings.facts import facts
        from edumentoring.meetings.home_lines import lines
        from edumentoring.meetings.opened import OPENABLE
        from edumentoring.meetings.operations import follow
        from edumentoring.meetings.own_pages import pages
        from edumentoring.meetings.section import section
        from edumentoring.pairs import changes, desk_facts, for_you, home, openable, sections

        sections.add(section)
        home.add(lines)
        for_you.add(pages)
        changes.add(follow)
        desk_facts.add(facts)
        for each in OPENABLE:
            openable.add(each)
