"""What a mentor says of themselves. No history: nobody else is to know that they said it."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from edumentoring.people.models import User
from edumentoring.training.models import SkillSaid


@transaction.atomic
def say_skills(user: User, said: Mapping[str, int | None]) -> None:
    """Keep what is new, and what was said the time before. None takes one back."""
    known = {one.key: one for one in SkillSaid.objects.select_for_update().filter(user=user)}
    for key, level in said.items():
        found = known.get(key)
        if level is None:
            if found:
                found.delete()
        elif found is None:
            SkillSaid.objects.create(user=user, key=key, level=level)
        elif found.level != level:
            found.before, found.before_at = found.level, found.at
            found.level, found.at = level, timezone.now()
            found.save()
