from django.apps import AppConfig


class MatchingConfig(AppConfig):
    name = "edumentoring.matching"
    label = "matching"
