"""Last year's cohort: the same people, paired by a round, each pair somewhere on its way."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from random import Random

from django.db import transaction
from django.utils import timezone

from edumentoring.consents import operations as consents
from edumentoring.consents.models import Consent, Purpose
from edumentoring.demonstration.year import Year, fill_all
from edumentoring.matching import operations as matching
from edumentoring.matching.models import BoardState, Round
from edumentoring.matching.publishing import new_pairs
from edumentoring.pairs.models import Break, Introduction, Pair
from edumentoring.pairs.openers import choose_openers
from edumentoring.pairs.operations import NewPair
from edumentoring.people.demonstration import CHARACTERS
from edumentoring.people.models import User
from edumentoring.programmes import operations as programmes
from edumentoring.programmes.models import Coordinator, Participant, Programme

NAME, SLUG = "The Wider Staffroom, last year", "last-year"
State = Pair.State
A_YEAR_AGO, LATELY = timedelta(days=330), timedelta(days=9)
# How many of a hundred pairs are how far; what is left over meets every fortnight.
SHARES = (
    ("introduced", 4),
    ("beginning", 7),
    ("quiet", 9),
    ("paused", 7),
    ("finished", 16),
    ("ended", 4),
    ("declined", 4),
    ("handed over", 4),
)


def live_a_year(after: Programme, *, seed: int = 1) -> Programme:
    """Make last year's cohort of the people in `after`, with everything its pairs did."""
    drawn, now = Random(seed), timezone.now()  # noqa: S311 - the same year each time is the point
    owner = after.coordinators.get(role=Coordinator.Role.OWNER).user
    with transaction.atomic():
        programme = _programme(after, owner, now)
        _people(programme, after, now)
    wanted = _round(programme, owner)
    with transaction.atomic():
        pairs = _pairs(programme, wanted, owner, drawn, now)
        _count(programme, pairs)
        fill_all(Year(programme, pairs, drawn, now))
    return programme


def _programme(after: Programme, owner: User, now: datetime) -> Programme:
    number = Programme.objects.filter(slug__startswith=SLUG).count() + 1
    programme = programmes.create_programme(
        name=NAME if number == 1 else f"{NAME} ({number})",
        slug=SLUG if number == 1 else f"{SLUG}-{number}",
        kind=after.kind,
        summary=after.summary,
        by=owner,
    )
    for seat in after.coordinators.exclude(user=owner).select_related("user"):
        programmes.add_coordinator(
            programme, email=seat.user.email, role=seat.role, by=owner, name=seat.user.name
        )
    programme = programmes.publish_programme(programme, by=owner)
    day = (now - A_YEAR_AGO).date()
    Programme.objects.filter(pk=programme.pk).update(closes_on=day, created_at=now - A_YEAR_AGO)
    programme.refresh_from_db()
    return programme


def _people(programme: Programme, after: Programme, now: datetime) -> None:
    """Those who take part this year did so last year too."""
    signed_up = now - A_YEAR_AGO - timedelta(days=20)
    then = after.participants.taking_part().unjoined().with_person().order_by("pk")
    mentor = next(each.email for each in CHARACTERS if each.who == "mentor")
    made = Participant.objects.bulk_create(
        Participant(
            programme=programme,
            user=one.user,
            is_mentor=one.is_mentor,
            is_mentee=one.is_mentee,
            stage=one.stage,
            role_title=one.role_title,
            years=one.years,
            school=one.school,
            school_text=one.school_text,
            region=one.region,
            capacity=4 if one.user.email == mentor else one.capacity,
            demand=one.demand,
            answers=one.answers,
            signed_up_at=signed_up,
            confirmed_at=signed_up,
        )
        for one in then
    )
    said = ((each, (Purpose.PART, Purpose.CONDUCT), signed_up) for each in made)
    consents.give_each(programme, said, way=Consent.Way.FORM, by=None)


