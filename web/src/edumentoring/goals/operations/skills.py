"""A record of one's own skills: chosen, rated in words, and by a partner only if asked."""

from collections.abc import Iterable, Mapping

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from edumentoring.common.refused import Refused
from edumentoring.goals.models import Rating, Skill
from edumentoring.goals.operations.keeping import latest, one_line, save_changes, still_together
from edumentoring.goals.skill_list import SKILLS, STATEMENTS
from edumentoring.pairs.models import Pair
from edumentoring.pairs.sides import Side, side_of
from edumentoring.people.models import User
from edumentoring.programmes.models import Participant

NAME_IT = gettext_lazy("Write the skill in a few words, such as “Explaining”.")
MOST = 40


@transaction.atomic
def choose_skills(user: User, keys: Iterable[str]) -> list[Skill]:
    """Keep an eye on these of our list as well. One that was put away comes back as it was."""
    wanted = [SKILLS[key] for key in dict.fromkeys(keys)]
    _refuse_too_many(user, len(wanted))
    chosen = []
    for each in wanted:
        skill, _new = Skill.objects.get_or_create(
            owner=user, key=each.key, defaults={"area": each.area, "name": str(each.name)}
        )
        save_changes(skill, removed_at=None)
        chosen.append(skill)
    return chosen


@transaction.atomic
def add_skill(user: User, name: str) -> Skill:
    """One in their own words; the same words twice are one skill."""
    words = one_line(name, NAME_IT)[:120]
    there = Skill.objects.of(user).kept().filter(area=Skill.Area.OWN, name__iexact=words).first()
    if there:
        return there
    _refuse_too_many(user, 1)
    return Skill.objects.create(owner=user, area=Skill.Area.OWN, name=words)


def _refuse_too_many(user: User, more: int) -> None:
    now = Skill.objects.of(user).kept().skills().count()
    if now + more > MOST + len(SKILLS):
        raise Refused(_("You have very many skills here. Put one away first."))


@transaction.atomic
def remove_skill(skill: Skill) -> Skill:
    """Put it away with its record; it can be brought back for a month."""
    row = latest(skill)
    save_changes(row, removed_at=row.removed_at or timezone.now())
    return row


@transaction.atomic
def restore_skill(skill: Skill) -> Skill:
    """Bring it back, with its record."""
    row = latest(skill)
    save_changes(row, removed_at=None)
    return row


# --- Rating ---------------------------------------------------------------------------------------


@transaction.atomic
def rate(user: User, skill: Skill, *, level: int, words: str = "") -> Rating:
    """How it is going today. A second word on the same day is the one that counts."""
    now = timezone.now()
    latest(skill)
    ratings = Rating.objects.filter(skill=skill, by=user).own().order_by("-given_at", "-pk")
    last = ratings.first()
    if last and last.given_at and last.given_at.date() == now.date():
        save_changes(last, level=level, words=words.strip()[:500], given_at=now)
        return last
    return Rating.objects.create(
        skill=skill, by=user, level=level, words=words.strip()[:500], given_at=now
    )


# --- A partner's view, only if asked --------------------------------------------------------------
@transaction.atomic
def ask_partner(user: User, skill: Skill, pair: Pair) -> Rating:
    """Ask the other of a pair how they see this skill. They see its name, and nothing more."""
    side = side_of(pair, _part_of(user, pair))
    still_together(side)
    if skill.is_private:
        raise Refused(_("The mentor standards are for you alone. Nobody can be asked about them."))
    waiting = Rating.objects.filter(skill=skill, by=side.other.user, given_at=None, let_go_at=None)
    found = waiting.first()
    if found:
        return found
    try:
        with transaction.atomic():
            return Rating.objects.create(
                skill=skill, by=side.other.user, asked_in=pair, asked_at=timezone.now()
            )
    except IntegrityError:  # two presses at once: the constraint let one through
        return waiting.get()


def _part_of(user: User, pair: Pair) -> Participant:
    parts = {pair.mentor.user_id: pair.mentor, pair.mentee.user_id: pair.mentee}
    if user.pk not in parts:
        raise Refused(_("Choose somebody you are a pair with now."))
    return parts[user.pk]


@transaction.atomic
def give_rating(side: Side, rating: Rating, *, level: int, words: str = "") -> Rating:
    """What the partner sees, given to the one who asked and to nobody else."""
    still_together(side)
    row = latest(rating)
    if row.given_at or row.let_go_at:
        raise Refused(_("You have answered this already. Thank you."))
    save_changes(row, level=level, words=words.strip()[:500], given_at=timezone.now())
    return row


@transaction.atomic
def let_go_rating(side: Side, rating: Rating) -> Rating:
    """Not now. The one who asked sees only that there is no answer."""
    still_together(side)
    row = latest(rating)
    if row.given_at is None:
        save_changes(row, let_go_at=row.let_go_at or timezone.now())
    return row


# --- The private check ----------------------------------------------------------------------------


@transaction.atomic
def rate_standards(user: User, levels: Mapping[str, int]) -> None:
    """Keep what somebody said about themselves, statement by statement. Nobody else reads it."""
    for key, level in levels.items():
        statement = STATEMENTS[key]
        skill, _new = Skill.objects.get_or_create(
            owner=user, key=key, defaults={"area": statement.area, "name": str(statement.name)}
        )
        rate(user, skill, level=level)
