from django.apps import AppConfig


class ConcernsConfig(AppConfig):
    name = "edumentoring.concerns"
    label = "concerns"

    def ready(self) -> None:
        from edumentoring.concerns import due, personal  # noqa: F401  for the clock and forgetting
        from edumentoring.concerns.separated import is_apart
        from edumentoring.concerns.set_up import step
        from edumentoring.concerns.tonight import lines
        from edumentoring.pairs import doors
        from edumentoring.programmes import set_up, tonight

        doors.shut_where(is_apart)
        set_up.add(step)
        tonight.add(lines)
