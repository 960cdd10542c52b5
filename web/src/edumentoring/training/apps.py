"""Who was trained, when, and until when it counts."""

from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "edumentoring.training"
    label = "training"
