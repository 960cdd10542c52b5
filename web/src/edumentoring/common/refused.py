"""The one error an operation raises when a person asked for something that may not be."""

from django.utils.functional import Promise


class Refused(Exception):
    """A refusal in words: what cannot be done, and what to do instead.

    Views show the sentence as it stands, so it is written for the person who asked.
    """

    def __init__(self, sentence: str | Promise) -> None:
        super().__init__(sentence)
        self.sentence = sentence

    def __str__(self) -> str:
        return str(self.sentence)


class Stale(Refused):
    """Somebody else changed the thing first; answered with HTTP 409 and the difference."""
