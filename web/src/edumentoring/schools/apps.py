from django.apps import AppConfig


class SchoolsConfig(AppConfig):
    name = "edumentoring.schools"
    label = "schools"
