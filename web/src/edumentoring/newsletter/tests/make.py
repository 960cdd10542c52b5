"""Builders with valid defaults, for this room's tests and those of the rooms above."""

from itertools import count
from typing import Any

from django.utils import timezone

from edumentoring.library.seats import zone_of
from edumentoring.library.tests import make as library
from edumentoring.newsletter import operations
from edumentoring.newsletter.composed import CHOOSE, RATE, STOP, Composed
from edumentoring.newsletter.models import Delivery, Issue, Newsletter, Sending, Subscription
from edumentoring.people.models import User
from edumentoring.programmes.models import Participant, Programme
from edumentoring.programmes.tests import make as programmes

_numbers = count(1)


def newsletter(
    programme: Programme | None = None, *, name: str = "Notes from the staffroom", **fields: Any
) -> Newsletter:
    """A newsletter that anybody may ask for."""
    made = operations.start_newsletter(programme or programmes.programme(), name=name, by=None)
    for field, value in {"is_open": True, **fields}.items():
        setattr(made, field, value)
    made.save()
    return made


def reader(of: Newsletter, email: str = "", **fields: Any) -> Subscription:
    """Somebody who said yes."""
    return Subscription.objects.create(
        newsletter=of,
        email=email or f"reader{next(_numbers)}@school.example",
        **{"state": "on", "confirmed_at": timezone.now(), **fields},
    )


def readers(of: Newsletter, many: int) -> None:
    """Very many at once."""
    now = timezone.now()
    Subscription.objects.bulk_create(
        (
            Subscription(
                newsletter=of,
                email=f"reader{number}@crowd.example",
                state="on",
                confirmed_at=now,
            )
            for number in range(many)
        ),
        batch_size=1000,
    )


def reading(part: Participant, of: Newsletter) -> Subscription:
    """Somebody who takes part and chose it at My place."""
    operations.subscribe_participant(of, part, rhythm="every")
    return Subscription.objects.get(newsletter=of, user=part.user)


def composed(subject: str = "The autumn issue", words: str = "Small is not easy.") -> Composed:
    """An issue as mail, with the links that every one has."""
    foot = f"Stop: {STOP}\nChoose: {CHOOSE}\nWorth it? {RATE}\n"
    html = f'<p>{words}</p><a href="{STOP}">Stop</a> <a href="{CHOOSE}">Choose</a>'
    return Composed(subject, f"{words}\n\n{foot}", html)


def sending(of: Newsletter, *, by: User | None = None, **more: Any) -> Sending:
    """Asked for; with few readers that is approved too."""
    more.setdefault("composed", composed())
    asked_by = by or programmes.user("Helen Marsh")
    return operations.ask_to_send(of, more.pop("composed"), by=asked_by, **more)


def going_out(of: Newsletter, **more: Any) -> Sending:
    """On its way: every reader has a copy that waits."""
    made = sending(of, **more)
    operations.begin_due()
    operations.queue_what_began()
    made.refresh_from_db()
    return made


def copy(of: Sending, **fields: Any) -> Delivery:
    """One copy of a sending, changed to what is asked for."""
    found = of.deliveries.order_by("pk")[0]
    Delivery.objects.filter(pk=found.pk).update(**fields)
    found.refresh_from_db()
    return found


WORDS = (
    "words",
    {"over": "", "title": "Small is not easy", "words": "<p>It is dark at both ends.</p>"},
)


def issue(of: Newsletter, *blocks: tuple[str, Any], live: bool = True, **fields: Any) -> Issue:
    """An issue in the zone of the newsletter’s programme; with words in it unless told others."""
    zone = zone_of(of.programme) or library.own_zone(of.programme, programmes.user("Ann Lee"))
    made = Issue(
        **{
            "title": "The long half term",
            "newsletter": of,
            "term": "Autumn 2026",
            "lede": "One idea and three things to try.",
            "live": live,
            **fields,
        }
    )
    made.body = list(blocks) or [WORDS]
    page: Issue = zone.add_child(instance=made)
    revision = page.save_revision()
    if live:
        revision.publish()
        page.refresh_from_db()
    return page
