from django.apps import AppConfig


class GoalsConfig(AppConfig):
    name = "edumentoring.goals"
    label = "goals"

    def ready(self) -> None:
        from edumentoring.goals import due, personal  # noqa: F401  for the clock and forgetting
        from edumentoring.goals.home_lines import lines
        from edumentoring.goals.section import section
        from edumentoring.pairs import home, sections

        home.add(lines)
        sections.add(section)
