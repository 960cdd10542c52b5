from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "edumentoring.intake"
    label = "intake"

    def ready(self) -> None:
        pass
