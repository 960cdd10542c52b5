"""What mentors learn from: pages that editors write."""

from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "edumentoring.library"
    label = "library"

    def ready(self) -> None:
        from edumentoring.library import personal  # noqa: F401  for forgetting
        from edumentoring.library.cms import keep_wagtail_quiet

        keep_wagtail_quiet()
