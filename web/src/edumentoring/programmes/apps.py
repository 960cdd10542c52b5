from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "edumentoring.programmes"
    label = "programmes"

    def ready(self) -> None:
        from edumentoring.programmes import due  # noqa: F401 - registers its periodic work
