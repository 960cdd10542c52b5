"""Issues, subscriptions and sending."""

from django.apps import AppConfig


class NewsletterConfig(AppConfig):
    name = "edumentoring.newsletter"
    label = "newsletter"
