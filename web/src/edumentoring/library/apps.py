"""What mentors learn from: pages that editors write."""

from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "edumentoring.library"
    label = "library"
