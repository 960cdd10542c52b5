"""What a look back asks: words and steps of a scale, each optional, each shared or not.

That the value for both is asked of both, and whether one can say what one finds hard, follows
published work; the pages name it. The wording is ours.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from edumentoring.rhythm.models import Stage

Words = str | Promise
SAFE = "safe"
LOW = 2


@dataclass(frozen=True, kw_only=True)
class Item:
    """One question. With `ends` it is a scale of five steps, else it takes words."""

    key: str
    label: Words
    hint: Words = ""
    ends: tuple[Words, Words] | None = None
    shareable: bool = True

    @property
    def is_scale(self) -> bool:
        return self.ends is not None


MUCH = (_("a little"), _("a great deal"))
AGREE = (_("not at all"), _("very much"))

_MINE = Item(key="value_me", label=_("How much do you get out of it?"), ends=MUCH)
_THEIRS = Item(
    key="value_other", label=_("How much, do you think, does {other} get out of it?"), ends=MUCH
)
_SAFE = Item(
    key=SAFE,
    label=_("I can tell {other} what I find hard"),
    hint=_("Only you see your answer. It cannot be shared."),
    ends=AGREE,
    shareable=False,
)

ITEMS: Mapping[str, Sequence[Item]] = {
    Stage.MID: (
        Item(key="well", label=_("What has been good so far?")),
        Item(key="better", label=_("What would make our time together more useful?")),
        Item(
            key="purpose",
            label=_("Does what you set out to do still fit?"),
            hint=_("If not, what would you put in its place?"),
        ),
        _MINE,
        _THEIRS,
        _SAFE,
        Item(key="next", label=_("What would you like to do next?")),
    ),
    Stage.END: (
        Item(key="well", label=_("What is different now from when you began?")),
        Item(key="better", label=_("What would you do in another way next time?")),
        Item(
            key="purpose",
            label=_("Did you do what you set out to do?"),
            hint=_("Something else may have turned out to matter more."),
        ),
        _MINE,
        _THEIRS,
        _SAFE,
        Item(key="next", label=_("What comes next for you?")),
    ),
}


def fill(words: Words, other: str) -> str:
    """The other's name in its place. A name that holds braces stays as it is."""
    return str(words).replace("{other}", other)
