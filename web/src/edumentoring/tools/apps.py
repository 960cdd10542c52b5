from django.apps import AppConfig


class ToolsConfig(AppConfig):
    name = "edumentoring.tools"
    label = "tools"

    def ready(self) -> None:
        from edumentoring.goals import timeline
        from edumentoring.pairs import for_you, home, openable, ready, sections
        from edumentoring.tools import due, personal  # noqa: F401  for the clock and forgetting
        from edumentoring.tools.home_lines import lines
        from edumentoring.tools.moments import moments
        from edumentoring.tools.opened import OPENABLE
        from edumentoring.tools.own_pages import pages
        from edumentoring.tools.ready import parts
        from edumentoring.tools.section import section

        timeline.add(moments)
        sections.add(section)
        ready.add(parts)
        home.add(lines)
        for_you.add(pages)
        for each in OPENABLE:
            openable.add(each)
