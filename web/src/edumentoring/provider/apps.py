"""What those who answer for a programme tell its people."""

from django.apps import AppConfig


class ProviderConfig(AppConfig):
    name = "edumentoring.provider"
    label = "provider"
