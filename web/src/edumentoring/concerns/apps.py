from django.apps import AppConfig


class ConcernsConfig(AppConfig):
    name = "edumentoring.concerns"
    label = "concerns"

    def ready(self) -> None:
        from edumentoring.concerns import (  # noqa: F401  the first two for the clock, forgetting
            due,
            personal,
            separated,
        )
        from edumentoring.concerns.examples import EXAMPLES
        from edumentoring.concerns.operations import copy_arrangements
        from edumentoring.concerns.set_up import step
        from edumentoring.concerns.tonight import lines
        from edumentoring.pairs import doors, examples
        from edumentoring.programmes import apart, set_up, tonight
        from edumentoring.programmes.operations import also_copy

        also_copy(copy_arrangements)
        doors.shut_where(separated.is_apart)
        apart.add(apart.Keeper(separated.accounts, separated.couples, separated.resting))
        set_up.add(step)
        tonight.add(lines)
        for letter in EXAMPLES:
            examples.add(letter)
