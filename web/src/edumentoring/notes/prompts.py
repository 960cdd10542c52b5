"""Ways to begin an entry of the journal. Written for this service; nobody has to use one."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MENTOR, MENTEE, BOTH = "mentor", "mentee", "both"


@dataclass(frozen=True)
class Prompt:
    """One question to oneself, and for whom it is."""

    id: str
    words: str | Promise
    asked_of: str = BOTH


PROMPTS = (
    Prompt("went-well", _("What went well today, and what did you do that helped?")),
    Prompt("one-pupil", _("Which moment with a class stays with you? What made it so?")),
    Prompt("changed-mind", _("What have you changed your mind about this term?")),
    Prompt("small-step", _("What is one small thing you will try this week?")),
    Prompt("energy", _("What gave you energy this week? What took it away?")),
    Prompt("stuck", _("Where are you stuck? What have you tried so far?")),
    Prompt("proud", _("What are you proud of that nobody saw?")),
    Prompt("let-go", _("What could you stop doing, and who would notice?")),
    Prompt("why-teach", _("Why did you want to teach? Where do you still see that?")),
    Prompt("half-term", _("Read what you wrote some weeks ago. What is different now?")),
    Prompt("ask-next", _("What would you like to ask your mentor next time?"), MENTEE),
    Prompt("hard-to-say", _("What is hard to say aloud? Write it here first."), MENTEE),
    Prompt("own-voice", _("What did you do your own way this week?"), MENTEE),
    Prompt("after-feedback", _("What did the last feedback make you think and feel?"), MENTEE),
    Prompt("seen-elsewhere", _("What did you see another teacher do that you could use?"), MENTEE),
    Prompt("first-year", _("What would you tell yourself on your first day?"), MENTEE),
    Prompt("listened", _("When did you listen, and when did you jump in with advice?"), MENTOR),
    Prompt("good-question", _("Which question of yours opened something up?"), MENTOR),
    Prompt("held-back", _("What did you hold back from saying? Was that right?"), MENTOR),
    Prompt("learnt-from", _("What have you learnt from your mentee?"), MENTOR),
    Prompt("praise", _("What precise praise could you give next time?"), MENTOR),
    Prompt("not-known", _("What did you not know? Who might?"), MENTOR),
    Prompt("wellbeing", _("How does your mentee seem to you? How do you know?"), MENTOR),
)
_BY_ID = {prompt.id: prompt for prompt in PROMPTS}


def prompt_with(name: str) -> Prompt | None:
    """The prompt of this name, or None."""
    return _BY_ID.get(name)


def prompts_for(roles: set[str], *, on: date, count: int = 3) -> list[Prompt]:
    """A few for this day: the same all day long, others tomorrow."""
    suited = [one for one in PROMPTS if one.asked_of == BOTH or one.asked_of in roles]
    start = on.toordinal() * count
    return [suited[(start + at) % len(suited)] for at in range(min(count, len(suited)))]