def _round(programme: Programme, owner: User) -> list[NewPair]:
    """Last year's evening, worked out at once and without a letter."""
    round_ = matching.propose(matching.open_round(programme, by=owner), by=owner)
    matching.work_out(round_.pk, round_.run)
    state = BoardState.objects.filter(round=round_).order_by("-number").first()
    if state is None:
        return []
    Round.objects.filter(pk=round_.pk).update(state=Round.State.PUBLISHED)
    return new_pairs(state)


def _pairs(
    programme: Programme, wanted: Sequence[NewPair], owner: User, drawn: Random, now: datetime
) -> list[Pair]:
    """Each pair somewhere on its way, both answers with it."""
    fates = _fates(wanted, drawn)
    made = [_pair(new, fate, owner, drawn, now) for new, fate in zip(wanted, fates, strict=True)]
    made += list(_handed_on(made, fates, drawn, now))
    keys = [pair.pk for pair in _saved(made)]
    _keep_breaks(made, drawn)
    pairs = Pair.objects.with_people().filter(programme=programme, pk__in=keys)
    return list(pairs.order_by("pk"))


def _saved(pairs: list[Pair]) -> list[Pair]:
    first = [pair for pair in pairs if pair.came_from is None]
    Pair.objects.bulk_create(first)
    Pair.objects.bulk_create(pair for pair in pairs if pair.came_from is not None)
    yes = Introduction.Reply.YES
    Introduction.objects.bulk_create(
        Introduction(
            pair=pair,
            participant=person,
            reply=yes if pair.agreed_at else _answer(pair, person),
            replied_at=pair.agreed_at,
        )
        for pair in pairs
        for person in (pair.mentor, pair.mentee)
    )
    return pairs


def _keep_breaks(pairs: Sequence[Pair], drawn: Random) -> None:
    """Who asked for each break, and the kind word that went with it."""
    Break.objects.bulk_create(
        Break(
            pair=pair,
            by=drawn.choice((pair.mentor, pair.mentee)),
            back_on=pair.back_on,
            note=drawn.choice(PAUSES),
            at=pair.paused_at,
        )
        for pair in pairs
        if pair.state == State.PAUSED and pair.paused_at
    )


def _answer(pair: Pair, person: Participant) -> str:
    if pair.state == State.DECLINED and person == pair.mentor:
        return Introduction.Reply.NOT_NOW
    return Introduction.Reply.NONE


