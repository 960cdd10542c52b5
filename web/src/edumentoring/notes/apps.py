from django.apps import AppConfig


class NotesConfig(AppConfig):
    name = "edumentoring.notes"
    label = "notes"

    def ready(self) -> None:
        from edumentoring.notes import due, personal  # noqa: F401  for the clock and forgetting
        from edumentoring.notes.section import section
        from edumentoring.pairs import sections

        sections.add(section)
