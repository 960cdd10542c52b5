from django.apps import AppConfig


class VerificationConfig(AppConfig):
    name = "edumentoring.verification"
    label = "verification"

    def ready(self) -> None:
        from edumentoring.programmes import panels, set_up, tonight
        from edumentoring.verification import due, personal  # noqa: F401  they declare themselves
        from edumentoring.verification.panels import panel
        from edumentoring.verification.set_up import step
        from edumentoring.verification.tonight import lines

        panels.add(panel)
        set_up.add(step)
        tonight.add(lines, from_=tonight.Urgency.REVIEW)
