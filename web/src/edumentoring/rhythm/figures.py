"""What many people's answers say together, for those who organise: never one person's.

Figures are of terms that are over, of at least so many people, and rounded: to half a step, and
to fives of people. So one more answer, or one fewer, tells nobody what it was. No total is given
beside its parts.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from statistics import fmean
from zoneinfo import ZoneInfo

from django.db.models import Avg, F
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from edumentoring.programmes.models import Participant, Programme
from edumentoring.rhythm.models import EarlyAnswer, Moment, Pulse, Said, SaidQuerySet

# Coordinators of an open scheme meet people of many schools; a school's own know each other.
LEAST, LEAST_AT_SCHOOL = 5, 10
TERMS = {1: _("Spring"), 5: _("Summer"), 9: _("Autumn")}
TERMS_SHOWN = 3
HERE = (Participant.State.IN, Participant.State.PAUSED)

ITEMS: Mapping[str, str | Promise] = {
    "collaboration": _("They work well together with others"),
    "belonging": _("They belong, and have a life besides"),
    "autonomy": _("They have a say in how they work"),
    "worth_first": _("The time was well spent (after the first meeting)"),
    "worth_six-weeks": _("The time was well spent (after six weeks)"),
    "worth_change": _("From the one to the other, where somebody answered both: time well spent"),
    "heard_first": _("They felt listened to (after the first meeting)"),
    "heard_six-weeks": _("They felt listened to (after six weeks)"),
    "heard_change": _("From the one to the other, where somebody answered both: listened to"),
    "mentor": _("What mentors get out of it (looking back)"),
    "mentee": _("What mentees get out of it (looking back)"),
    "safe": _("They can say what they find hard (looking back)"),
}
CHANGES = ("worth_change", "heard_change")


@dataclass(frozen=True)
class Term:
    """A third of a year, from its first day to the last."""

    begins: date
    ends: date

    @property
    def name(self) -> str:
        return f"{TERMS[self.begins.month]} {self.begins.year}"


@dataclass(frozen=True)
class Figure:
    """One item in one term; `mean` None where too few answered to be shown."""

    mean: float | None
    people: int = 0


@dataclass(frozen=True)
class Row:
    label: str | Promise
    figures: list[Figure]
    terms: list[Term]
    is_change: bool = False

    @property
    def cells(self) -> list[tuple[Term, Figure]]:
        """Each figure with its term, which a narrow page names beside it."""
        return list(zip(self.terms, self.figures, strict=True))

    @property
    def is_shown(self) -> bool:
        return any(figure.mean is not None for figure in self.figures)


def least_in(programme: Programme) -> int:
    """Of how many people at least a figure must be to be shown at this desk."""
    at_school = programme.kind in (Programme.Kind.IN_SCHOOL, Programme.Kind.PARTNERSHIP)
    return LEAST_AT_SCHOOL if at_school else LEAST


def terms_before(today: date) -> list[Term]:
    """The last terms that are over, the earliest first."""
    begins = date(today.year, next(month for month in (9, 5, 1) if month <= today.month), 1)
    found = []
    for _turn in range(TERMS_SHOWN):
        ends = begins
        begins = ends.replace(month=ends.month - 4) if ends.month > 1 else date(ends.year - 1, 9, 1)
        found.append(Term(begins, ends))
    return found[::-1]


def figures_in(programme: Programme, today: date) -> tuple[list[Term], list[Row]]:
    """The terms, and one row for each item with a figure for each term."""
    terms, least = terms_before(today), least_in(programme)
    by_term = [_means(programme, term) for term in terms]
    rows = [
        Row(
            label,
            [_figure(means.get(item, []), least) for means in by_term],
            terms,
            is_change=item in CHANGES,
        )
        for item, label in ITEMS.items()
    ]
    return terms, rows


def _figure(means: list[float], least: int) -> Figure:
    """Each person counts once, however often they answered."""
    if len(means) < least:
        return Figure(None)
    return Figure(round(fmean(means) * 2) / 2, len(means) // 5 * 5)


def _means(programme: Programme, term: Term) -> dict[str, list[float]]:
    return {**_pulses(programme, term), **_early(programme, term), **_reviews(programme, term)}


def _pulses(programme: Programme, term: Term) -> dict[str, list[float]]:
    here = Participant.objects.filter(programme=programme, state__in=HERE)
    found = Pulse.objects.filter(
        user__in=here.values("user"), on__gte=term.begins, on__lt=term.ends
    )
    each = found.order_by().values("user").annotate(*(Avg(item) for item in Pulse.ITEMS))
    means = list(each.values_list(*(f"{item}__avg" for item in Pulse.ITEMS)))
    return {item: _given(row[at] for row in means) for at, item in enumerate(Pulse.ITEMS)}


def _early(programme: Programme, term: Term) -> dict[str, list[float]]:
    """Each of the two moments by itself, for those who answered then; and the change, only of
    those who answered both. It stands in the term of the later answer."""
    begins, ends = _moments(programme, term)
    answers = EarlyAnswer.objects.filter(pair__programme=programme)
    here = list(answers.filter(at__gte=begins, at__lt=ends))
    later = [one for one in here if one.moment == Moment.SIX_WEEKS]
    firsts = answers.filter(moment=Moment.FIRST, pair__in={one.pair_id for one in later})
    first = {(one.pair_id, one.participant_id): one for one in firsts}
    both = [
        (one, first[one.pair_id, one.participant_id])
        for one in later
        if (one.pair_id, one.participant_id) in first
    ]
    found = {}
    for item in ("worth", "heard"):
        for moment in Moment:
            then = [one for one in here if one.moment == moment]
            found[f"{item}_{moment}"] = _each((one, getattr(one, item)) for one in then)
        moved = ((one, getattr(one, item) - getattr(before, item)) for one, before in both)
        found[f"{item}_change"] = _each(moved)
    return found


def _each(scores: Iterable[tuple[EarlyAnswer, int]]) -> list[float]:
    """One number for each person, over all their pairs."""
    by_person: dict[int, list[int]] = {}
    for answer, score in scores:
        by_person.setdefault(answer.participant_id, []).append(score)
    return [fmean(of_one) for of_one in by_person.values()]


def _reviews(programme: Programme, term: Term) -> dict[str, list[float]]:
    """What each gets out of it, mentors and mentees apart; and how safe it feels."""
    begins, ends = _moments(programme, term)
    said = Said.objects.filter(
        review__pair__programme=programme,
        review__done_at__gte=begins,
        review__done_at__lt=ends,
        score__isnull=False,
    )
    value = said.filter(key="value_me")
    return {
        "mentor": _by_person(value.filter(review__participant=F("review__pair__mentor"))),
        "mentee": _by_person(value.filter(review__participant=F("review__pair__mentee"))),
        "safe": _by_person(said.filter(key="safe")),
    }


def _by_person(said: SaidQuerySet) -> list[float]:
    rows = said.order_by().values("review__participant").annotate(mean=Avg("score"))
    return _given(row["mean"] for row in rows)


def _given(means: Iterable[float | None]) -> list[float]:
    return [mean for mean in means if mean is not None]


def _moments(programme: Programme, term: Term) -> tuple[datetime, datetime]:
    zone = ZoneInfo(programme.time_zone)
    return (
        datetime.combine(term.begins, time(), tzinfo=zone),
        datetime.combine(term.ends, time(), tzinfo=zone),
    )
