"""The headings that tools stand under."""

from django.utils.translation import gettext_lazy as _

LESSON = _("About a lesson")
THINK = _("Think it through")
SUBJECT = _("Subject and research")
SELF = _("Look after yourself, and each other")
