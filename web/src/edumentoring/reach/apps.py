from django.apps import AppConfig


class ReachConfig(AppConfig):
    name = "edumentoring.reach"
    label = "reach"

    def ready(self) -> None:
        from edumentoring.programmes import set_up, tonight
        from edumentoring.reach import personal  # noqa: F401  declares what is kept of people
        from edumentoring.reach.set_up import step
        from edumentoring.reach.tonight import lines

        set_up.add(step)
        tonight.add(lines)
