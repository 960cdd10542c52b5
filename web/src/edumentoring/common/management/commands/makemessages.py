"""Collects what is to be translated, also where it is asked for by a name of our own.

A file whose `_` gives the reader's language later asks for it at once by `now`; one whose `_` gives
it at once asks by `later`. Django's own command knows neither.
"""

from django.core.management.commands import makemessages

NAMES = ("now", "later")


class Command(makemessages.Command):
    xgettext_options = [
        *makemessages.Command.xgettext_options,
        *(f"--keyword={name}" for name in NAMES),
    ]
