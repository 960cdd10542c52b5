from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "edumentoring.intake"
    label = "intake"

    def ready(self) -> None:
        from edumentoring.intake import due  # noqa: F401  registers its work with the clock
        from edumentoring.intake.tonight import lines
        from edumentoring.programmes import tonight

        tonight.add(lines)
