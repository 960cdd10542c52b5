"""What people tell of their mentoring, and where it may be shown."""

from django.apps import AppConfig


class StoriesConfig(AppConfig):
    name = "edumentoring.stories"
    label = "stories"

    def ready(self) -> None:
        from edumentoring.pairs import for_you
        from edumentoring.programmes import public_words, tonight
        from edumentoring.stories import due, own_pages, personal, sharing  # noqa: F401
        from edumentoring.stories.tonight import lines

        for_you.add(own_pages.pages)
        tonight.add(lines, from_=tonight.Urgency.REVIEW)
        public_words.hand_in(sharing.usual)
