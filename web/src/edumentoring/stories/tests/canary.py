"""What this room keeps about one person, for the test that forgets them."""

from uuid import uuid4

from edumentoring.programmes.models import Participant
from edumentoring.stories import operations
from edumentoring.stories.models import Story
from edumentoring.stories.tests import make

WORD = "xylograph"


def plant(part: Participant) -> None:
    """They told one, drafted one and booked a talk; somebody else's story names them."""
    name = part.user.name
    owner = make.owner(part.programme)
    told = make.told(part, f"I am {name}, and {WORD} helped.", name=name, role=WORD, title=WORD)
    operations.look_after(
        told, owner=None, editor=None, themes=[WORD], prompts=f"What is {WORD}?", by=owner
    )
    operations.add_note(told, f"Ring {name}.", by=owner)
    operations.publish(told, by=owner)
    operations.propose(told, title=WORD, text=f"{name} said {WORD}.", why=f"Dear {name}", by=owner)
    operations.save_draft(part, uuid4(), {"text": f"{WORD}, {part.user.email}"})
    make.from_outside(part.programme, part.user.email, name=name, text=WORD)
    make.talk(make.slot(part.programme, host=owner), part)
    other = make.told(make.mentee(part.programme), f"{name} was my mentor.", title=f"With {name}")
    Story.objects.filter(pk=other.pk).update(owner=part.user, prompts=f"Ask {name}")
    operations.add_note(other, f"{name} agrees.", by=owner)
