from django.apps import AppConfig


class VerificationConfig(AppConfig):
    name = "edumentoring.verification"
    label = "verification"
