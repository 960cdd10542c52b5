from django.apps import AppConfig


class SignupConfig(AppConfig):
    name = "edumentoring.signup"
    label = "signup"

    def ready(self) -> None:
        from edumentoring.programmes import tonight
        from edumentoring.signup import (
            due,  # noqa: F401  registers its work with the clock
            personal,  # noqa: F401  says what it keeps about people
        )
        from edumentoring.signup.tonight import lines

        tonight.add(lines)
