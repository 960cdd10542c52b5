"""What this room keeps about one person, for the test that forgets them."""

from django.utils import timezone

from edumentoring.goals.models import Action, Entry, Goal, PlanItem, Practice, Rating, Skill
from edumentoring.pairs.models import Pair
from edumentoring.programmes.models import Participant


def plant(part: Participant) -> None:
    """They wrote down what they want, and somebody they were paired with wrote of them."""
    name, now = part.user.name, timezone.now()
    pair = Pair.objects.filter(mentor=part).first() or Pair.objects.filter(mentee=part).first()
    item = {"owner": part.user, "kind": "step", "text": f"Ask about {name}"}
    PlanItem.objects.create(**item, shared_in=pair)
    Practice.objects.get_or_create(
        owner=part.user, question="why-here", defaults={"text": f"{name} said it"}
    )
    skill = Skill.objects.create(owner=part.user, area="own", name=f"What {name} is good at")
    Rating.objects.create(skill=skill, by=part.user, level=2, words=name, given_at=now)
    if pair is None:
        return
    other = pair.other(part)
    goal = Goal.objects.create(pair=pair, owner=part, what=f"{name} wants calm", why=name)
    Entry.objects.create(goal=goal, kind="evidence", text=f"{name} saw it")
    Action.objects.create(pair=pair, who=part, goal=goal, text=f"{name} rings home")
    theirs = Goal.objects.create(pair=pair, owner=other, what=f"Learn from {name}", seen="pair")
    Entry.objects.create(goal=theirs, kind="review", text=f"{name} helped", seen="pair")
    Action.objects.create(
        pair=pair, who=other, text=f"Send {name} the plan", suggested_by=part, seen="pair"
    )
    asked = Skill.objects.create(owner=other.user, area="own", name="Patience")
    Rating.objects.create(
        skill=asked,
        by=part.user,
        level=3,
        words=f"{name} saw it twice",
        asked_in=pair,
        asked_at=now,
        given_at=now,
    )
