from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "edumentoring.people"
    label = "people"

    def ready(self) -> None:
        # What is kept of people, and the clock's work.
        from edumentoring.people import due, own_data, own_letters  # noqa: F401
