"""Which letters somebody at the desk may read.

A letter may hold what one person wrote to another, so every kind is shut until its room says
otherwise, beside the functions that write it:

    open_letters.whole("introduction", "ended")   nothing in it but the programme's own words
    open_letters.subjects("paused", "finished")   its subject is; the rest is for its reader

Of any other kind the desk learns that there was a letter, when, and what became of it.
"""

from django.utils.translation import gettext as _

from edumentoring.common.models import Letter

_whole: set[str] = set()
_subjects: set[str] = set()


def whole(*kinds: str) -> None:
    """All words of these kinds are the programme's own: the desk may read them."""
    _whole.update(kinds)
    _subjects.update(kinds)


def subjects(*kinds: str) -> None:
    """These kinds hold words of people: the desk may read the subject, and no more."""
    _subjects.update(kinds)


def text_of(letter: Letter) -> str:
    """The letter's text where the desk may read it, and nothing where it may not."""
    return letter.text if letter.kind in _whole else ""


def subject_of(letter: Letter) -> str:
    """The letter's subject where the desk may read it."""
    return letter.subject if letter.kind in _subjects else _("A letter for its reader alone")
