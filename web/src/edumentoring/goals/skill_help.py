"""Where somebody may find help with a skill that is new to them: something to do, never a score.

Pages of the rooms above are found by their names. No address holds a word of what was written.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from edumentoring.goals.models import Rating, Skill
from edumentoring.pairs.sides import Side
from edumentoring.programmes.navigation import address_of

LOW = (Rating.Level.NEW, Rating.Level.TRYING)


@dataclass(frozen=True)
class Way:
    """Where to look: the area of action steps, of things to practise and of questions, the tool
    to read about (each names the work it rests on), and the topic that a colleague offered."""

    practise: str = ""
    read: str = ""
    topic: str = ""
    step: str = ""
    ask: str = ""


@dataclass(frozen=True)
class Help:
    """One thing to do about it."""

    words: str | Promise
    url: str


_TALK = Way("people", "lesson-feedback", "mentoring_others")
WAYS: Mapping[str, Way] = {
    # Mentoring
    "listening": Way("people", "grow", "mentoring_others", ask="stuck"),
    "questioning": Way("people", "grow", "mentoring_others", ask="options"),
    "specific-praise": _TALK,
    "one-step": Way("people", "lesson-feedback", "mentoring_others", step="feedback"),
    "modelling": Way("thinking", "practice", "mentoring_others", step="modelling"),
    "rehearsal": Way("lessons", "practice", "mentoring_others"),
    "noticing": Way("people", "awkward-moments", "wellbeing", ask="feelings"),
    "holding-back": Way("people", "grow", "mentoring_others", ask="options"),
    "honesty": Way("people", "awkward-moments", "mentoring_others", ask="push"),
    "following-up": Way("people", "lesson-feedback", "mentoring_others", ask="goal"),
    # Teaching
    "starts": Way("lessons", "practice", "behaviour", step="routines"),
    "routines": Way("lessons", "practice", "expectations", step="routines"),
    "behaviour": Way("lessons", "practice", "behaviour", step="behaviour"),
    "explaining": Way("thinking", "practice", "explaining", step="explanation"),
    "asking-pupils": Way("thinking", "practice", "questioning", step="questioning"),
    "checking": Way("thinking", "practice", "assessment", step="checking"),
    "adapting": Way("send", "practice", "adaptive_send", step="send"),
    "feedback-to-pupils": Way("workload", "research", "assessment", step="feedback"),
    "subject": Way("plans", "subject", "subject_curriculum", step="curriculum"),
    "planning": Way("plans", "subject", "planning", step="curriculum"),
    "adults": Way("send", "practice", "adaptive_send", step="send"),
    "families": Way("people", "awkward-moments", "parents"),
    "workload": Way("workload", "wellbeing", "workload"),
    # Leading
    "direction": Way("people", "enquiry", "leadership", ask="goal"),
    "meetings": Way("people", "grow", "leadership", ask="close"),
    "hard-talks": Way("people", "awkward-moments", "leadership", ask="push"),
    "handing-over": Way("workload", "wellbeing", "leadership"),
    "developing": Way("people", "lesson-feedback", "mentoring_others", ask="goal"),
    "deciding": Way("people", "critical-friend", "leadership", ask="options"),
    "own-wellbeing": Way("workload", "wellbeing", "wellbeing"),
    # The mentor standards
    "std-1-time": Way("workload", "awkward-moments", "mentoring_others"),
    "std-1-respond": Way("people", "grow", "mentoring_others", ask="begin"),
    "std-1-honest": Way("people", "awkward-moments", "mentoring_others", ask="us"),
    "std-1-challenge": Way("people", "critical-friend", "mentoring_others", ask="push"),
    "std-1-model": Way("thinking", "practice", "mentoring_others", step="modelling"),
    "std-2-behaviour": Way("lessons", "lesson-feedback", "behaviour", step="behaviour"),
    "std-2-subject": Way("plans", "subject", "subject_curriculum", ask="subject"),
    "std-2-all": Way("plans", "subject", "planning", step="send"),
    "std-2-assess": Way("thinking", "lesson-feedback", "assessment", step="checking"),
    "std-2-feedback": Way("people", "lesson-feedback", "mentoring_others", ask="lesson"),
    "std-2-research": Way("plans", "research", "research"),
    "std-3-duty": Way("people", "awkward-moments", "induction", ask="us"),
    "std-3-school": Way("people", "grow", "induction", ask="begin"),
    "std-3-safe": Way("people", "awkward-moments", "pastoral"),
    "std-3-fair": Way("send", "awkward-moments", "adaptive_send"),
    "std-3-time": Way("workload", "wellbeing", "workload"),
    "std-4-learn": Way("people", "research", "mentoring_others"),
    "std-4-partners": Way("people", "critical-friend", "networks"),
    "std-4-fair": Way("people", "critical-friend", "mentoring_others"),
}
# For a skill in somebody's own words: all there is.
_ANY = Way(step="all", practise="all", ask="all", read="all")

_PAGES: tuple[tuple[str, str, str | Promise], ...] = (
    ("step", "tools:steps", later("Choose one small action step")),
    ("practise", "tools:practice", later("Rehearse something for fifteen minutes")),
    ("ask", "tools:questions", later("Find a question to ask")),
)


def is_low(rating: Rating | None) -> bool:
    """Whether somebody's own word says that it is still new to them."""
    return rating is not None and rating.level in LOW


def help_with(skill: Skill, sides: Sequence[Side]) -> list[Help]:
    """What they may do about it, the smallest first. Asks the database nothing."""
    way = WAYS.get(skill.key, _ANY)
    return [each for each in (*_to_look_up(way), *_to_read(way), *_to_ask(way, sides)) if each.url]


def _to_look_up(way: Way) -> Iterable[Help]:
    for part, page, words in _PAGES:
        area = getattr(way, part)
        url = address_of(page)
        if area and url:
            yield Help(words, url if area == "all" else f"{url}?area={area}")


def _to_read(way: Way) -> Iterable[Help]:
    if way.read == "all":
        yield Help(_("Read about the tools"), address_of("tools:mine"))
    elif way.read:
        yield Help(_("Read about it, with its sources"), address_of("tools:about", way.read))


def _to_ask(way: Way, sides: Sequence[Side]) -> Iterable[Help]:
    """Colleagues are found from the page of a pair that goes on; the first will do."""
    side = next((each for each in sides if each.may_write), None)
    url = address_of("circle:find", side.pair.code) if side else ""
    if url:
        about = f"?topic={way.topic}" if way.topic else ""
        yield Help(_("Find a colleague who is strong in this"), f"{url}{about}")
