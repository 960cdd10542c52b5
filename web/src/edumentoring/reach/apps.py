from django.apps import AppConfig


class ReachConfig(AppConfig):
    name = "edumentoring.reach"
    label = "reach"
