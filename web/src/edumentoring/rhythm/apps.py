from django.apps import AppConfig


class RhythmConfig(AppConfig):
    name = "edumentoring.rhythm"
    label = "rhythm"

    def ready(self) -> None:
        from edumentoring.pairs import home, sections
        from edumentoring.rhythm import due, personal  # noqa: F401  for the clock and forgetting
        from edumentoring.rhythm.home_lines import lines
        from edumentoring.rhythm.section import section

        home.add(lines)
        sections.add(section)
