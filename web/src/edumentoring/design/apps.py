"""The design room as Django sees it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DesignConfig(AppConfig):
    """No models: only what pages look like."""

    name = "edumentoring.design"
    label = "design"
    verbose_name = _("Design")
