from django.apps import AppConfig


class GoalsConfig(AppConfig):
    name = "edumentoring.goals"
    label = "goals"
