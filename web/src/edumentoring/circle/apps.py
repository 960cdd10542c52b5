from django.apps import AppConfig


class CircleConfig(AppConfig):
    name = "edumentoring.circle"
    label = "circle"
