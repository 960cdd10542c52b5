from django.apps import AppConfig


class QueriesConfig(AppConfig):
    name = "edumentoring.queries"
    label = "queries"
