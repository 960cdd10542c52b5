from django.apps import AppConfig


class GoalsConfig(AppConfig):
    name = "edumentoring.goals"
    label = "goals"

    def ready(self) -> None:
        from edumentoring.goals import due, personal  # noqa: F401  for the clock and forgetting
        from edumentoring.goals.handing_over import CARRIER
        from edumentoring.goals.home_lines import lines
        from edumentoring.goals.opened import OPENABLE
        from edumentoring.goals.own_pages import pages
        from edumentoring.goals.ready import parts
        from edumentoring.goals.section import section
        from edumentoring.pairs import for_you, handing_over, home, openable, ready, sections

        handing_over.add(CARRIER)
        home.add(lines)
        for_you.add(pages)
        ready.add(parts)
        sections.add(section)
        for each in OPENABLE:
            openable.add(each)
