from django.apps import AppConfig


class RhythmConfig(AppConfig):
    name = "edumentoring.rhythm"
    label = "rhythm"

    def ready(self) -> None:
        from edumentoring.pairs import examples, for_you, home, sections
        from edumentoring.rhythm import due, personal  # noqa: F401  for the clock and forgetting
        from edumentoring.rhythm.examples import EXAMPLES
        from edumentoring.rhythm.home_lines import lines
        from edumentoring.rhythm.own_pages import pages
        from edumentoring.rhythm.section import section

        home.add(lines)
        for_you.add(pages)
        sections.add(section)
        for letter in EXAMPLES:
            examples.add(letter)
