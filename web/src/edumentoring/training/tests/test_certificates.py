"""Certificates say the truth, and what one says of oneself stays with oneself."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from edumentoring.common.refused import Refused
from edumentoring.people.models import Event as History
from edumentoring.people.operations import forget
from edumentoring.people.personal import Scope
from edumentoring.people.tests.make import sign_in
from edumentoring.programmes.models import Participant
from edumentoring.training import operations, paper
from edumentoring.training.models import Booking, Certificate, Record, SkillSaid
from edumentoring.training.tests import make

pytestmark = pytest.mark.django_db


def read(certificate: Certificate, client: Client | None = None) -> str:
    response = (client or Client()).get(certificate.get_absolute_url())
    return response.content.decode() if response.status_code == 200 else ""


def test_its_page_says_that_it_holds_and_when_it_was_revoked_and_not_why():
    part = make.mentor()
    certificate = make.certificate(part, name="Dr I. Sadiq")

    page = Client().get(certificate.get_absolute_url())
    assert "This certificate holds" in page.content.decode()
    assert "Dr I. Sadiq" in page.content.decode()
    assert page["X-Robots-Tag"] == "noindex"
    with pytest.raises(Refused, match="Write why"):
        operations.revoke(certificate, " ", by=make.by())
    operations.revoke(certificate, "It was for another Imran", by=make.by())

    assert "was revoked on" in read(certificate)
    assert "This certificate holds" not in read(certificate)
    assert "another Imran" not in read(certificate)
    assert "another Imran" in read(certificate, sign_in(Client(), part.user))
    operations.bring_back_certificate(certificate, by=make.by())
    assert "This certificate holds" in read(certificate)


def test_it_falls_with_what_it_rests_on_and_comes_back_with_it():
    part = make.mentor()
    record = make.record(part)
    fallen, kept = make.certificate(part, record), make.certificate(part, record)
    operations.revoke(kept, "For another reason", by=make.by())

    operations.remove_record(record, by=make.by())
    assert "was revoked on" in read(fallen)
    with pytest.raises(Refused, match="Put back"):
        operations.bring_back_certificate(fallen, by=make.by())
    operations.restore_record(record, by=make.by())

    assert "This certificate holds" in read(fallen)
    assert "was revoked on" in read(kept)


def test_one_that_ran_out_says_so_on_its_page_and_on_paper():
    part = make.mentor()
    record = make.record(part, done_on=date(2024, 1, 1), expires_on=date(2025, 1, 1))
    certificate = make.certificate(part, record)

    assert "It has run out" in read(certificate)
    assert paper._stamp(certificate) == "It has run out"


def test_hidden_it_is_there_for_its_person_alone():
    part = make.mentor()
    certificate = make.certificate(part)
    mine = sign_in(Client(), part.user)

    mine.post(reverse("training:show_certificate", args=[certificate.code]), {"show": "no"})

    assert read(certificate) == ""
    paper_page = reverse("training:certificate_paper", args=[certificate.code])
    assert Client().get(paper_page).status_code == 404
    assert "It is hidden" in read(certificate, mine)


def test_hours_of_several_are_added_and_those_of_two_programmes_are_not_mixed():
    part = make.mentor()
    first = make.record(part, title="Listening", hours=Decimal("1.5"))
    second = make.record(part, title="Questions", hours=Decimal(2))
    elsewhere = make.record(make.same_person(part, make.programme(name="Away")))

    certificate = make.certificate(part, first, second)

    assert certificate.hours == Decimal("3.5")
    assert [line["title"] for line in certificate.lines] == ["Listening", "Questions"]
    with pytest.raises(Refused, match="of one programme"):
        make.certificate(part, first, elsewhere)
    with pytest.raises(Refused, match="at least one"):
        operations.issue(make.person("other@school.example"), [first], name="Other")


def test_the_paper_is_tagged_for_every_reader():
    certificate = make.certificate(make.mentor(), name="Łucja Ångström-O’Brien")

    drawn = paper.certificate(certificate)

    assert drawn.startswith(b"%PDF")
    assert b"pdfuaid" in drawn


def test_the_paper_is_tagged_too_where_the_machine_has_no_letters_for_a_name():
    """PDF/UA allows no letter that cannot be drawn: which there are is for the machine's fonts."""
    certificate = make.certificate(make.mentor(), name="李 Ångström-O’Brien")

    drawn = paper.certificate(certificate)

    for mark in (b"/StructTreeRoot", b"/Lang", b"/Alt", certificate.name.encode()):
        assert mark in drawn


def test_a_code_is_long_and_never_the_same():
    codes = {make.certificate(make.mentor(name=f"Mentor {n}")).code for n in "AB"}

    assert len(codes) == 2
    assert all(len(code) == 19 for code in codes)


# --- How sure I am ----------------------------------------------------------------------------


def test_what_a_mentor_says_of_themselves_leads_to_help_and_no_trace_is_left_for_others():
    part = make.mentor()
    event = make.event(part.programme, areas=["trust"], title="Listening, a workshop")
    make.event(part.programme, areas=["growing"], title="Other things")
    client = sign_in(Client(), part.user)
    page = reverse("training:skills")
    before = History.objects.count()

    client.post(page, {"listen": "1", "time": "3"})
    client.post(page, {"listen": "2", "time": "3"})

    said = SkillSaid.objects.get(user=part.user, key="listen")
    assert (said.level, said.before) == (2, 1)
    shown = client.get(page).content.decode()
    assert event.title in shown
    assert "Other things" not in shown
    assert History.objects.count() == before
    client.post(page, {})
    assert not SkillSaid.objects.exists()


# --- Forgetting -------------------------------------------------------------------------------


def test_forgotten_is_forgotten_and_the_count_of_who_came_stays():
    part = make.mentor(name="Canary Quillfeather", email="quillfeather@school.example")
    event = make.event(part.programme, places=1)
    booking = make.booking(event, part)
    waits = make.booking(make.event(part.programme, title="Later", places=1), part)
    next_one = make.booking(waits.event, make.mentor(part.programme, name="Jo B"))
    make.came(event, booking)
    operations.rate(make.again(booking), 3, "As Quillfeather says, well done")
    record = Record.objects.get()
    certificate = make.certificate(part, record, name="Canary Quillfeather")
    operations.say_skills(part.user, {"listen": 1})

    forget(Scope(user=part.user), by=part.user)

    assert read(certificate) == ""
    assert not Record.objects.exists()
    assert not SkillSaid.objects.exists()
    left = Booking.objects.get(pk=booking.pk)
    assert left.attended
    assert left.user is None
    assert left.comment == ""
    assert make.again(next_one).state == Booking.State.BOOKED
    assert "Quillfeather" not in str(list(Booking.objects.values())) + str(
        list(History.objects.values("summary", "detail"))
    )
    assert not Participant.objects.filter(user__name__contains="Quillfeather").exists()
