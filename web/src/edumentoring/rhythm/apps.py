from django.apps import AppConfig


class RhythmConfig(AppConfig):
    name = "edumentoring.rhythm"
    label = "rhythm"
