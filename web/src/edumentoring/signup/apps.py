from django.apps import AppConfig


class SignupConfig(AppConfig):
    name = "edumentoring.signup"
    label = "signup"

    def ready(self) -> None:
        from edumentoring.programmes import how_long, tonight
        from edumentoring.questionnaire import examples
        from edumentoring.reach import begun
        from edumentoring.signup import (
            due,  # noqa: F401  registers its work with the clock
            own_tonight,
            personal,  # noqa: F401  says what it keeps about people
        )
        from edumentoring.signup.board import seconds_lately, unfinished_by_code
        from edumentoring.signup.fields import field_for as drawn
        from edumentoring.signup.tonight import lines

        begun.add(unfinished_by_code)
        how_long.hand_in(seconds_lately)
        tonight.add(lines, from_=tonight.Urgency.WRONG)
        examples.draw_with(drawn, style="signup/signup.css")
        tonight.add(own_tonight.lines, from_=tonight.Urgency.WATCH)
