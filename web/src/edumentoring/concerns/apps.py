from django.apps import AppConfig


class ConcernsConfig(AppConfig):
    name = "edumentoring.concerns"
    label = "concerns"
