from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "edumentoring.programmes"
    label = "programmes"
