"""Before a meeting: the questions taken along, what is begun, and where the tools are."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from edumentoring.pairs.ready import Part, Thing
from edumentoring.pairs.sides import Side
from edumentoring.tools.models import Sheet
from edumentoring.tools.own_topics import challenges, with_a_critical_friend
from edumentoring.tools.section import taken_questions

MOST_QUESTIONS, MOST_DRAFTS, MOST_CHALLENGES = 4, 3, 3


def parts(side: Side) -> Iterable[Part]:
    """At most three questions to the database, and only what the reader may read."""
    questions = [
        Thing(text=one.question.words, for_list=str(one.question.words)[:200])
        for one in taken_questions(side)[:MOST_QUESTIONS]
    ]
    yield Part(title=_("What I want to ask"), place=40, things=questions, whom="")
    if with_a_critical_friend([side]):
        yield Part(title=_("From a critical friend"), place=42, things=_challenging())
    begun = Sheet.objects.visible_to(side.me).filter(pair=side.pair, writer=side.me).drafts()
    drafts = [
        Thing(text=one.heading, detail=_("You began it"), url=one.get_absolute_url())
        for one in begun[:MOST_DRAFTS]
    ]
    yield Part(title=_("What I have begun"), place=45, things=drafts, whom="")
    tools = reverse("tools:pair_tools", args=[side.pair.code])
    yield Part(
        title=_("For the talk itself"),
        place=50,
        things=[
            Thing(text=_("Feedback and tools"), url=tools),
            Thing(text=_("Questions to choose from"), url=reverse("tools:questions")),
        ],
    )


def _challenging() -> list[Thing]:
    """What somebody asks who wants the best for the other, and says what they see."""
    about = reverse("tools:about", args=["critical-friend"])
    questions = [
        Thing(text=each.words, for_list=str(each.words)[:200])
        for each in challenges(MOST_CHALLENGES)
    ]
    return [*questions, Thing(text=_("How a critical friend works"), url=about)]
