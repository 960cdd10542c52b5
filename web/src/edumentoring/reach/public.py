"""What the public pages show: gathered here, shown by the templates. Small counts become words."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from edumentoring.design.frames import Tab
from edumentoring.programmes import how_long
from edumentoring.programmes.forecast import Forecast, lately, places_in_words, public_count
from edumentoring.programmes.models import Programme
from edumentoring.programmes.navigation import address_of
from edumentoring.programmes.opening import Opening, opening_of
from edumentoring.reach.audiences import AUDIENCES
from edumentoring.reach.models import Link
from edumentoring.reach.words import PublicWords, words_of

Words = str | Promise
DAYS_STILL_COUNTED = 14


@dataclass(frozen=True)
class Way:
    """One way into a programme: who it is for, and where it leads."""

    key: str
    title: Words
    words: Words
    button: Words
    url: str
    waits: bool  # every place of this role is taken: who comes now waits in line


@dataclass(frozen=True)
class Fact:
    label: Words
    figure: Words
    detail: Words = ""


@dataclass(frozen=True)
class Step:
    when: Words
    title: Words
    words: Words


@dataclass(frozen=True)
class PublicPage:
    """Everything a programme's public page shows."""

    programme: Programme
    words: PublicWords
    opening: Opening
    ways: list[Way]
    facts: list[Fact]
    steps: list[Step]
    ask_url: str
    privacy_url: str
    audiences: list[Tab]
    also: Words  # the line under the ways in


def page_of(programme: Programme, link: Link | None = None) -> PublicPage:
    """The public page as it stands now; `link` is what the visitor came by."""
    words, opening, expected = words_of(programme), opening_of(programme), lately(programme)
    return PublicPage(
        programme=programme,
        words=words,
        opening=opening,
        ways=ways_into(programme, words, opening, link) if opening.is_open else [],
        facts=_facts(words, expected),
        steps=_steps(programme, opening, expected),
        ask_url=address_of("queries:ask", programme.slug),
        privacy_url=privacy_address(programme),
        audiences=audience_tabs(programme, link),
        also=_also(opening, expected),
    )


def ways_into(
    programme: Programme, words: PublicWords, opening: Opening, link: Link | None
) -> list[Way]:
    """The ways in that this programme offers, the first with its marigold button."""
    said = {
        "mentee": (_("I’d like a mentor"), words.for_mentees, _("Find me a mentor")),
        "mentor": (_("I’d like to mentor"), words.for_mentors, _("Offer my time")),
        "both": (_("Both"), words.for_both, _("Join as both")),
    }
    return [
        Way(
            key=key,
            title=said[key][0],
            words=said[key][1],
            button=said[key][2],
            url=sign_up_address(programme, way=key, link=link),
            waits=bool(opening.full_for & ({"mentee", "mentor"} if key == "both" else {key})),
        )
        for key in opening.ways
    ]


def sign_up_address(programme: Programme, *, way: str = "", link: Link | None = None) -> str:
    """Where signing up begins, with the way in and the link that brought the visitor."""
    query = {"as": way, "via": link.code if link else ""}
    query = {name: value for name, value in query.items() if value}
    address = address_of("signup:start", programme.slug)
    return f"{address}?{urlencode(query)}" if query else address


def page_address(programme: Programme, link: Link | None = None) -> str:
    """The public page's path, with the link it was reached by."""
    address = reverse("reach:programme", args=[programme.slug])
    return f"{address}?{urlencode({'via': link.code})}" if link else address


def privacy_address(programme: Programme) -> str:
    return address_of("consents:privacy", programme.slug) or reverse("privacy")


def audience_tabs(programme: Programme, link: Link | None = None, current: str = "") -> list[Tab]:
    """The three pages on what mentoring gives."""
    query = f"?{urlencode({'via': link.code})}" if link else ""
    return [
        Tab(
            audience.link,
            reverse(f"reach:{key.replace('-', '_')}", args=[programme.slug]) + query,
            key == current,
        )
        for key, audience in AUDIENCES.items()
    ]


