"""The letter of an announcement, and those to partners. All are the programme's own words, so the
desk may read them."""

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from edumentoring.circle import letters as circle
from edumentoring.common import letter_names, open_letters
from edumentoring.common.mail import Rendered, from_line, new_letter, queue_letter, render_letter
from edumentoring.common.models import Letter
from edumentoring.notes.marked import shown
from edumentoring.pairs import nudges
from edumentoring.pairs.keys import link_to
from edumentoring.pairs.letters import sender_of
from edumentoring.people.models import User
from edumentoring.programmes.models import Participant
from edumentoring.provider.access import PURPOSE
from edumentoring.provider.models import Announcement, Partner, Receipt
from edumentoring.training.hosts import News
from edumentoring.training.letters import said_for
from edumentoring.training.models import Event

letter_names.add(
    {
        "announcement": later("An announcement"),
        "partner_added": later("Somebody may see the figures"),
    }
)
open_letters.whole("announcement", "partner_added", *(f"held_{news}" for news in News))


def announcement(receipt: Receipt) -> Letter:
    """The whole of it, and a link that answers without signing in. Not yet queued."""
    found, reader = receipt.announcement, receipt.participant
    written = compose(found, first_name=reader.user.first_name, link=link_of(receipt))
    return new_letter(
        "announcement",
        to=reader.user.email,
        subject=written.subject,
        text=written.text,
        html=written.html,
        from_line=from_line(found.signed),
        reply_to=found.programme.reply_to,
        not_before=found.goes_at,
        subject_key=found.subject_key,
        person_code=reader.user.code,
        programme_id=found.programme_id,
        headers=nudges.stop_headers(reader),
    )


def compose(found: Announcement, *, first_name: str, link: str) -> Rendered:
    """Write it, for somebody called `first_name`."""
    context = {
        "announcement": found,
        "programme": found.programme,
        "sender": found.signed,
        "reader": first_name,
        "link": link,
        "shown": shown(found.text),
        "by_day": date_format(found.reply_by, "l j F") if found.reply_by else "",
        "place": settings.SITE_URL + reverse("pairs:place"),
    }
    return render_letter("provider/letters/announcement", context)


def link_of(receipt: Receipt) -> str:
    """The whole address at which this reader answers."""
    key = link_to(PURPOSE, receipt.announcement.code, receipt.participant)
    return settings.SITE_URL + reverse("provider:announcement_by_key", args=[key])


def example(found: Announcement, reader: Participant | None = None) -> Rendered:
    """How it reads, for the page on which it is looked at before it is sent."""
    link = settings.SITE_URL + reverse("provider:announcement_by_key", args=["example"])
    return compose(found, first_name=reader.user.first_name if reader else "Bethan", link=link)


def partner_added(partner: Partner) -> Letter:
    """Somebody of another organisation may look in."""
    return _to_partner(partner, "partner_added", compose_partner(partner))


def _to_partner(partner: Partner, kind: str, written: Rendered) -> Letter:
    programme = partner.programme
    return queue_letter(
        kind,
        to=partner.user.email,
        subject=written.subject,
        text=written.text,
        html=written.html,
        from_line=from_line(sender_of(programme)),
        reply_to=programme.reply_to,
        subject_key=partner.subject_key,
        person_code=partner.user.code,
        programme_id=programme.pk,
    )


def compose_partner(partner: Partner) -> Rendered:
    """What they may see, and how they come in."""
    names = {"programme": partner.programme, "organisation": partner.organisation}
    return circle.compose(
        partner.programme,
        letters_link="",
        first_name=partner.user.first_name,
        subject=_("You can see the figures of %s") % partner.programme,
        lines=[
            _("The owner of %(programme)s lets you see its figures, for %(organisation)s.") % names,
            _("You see how many take part, by trust or school. Nobody is named."),
            _("You can also plan events for its people."),
        ],
        link=settings.SITE_URL + reverse("provider:partner", args=[partner.code]),
        button=_("See the figures"),
        why=_("You sign in with this address, and need no password. Not for you? Do nothing."),
    )


# --- What became of a partner's event -------------------------------------------------------------

# A colleague may have changed it, or called it off, as well as the desk.
SUBJECTS: dict[News, str | Promise] = {
    News.AGREED: later("People can see your event: %s"),
    News.SENT_BACK: later("Please look at your event again: %s"),
    News.CHANGED: later("Your event was changed: %s"),
    News.CALLED_OFF: later("Your event was called off: %s"),
}


TOLD = (News.CHANGED, News.CALLED_OFF)


def event_news(event: Event, news: News, by: User) -> None:
    """To all who speak for the organisation that holds it, except whoever did it."""
    those = Partner.objects.standing().with_all()
    for partner in those.filter(programme=event.programme, organisation=event.held_by):
        if partner.user_id != by.pk:
            _to_partner(partner, f"held_{news}", compose_news(partner, event, news))


def compose_news(partner: Partner, event: Event, news: News) -> Rendered:
    """What became of it, when it is, and its page."""
    lines = {
        News.AGREED: _("A coordinator agreed. People of the programme can see it and book."),
        News.SENT_BACK: _("The coordinators ask for a change: %s") % event.answer_word,
        News.CHANGED: _("This is how it stands now."),
        News.CALLED_OFF: _("It will not take place."),
    }
    told = [_("Whoever has a place was told.")] if news in TOLD and event.published_at else []
    word = [event.cancel_word] if news == News.CALLED_OFF and event.cancel_word else []
    return circle.compose(
        partner.programme,
        letters_link="",
        first_name=partner.user.first_name,
        subject=str(SUBJECTS[news]) % event.title,
        lines=[lines[news], *told, *word, f"{event.title}: {said_for(event, None).line}"],
        link=settings.SITE_URL + reverse("provider:held_event", args=[event.code]),
        button=_("See the event"),
        why=_("You get this because %s holds it.") % partner.organisation,
    )
