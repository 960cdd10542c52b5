"""Who writes which private words: read by `test_canary.py`.

To add a room, write a function that puts `canary` wherever words of one of the two may stand
that nobody else may read, and add a line to `BUILDERS`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from edumentoring.circle.tests import make as circle
from edumentoring.concerns.tests import make as concerns
from edumentoring.config.tests.access import OWNER
from edumentoring.goals.tests import make as goals
from edumentoring.library.tests import make as library
from edumentoring.meetings import operations as meetings
from edumentoring.meetings.operations import Details
from edumentoring.meetings.tests.make import soon
from edumentoring.network.tests import make as network
from edumentoring.notes.tests import make as notes
from edumentoring.pairs import letters, operations
from edumentoring.pairs.models import Farewell, Pair, Working
from edumentoring.pairs.operations.feeling import keep_feeling
from edumentoring.pairs.sides import side_of
from edumentoring.projects.tests import make as projects
from edumentoring.rhythm.operations.own import keep_look_back
from edumentoring.stories.tests import make as stories
from edumentoring.tools.tests import make as tools

# The one of the two who is not the writer.
THE_OTHER = "the other one"


@dataclass(frozen=True)
class Builder:
    """What writes a room's private words, and as whom.

    `readers` are those who may read them after all, such as the contacts for a concern. `told`
    are the tables that hold what one of the two tells the other, letters among them: the other
    may read it, and still nobody else.
    """

    room: str
    write: Callable[[str, Pair], None]
    by: str
    readers: frozenset[str] = field(default_factory=frozenset)
    told: frozenset[str] = field(default_factory=frozenset)

    def __str__(self) -> str:
        return self.room


def is_this_working(canary: str, pair: Pair) -> None:
    """An answer to "Is this working for you?"."""
    side = side_of(pair, pair.mentee)
    keep_feeling(side, answer=Working.Answer.NOT, words=canary)


def private_goal(canary: str, pair: Pair) -> None:
    """A goal of one's own with an action, and a step of the career plan."""
    side = side_of(pair, pair.mentee)
    goals.goal(side, canary, why=canary, how_known=canary)
    goals.action(side, canary, seen="me")
    goals.plan_item(side.me.user, canary)


def look_back(canary: str, pair: Pair) -> None:
    """What somebody writes about their year."""
    keep_look_back(pair.mentee.user, 2026, {"change": canary}, sent={"version": "0"})


def joint_project(canary: str, pair: Pair) -> None:
    """What the two make together: theirs, and nobody else's."""
    side = side_of(pair, pair.mentee)
    page = projects.project(side, canary, what=canary)
    projects.piece(page, side, canary)
    projects.link(page, side, f"https://{canary}.example/plan")


def concern(canary: str, pair: Pair) -> None:
    """A worry about the pair: only its contacts, here the owner, may read it."""
    told = {"words": canary, "about": canary, "user": pair.mentee.user, "pair": pair}
    concerns.concern(pair.programme, **told)


def told_to_the_other(canary: str, pair: Pair) -> None:
    """Thanks, a kind note at a break, a word with a meeting and where it is, a question to a
    colleague: each of them stands in a letter, which the desk may see but not read."""
    side = side_of(pair, pair.mentee)
    operations.pause_pair(side, back_on=None, note=canary)
    operations.resume_pair(side)
    Farewell.objects.create(pair=pair, participant=pair.mentee, thanks=canary)
    letters.finished(pair, pair.mentor)
    meetings.propose(side, [soon(40)], Details(where=f"https://{canary}.example"), word=canary)
    circle.invited(pair, words=canary)


TOLD = frozenset({"common.Letter", "pairs.Farewell", "meetings.Meeting", "circle.Member"})
BUILDERS = (
    Builder("notes", notes.private_words, "mentee"),
    Builder("tools", tools.private_words, "mentor"),
    Builder("goals", private_goal, "mentee"),
    Builder("pairs", is_this_working, "mentee"),
    Builder("rhythm", look_back, "mentee"),
    Builder("network", network.private_words, "mentee"),
    Builder("stories", stories.private_words, "mentee"),
    Builder("library", library.private_words, "mentee"),
    Builder("projects", joint_project, "mentee", frozenset({THE_OTHER})),
    Builder("concerns", concern, "mentee", frozenset({OWNER})),
    Builder("letters", told_to_the_other, "mentee", frozenset({THE_OTHER}), TOLD),
)
