from django.apps import AppConfig


class NotesConfig(AppConfig):
    name = "edumentoring.notes"
    label = "notes"

    def ready(self) -> None:
        from edumentoring.notes import due, personal  # noqa: F401  for the clock and forgetting
        from edumentoring.notes.handing_over import CARRIER
        from edumentoring.notes.opened import OPENABLE
        from edumentoring.notes.own_pages import pages
        from edumentoring.notes.section import section
        from edumentoring.pairs import for_you, handing_over, openable, sections

        handing_over.add(CARRIER)
        sections.add(section)
        for_you.add(pages)
        for each in OPENABLE:
            openable.add(each)
