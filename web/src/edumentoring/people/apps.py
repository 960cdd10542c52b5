from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "edumentoring.people"
    label = "people"
