from django.apps import AppConfig


class CommonConfig(AppConfig):
    name = "edumentoring.common"
    label = "common"
