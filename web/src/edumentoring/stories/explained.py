"""What each choice of a permission means, in two lines at most, and what to talk about."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from edumentoring.stories.models import Kind, NameAs, Place, Story

Words = str | Promise

KINDS: dict[str, tuple[Words, Words]] = {
    Kind.STORY: (_("A story"), _("What happened, and what came of it. Half a page is plenty.")),
    Kind.QUOTE: (_("A quote"), _("A sentence or two that others can read at a glance.")),
    Kind.PRACTICE: (
        _("Something hard in practice"),
        _("A moment that others can talk about and learn from. It need have no good end."),
    ),
}

NAMES: dict[str, tuple[Words, Words]] = {
    NameAs.FIRST: (
        _("My first name and role"),
        _("For example: Jo, early career teacher. Colleagues may still know you."),
    ),
    NameAs.FULL: (
        _("My full name and role"),
        _("For example: Jo Barker, early career teacher. Search engines may find it."),
    ),
    NameAs.ROLE: (
        _("My role alone"),
        _("For example: Early career teacher. No name is shown."),
    ),
    NameAs.NOBODY: (
        _("No name and no role"),
        _("Only your words. The people who run the programme still know who wrote."),
    ),
}

PLACES: dict[str, tuple[Words, Words]] = {
    Place.WALL: (
        _("The programme’s stories page"),
        _("A public page. Anybody can read it, and search engines may list it."),
    ),
    Place.FEED: (
        _("The feed of that page"),
        _("Other sites and readers can follow it. They may keep a copy for a while."),
    ),
    Place.ZONE: (
        _("Pages for mentors"),
        _("Beside articles and guides. Those who take part in the programme read it there."),
    ),
    Place.NEWSLETTER: (
        _("The newsletter"),
        _("Sent by e-mail and kept as a page. What was sent cannot be called back."),
    ),
    Place.SOCIAL: (
        _("Social media"),
        _("We may post it under the programme’s hashtag. Others may pass it on."),
    ),
}

# What a teller reads of how far their story is.
STANDS: dict[str, Words] = {
    Story.State.UNCONFIRMED: _("Press the button in our letter first. Nobody reads it until then."),
    Story.State.RECEIVED: _("With us. Nobody has read it yet, and it is shown nowhere."),
    Story.State.READING: _("A person is reading it. It is shown nowhere yet."),
    Story.State.WITH_TELLER: _("We proposed other words. You decide."),
    Story.State.READY: _("Ready, and not shown yet."),
    Story.State.PUBLISHED: _("Published."),
    Story.State.DECLINED: _("We will not publish it now. It is shown nowhere."),
    Story.State.WITHDRAWN: _("You took it back. It is shown nowhere, and the words are yours."),
}

USUAL_POINTS: tuple[Words, ...] = (
    _("What do you notice first? What might somebody else notice?"),
    _("What was each person in it trying to do?"),
    _("What would you have tried next, and why?"),
    _("When did you meet something like it? What helped?"),
    _("What will you take from it into next week?"),
)
