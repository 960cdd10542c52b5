from django.apps import AppConfig


class ConsentsConfig(AppConfig):
    name = "edumentoring.consents"
    label = "consents"

    def ready(self) -> None:
        from edumentoring.consents import personal  # noqa: F401  says what is kept of people
