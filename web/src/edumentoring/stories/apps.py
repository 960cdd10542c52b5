"""What people tell of their mentoring, and where it may be shown."""

from django.apps import AppConfig


class StoriesConfig(AppConfig):
    name = "edumentoring.stories"
    label = "stories"
