"""The design room as Django sees it."""

from functools import lru_cache

from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import trans_real

MOST_REMEMBERED = 20_000  # words and sentences of one language


class DesignConfig(AppConfig):
    """No models: only what pages look like."""

    name = "edumentoring.design"
    label = "design"
    verbose_name = _("Design")

    def ready(self) -> None:
        """Remember each sentence in each language once it was looked up.

        Django asks every app's list in turn, twenty of them where a sentence stands in none, and
        a page has a hundred sentences and more: a tenth of its time.
        """
        for language, _name in settings.LANGUAGES:
            words = trans_real.translation(language)
            words.gettext = lru_cache(MOST_REMEMBERED)(words.gettext)  # type: ignore[method-assign]
