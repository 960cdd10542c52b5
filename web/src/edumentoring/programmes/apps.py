from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "edumentoring.programmes"
    label = "programmes"

    def ready(self) -> None:
        # Its periodic work, and what it keeps about people.
        from edumentoring.programmes import due, personal  # noqa: F401