def _fates(wanted: Sequence[NewPair], drawn: Random) -> list[str]:
    """What became of each; the people whom anybody may be have pairs to look at."""
    many = len(wanted)
    fates = [fate for fate, share in SHARES for _one in range(max(1, many * share // 100))]
    fates = (fates + ["meeting"] * many)[:many]
    drawn.shuffle(fates)
    emails = {each.who: each.email for each in CHARACTERS}
    shown = iter(("meeting", "meeting", "beginning", "paused"))
    for at, new in enumerate(wanted):
        if new.mentor.user.email == emails["mentor"]:
            fates[at] = next(shown, "meeting")
        elif new.mentee.user.email == emails["mentee"]:
            fates[at] = "meeting"
    return fates


def _pair(new: NewPair, fate: str, owner: User, drawn: Random, now: datetime) -> Pair:
    is_new = fate in {"introduced", "beginning"}
    introduced = now - (LATELY if is_new else A_YEAR_AGO) + _days(drawn, 0, 3)
    pair = Pair(
        programme=new.mentor.programme,
        mentor=new.mentor,
        mentee=new.mentee,
        fit=new.fit,
        reasons=new.reasons,
        openers=choose_openers(new.mentor, new.mentee),
        times=new.times,
        round_number=1,
        opened_by=owner,
        opened_at=introduced,
        held_until=introduced,
        introduced_at=introduced,
        state=State.INTRODUCED,
    )
    _go_on(pair, fate, drawn, now)
    return pair


def _go_on(pair: Pair, fate: str, drawn: Random, now: datetime) -> None:
    """Set what the pair is today, and the days on which it came to be so."""
    introduced = pair.introduced_at or now
    if fate == "introduced":
        return
    if fate == "declined":
        pair.state, pair.ended_at = State.DECLINED, introduced + _days(drawn, 2, 9)
        return
    pair.state, pair.agreed_at = State.AGREED, introduced + _days(drawn, 1, 5)
    pair.last_sign_at = pair.agreed_at
    if fate == "beginning":
        return
    pair.state, pair.started_at = State.MEETING, pair.agreed_at + _days(drawn, 5, 20)
    pair.last_sign_at = now - _days(drawn, 1, 15)
    if fate == "quiet":
        pair.last_sign_at = now - _days(drawn, 40, 90)
    elif fate == "paused":
        pair.state, pair.paused_at = State.PAUSED, now - _days(drawn, 5, 25)
        pair.back_on = (now + _days(drawn, 10, 40)).date()
        pair.last_sign_at = pair.paused_at
    elif fate in {"finished", "handed over", "ended"}:
        pair.state = State.ENDED if fate == "ended" else State.FINISHED
        pair.ended_at = pair.last_sign_at = now - _days(drawn, 60, 160)


PAUSES = (
    "Inspection is upon us. I will write as soon as we are through it.",
    "Moving house over the holidays. Nothing to do with you!",
    "Mock exams to mark. Back with more air in a few weeks.",
    "I am taking a little time for my family. Thank you for waiting.",
)


def _handed_on(
    pairs: Sequence[Pair], fates: Sequence[str], drawn: Random, now: datetime
) -> Iterator[Pair]:
    """The mentees of those that were handed over go on with somebody who has room."""
    taken = Counter(pair.mentor.pk for pair in pairs if pair.state in Pair.LIVE)
    mentors = {pair.mentor.pk: pair.mentor for pair in pairs}
    for pair, fate in zip(pairs, fates, strict=False):
        if fate != "handed over" or pair.ended_at is None:
            continue
        free = [each for each in mentors.values() if taken[each.pk] < each.capacity]
        free = [
            each for each in free if each.user_id not in {pair.mentor.user_id, pair.mentee.user_id}
        ]
        if not free:
            continue
        mentor = drawn.choice(free)
        taken[mentor.pk] += 1
        yield Pair(
            programme=pair.programme,
            mentor=mentor,
            mentee=pair.mentee,
            openers=choose_openers(mentor, pair.mentee),
            by_hand=True,
            came_from=pair,
            state=State.MEETING,
            opened_at=pair.ended_at,
            held_until=pair.ended_at,
            introduced_at=pair.ended_at,
            agreed_at=pair.ended_at + timedelta(days=2),
            started_at=pair.ended_at + timedelta(days=9),
            last_sign_at=now - _days(drawn, 1, 15),
        )


def _days(drawn: Random, fewest: int, most: int) -> timedelta:
    """So many days, at some hour after school."""
    return timedelta(days=drawn.randint(fewest, most), minutes=drawn.randint(0, 180))


def _count(programme: Programme, pairs: Sequence[Pair]) -> None:
    """Places and statuses as the pairs that go on have them."""
    live = [pair for pair in pairs if pair.state in Pair.LIVE]
    mentees, mentors = Counter(p.mentor_id for p in live), Counter(p.mentee_id for p in live)
    together = {key for p in live if p.is_together for key in (p.mentor_id, p.mentee_id)}
    people = list(programme.participants.all())
    for person in people:
        person.mentees_now, person.mentors_now = mentees[person.pk], mentors[person.pk]
        if person.pk in together:
            person.status = Participant.Status.PAIRED
        elif mentees[person.pk] or mentors[person.pk]:
            person.status = Participant.Status.INTRODUCED
        else:
            person.status = Participant.Status.WAITING
    Participant.objects.bulk_update(
        people, ["mentees_now", "mentors_now", "status"], batch_size=200
    )
