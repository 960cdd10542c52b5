from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "edumentoring.intake"
    label = "intake"

    def ready(self) -> None:
        from edumentoring.intake import due, personal  # noqa: F401  for the clock and forgetting
        from edumentoring.intake.tonight import lines
        from edumentoring.programmes import tonight

        tonight.add(lines, from_=tonight.Urgency.REVIEW)