def whole(path: str) -> str:
    """A whole address for letters, cards and printed things."""
    return f"{settings.SITE_URL}{path}"


# --- Facts and steps ----------------------------------------------------------------------------


def _facts(words: PublicWords, expected: Forecast) -> list[Fact]:
    return [
        _taking_part(expected),
        Fact(_("Time it takes"), words.time, words.time_detail),
        _waiting(expected),
        Fact(
            _("Who reads your answers"),
            _("Those who match you"),
            _("your mentor or mentee sees a few lines"),
        ),
    ]


def _taking_part(expected: Forecast) -> Fact:
    label = _("Taking part now")
    if not expected.taking_part:
        return Fact(label, _("You could be first"), _("it has only just begun"))
    people = capfirst(_("%s people") % public_count(expected.taking_part))
    if expected.schools <= 1:  # one school says where everybody works
        return Fact(label, people)
    return Fact(label, people, _("in %s schools") % public_count(expected.schools))


def _waiting(expected: Forecast) -> Fact:
    label = _("How long you may wait")
    next_round = (
        _("the next round is on %s") % short_date(expected.next_round_on)
        if expected.next_round_on
        else _("from sign-up to introduction")
    )
    if expected.usual_wait is None:
        figure = _("Until the next round") if expected.next_round_on else _("We cannot say yet")
        detail = next_round if expected.next_round_on else _("we will write as soon as we know")
        return Fact(label, figure, detail)
    return Fact(label, wait_words(*expected.usual_wait), next_round)


def wait_words(low: int, high: int) -> str:
    """The usual wait of days in few words: "2 to 5 weeks"."""
    if high < 1:
        return _("Less than a day")
    if high <= DAYS_STILL_COUNTED:
        if low == high:
            return ngettext("About %s day", "About %s days", high) % high
        return _("%(low)s to %(high)s days") % {"low": low, "high": high}
    weeks = max(1, round(low / 7)), max(1, round(high / 7))
    if weeks[0] == weeks[1]:
        return ngettext("About %s week", "About %s weeks", weeks[1]) % weeks[1]
    return _("%(low)s to %(high)s weeks") % {"low": weeks[0], "high": weeks[1]}


def _steps(programme: Programme, opening: Opening, expected: Forecast) -> list[Step]:
    return [
        Step(
            _first_date(opening, programme.today()),
            _("Tell us what would help"),
            _("Short questions, %s. Stop and come back whenever you like.")
            % how_long.said(programme),
        ),
        Step(
            _("By %s") % short_date(expected.next_round_on)
            if expected.next_round_on
            else _("In the next round"),
            _("A person checks every match"),
            _("The service suggests. A person, not only a computer, decides who you meet."),
        ),
        Step(
            _("The same week"),
            _("Meet by e-mail first"),
            _(
                "You read who the other is and why. Your address stays with us until you both "
                "say yes."
            ),
        ),
        Step(
            _("When it suits you both"),
            _("Talk, try something, talk again"),
            _("Pause when school is too much. Change your mentor, and nobody is blamed."),
        ),
    ]


def _first_date(opening: Opening, today: date) -> str:
    if opening.state == "not_yet" and opening.opens_on:
        return _("From %s") % short_date(opening.opens_on)
    if opening.state == "closed":
        return _("When it opens again")
    if opening.state == "paused":
        return _("When we are back")
    if opening.closes_on and opening.closes_on > today:
        return _("Until %s") % short_date(opening.closes_on)
    return _("Today")


def _also(opening: Opening, expected: Forecast) -> str:
    """No password, until when, and how many places are left where that is no secret."""
    said = [_("No password.")]
    if opening.closes_on:
        said.append(_("Sign-up closes on %s.") % short_date(opening.closes_on))
    if opening.waiting_words:
        said.append(opening.waiting_words)
    said += places_in_words(expected)
    return " ".join(said)


def short_date(day: date | None) -> str:
    """A date in words, without its year where it is near: 8 January."""
    return date_format(day, "j F") if day else ""
