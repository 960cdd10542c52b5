from django.apps import AppConfig


class ConsentsConfig(AppConfig):
    name = "edumentoring.consents"
    label = "consents"

    def ready(self) -> None:
        from edumentoring.consents import personal  # noqa: F401  says what is kept of people
        from edumentoring.consents.panels import panel
        from edumentoring.consents.set_up import step
        from edumentoring.programmes import panels, set_up

        panels.add(panel)
        set_up.add(step)
