from django.apps import AppConfig


class ConsentsConfig(AppConfig):
    name = "edumentoring.consents"
    label = "consents"

    def ready(self) -> None:
        from edumentoring.consents import personal  # noqa: F401  says what is kept of people
        from edumentoring.consents.leaving import follower
        from edumentoring.consents.operations import copy_words
        from edumentoring.consents.panels import panel
        from edumentoring.consents.set_up import step
        from edumentoring.programmes import leaving, panels, set_up
        from edumentoring.programmes.operations import also_copy

        also_copy(copy_words)
        leaving.add(follower)
        panels.add(panel)
        set_up.add(step)
