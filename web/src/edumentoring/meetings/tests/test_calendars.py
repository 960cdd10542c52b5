"""One's own calendar: a feed or invitations, and what somebody answers there."""

from email.message import EmailMessage
from io import BytesIO

import pytest
from django.urls import reverse

from edumentoring.common.tests.reading import grade_of, sentences_of_text
from edumentoring.meetings import operations
from edumentoring.meetings.models import Meeting
from edumentoring.meetings.tests import make
from edumentoring.pairs.sides import Side
from edumentoring.people.tests import make as people
from edumentoring.queries.command import receive

pytestmark = pytest.mark.django_db


def feed_alone(side: Side) -> None:
    operations.keep_calendar(
        side.me.user, time_zone="", wants_reminder=False, wants_invitations=False
    )


def test_whoever_has_the_feed_alone_gets_no_second_entry_and_loses_none_they_had():
    mentee, mentor = make.sides()
    before = make.agreed(mentee.pair, make.soon(5))
    feed_alone(mentee)
    after = operations.propose(mentee, [make.soon(9)], make.details(), already_agreed=True)
    operations.call_off(mentor, before)
    operations.call_off(mentor, after)

    carried = {(one.to, one.kind): bool(one.calendar) for one in make.letters("invitation")}
    theirs, hers = mentor.me.user.email, mentee.me.user.email
    assert carried == {(theirs, "meeting_invitation"): True, (hers, "meeting_invitation"): False}
    off = [one.calendar for one in make.letters("called_off") if one.to == hers]
    assert ["METHOD:CANCEL" in words for words in off] == [True, False]


def test_what_no_invitation_has_brought_yet_is_in_the_feed_and_in_no_file():
    """A file is never taken back: of a series it holds what letters will move and remove."""
    mentee, mentor = make.sides()
    made = operations.propose_series(mentee, [make.soon(7), make.soon(40)], make.details())
    operations.accept_series(mentor, made[0].series)
    later = Meeting.objects.get(pk=made[1].pk)
    browser = people.sign_in(people.browser(), mentee.me.user)

    file = browser.get(reverse("meetings:download_all", args=[mentee.pair.code]))
    single = reverse("meetings:download", args=[mentee.pair.code, later.code])

    assert file.content.decode().count("BEGIN:VEVENT") == 1
    assert browser.get(single).status_code == 404
    operations.change_details(mentor, later, make.details(where="Room 4"))
    assert Meeting.objects.get(pk=later.pk).sequence == 1


ANSWER = """BEGIN:VCALENDAR
PRODID:-//Another//EN
VERSION:2.0
METHOD:REPLY
BEGIN:VEVENT
UID:{code}@testserver
SEQUENCE:{sequence}
DTSTAMP:20261122T120000Z
ATTENDEE;PARTSTAT={said};CN=Imran Sadiq:MAILTO:{who}
COMMENT:Parents' evening, sorry
END:VEVENT
END:VCALENDAR
"""


def mail(meeting: Meeting, who: str, *, said: str = "DECLINED", sender: str = "") -> BytesIO:
    """As a calendar sends it: by a machine, from the person's own address."""
    message = EmailMessage()
    message["From"] = f"Imran Sadiq <{sender or who}>"
    message["To"] = "hello@localhost.localdomain"
    message["Subject"] = "Declined: Mentoring"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content("Imran Sadiq has declined this invitation.")
    words = ANSWER.format(code=meeting.code, sequence=meeting.sequence, said=said, who=who.upper())
    message.add_attachment(words.encode(), "text", "calendar", filename="invite.ics")
    return BytesIO(message.as_bytes())


def test_a_no_from_a_calendar_is_passed_on_and_calls_off_nothing():
    mentee, mentor = make.sides()
    meeting = make.agreed(mentee.pair)
    his, hers = mentor.me.user.email, mentee.me.user.email

    for _time in range(2):
        assert receive(mail(meeting, his)).kind == "passed_on"

    meeting.refresh_from_db()
    assert (meeting.state, meeting.cannot) == (Meeting.State.AGREED, mentor.me)
    told = {one.to: one for one in make.letters("calendar_says")}
    assert (set(told), len(make.letters())) == ({his, hers}, 2)
    assert "Parents' evening, sorry" in told[hers].text
    assert "/meeting/" in told[his].text
    assert not any(one.calendar for one in told.values())
    assert max(grade_of(sentences_of_text(one.text)) for one in told.values()) <= 8
    browser = people.sign_in(people.browser(), mentee.me.user)
    assert (
        "Imran said no to this in their calendar."
        in browser.get(meeting.get_absolute_url()).content.decode()
    )

    assert receive(mail(meeting, his, said="ACCEPTED")).kind == "passed_on"
    assert Meeting.objects.get().cannot is None


def test_an_answer_of_somebody_else_or_to_an_older_time_changes_nothing():
    mentee, mentor = make.sides()
    meeting = make.agreed(mentee.pair)
    forged = mail(meeting, mentor.me.user.email, sender="somebody@else.example")
    old = mail(meeting, mentor.me.user.email)
    operations.change_details(mentee, meeting, make.details(where="Room 4"))

    assert receive(forged).kind == "automatic"
    assert receive(old).kind == "passed_on"

    assert Meeting.objects.get().cannot is None
    assert make.letters("calendar_says") == []
