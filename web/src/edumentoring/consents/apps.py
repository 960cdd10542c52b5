from django.apps import AppConfig


class ConsentsConfig(AppConfig):
    name = "edumentoring.consents"
    label = "consents"
