"""Who came, what follows for their record, and who counts as trained."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from edumentoring.common.models import Letter
from edumentoring.common.refused import Refused
from edumentoring.people.tests.make import sign_in_as_staff
from edumentoring.programmes.models import Participant, Programme
from edumentoring.training import operations
from edumentoring.training.access import key_of
from edumentoring.training.models import Booking, Record
from edumentoring.training.operations.recording import as_hours
from edumentoring.training.pasted import read_rows
from edumentoring.training.records import is_trained, standings, trained
from edumentoring.training.tests import make

pytestmark = pytest.mark.django_db


def ready(count: int = 2, **fields):
    """An event that has begun, and so many who have a place."""
    programme = make.programme()
    event = make.event(programme, counts_as_training=True, lasts_months=12, **fields)
    bookings = [
        make.booking(event, make.mentor(programme, name=f"Mentor {name}"))
        for name in "ABCDEF"[:count]
    ]
    return make.begun(event), bookings


def test_whoever_came_gets_hours_and_held_thanks_and_undo_takes_all_of_it_back():
    event, (came, stayed_away) = ready()

    operations.mark(event, {came.pk}, hours={came.pk: Decimal("0.5")}, by=make.by())

    record = Record.objects.standing().get()
    assert (record.user, record.hours) == (came.user, Decimal("0.5"))
    assert record.expires_on
    assert record.expires_on > record.done_on + timedelta(days=360)
    [letter] = make.letters("thanks")
    assert letter.to == came.email
    assert letter.not_before > letter.queued_at
    assert is_trained(came.participant)
    assert not is_trained(stayed_away.participant)
    assert make.again(stayed_away).attended is False

    operations.undo_marks(event, by=make.by())

    assert not Record.objects.standing().exists()
    assert make.again(came).attended is None
    assert make.letters("thanks") == []
    assert not is_trained(came.participant)
    assert not Participant.objects.get(pk=came.participant_id).is_trained


def test_nobody_is_marked_before_it_begins_nor_thanked_twice():
    event, (one, _other) = ready()
    later = make.event(event.programme)

    with pytest.raises(Refused, match="has not begun"):
        operations.mark(later, set(), by=make.by())
    operations.mark(event, {one.pk}, by=make.by())
    Letter.objects.filter(kind="training_thanks").update(state=Letter.State.SENT)
    operations.mark(event, set(), by=make.by())
    operations.mark(event, {one.pk}, by=make.by())

    assert Letter.objects.filter(kind="training_thanks").count() == 1
    assert Record.objects.standing().count() == 1


def test_a_paste_ticks_by_e_mail_and_name_brings_others_of_the_programme_and_names_bad_rows():
    event, (one, other, _third) = ready(3)
    walked_in = make.mentor(event.programme, name="Walk In", email="walk@school.example")
    rows = [f"{one.email}\tsomething", "mentor b", "walk@school.example", "", "Nobody Known"]

    pasted = operations.paste_attendance(event, rows, by=make.by())

    came = set(Booking.objects.filter(attended=True).values_list("user", flat=True))
    assert came == {one.user_id, other.user_id, walked_in.user_id}
    assert pasted.ticked == 3
    assert pasted.unknown == [(5, "Nobody Known")]
    assert make.fresh(event).taken == 3


def test_hours_are_read_as_people_write_them():
    written = {
        "1.5": "1.5",
        "1,5": "1.5",
        "1:30": "1.5",
        "90 min": "1.5",
        "2 hours": "2",
        "3h": "3",
    }

    assert {words: as_hours(words) for words in written} == {
        words: Decimal(hours) for words, hours in written.items()
    }
    for wrong in ("lots", "-1", "9999", "1:xx"):
        with pytest.raises(Refused, match="no number of hours"):
            as_hours(wrong)


def test_the_desk_ticks_everybody_with_one_press_and_a_wrong_number_of_hours_loses_nothing():
    event, (one, other) = ready()
    seat = make.seat(programme_=event.programme)
    client = sign_in_as_staff(Client(), seat.user)
    page = reverse("training:attendance", args=[event.programme.slug, event.code])

    wrong = client.post(page, {"came": [one.pk], f"hours-{one.pk}": "lots"})
    assert wrong.status_code == 422
    assert make.again(one).attended is None
    client.post(page, {"came": ["²", "9" * 5_000]})
    assert make.again(one).attended is False
    client.post(page, {"do": "all"})

    assert make.again(one).attended
    assert make.again(other).attended


def test_one_tap_is_kept_and_the_desk_reads_the_words_without_the_name():
    event, (one, other) = ready()
    operations.mark(event, {one.pk}, by=make.by())
    page = reverse("training:booking", args=[key_of(one)])

    Client().get(page)
    assert make.again(one).rating is None
    Client().post(page, {"do": "rate", "rating": "3", "comment": "The second talk, above all"})
    assert Client().post(page, {"do": "rate", "rating": "9"}).status_code == 422

    seat = make.seat(programme_=event.programme)
    desk = sign_in_as_staff(Client(), seat.user).get(
        reverse("training:desk_event", args=[event.programme.slug, event.code])
    )
    said = desk.content.decode().partition("What people said of it")[2]
    assert "The second talk, above all" in said
    assert one.name not in said
    assert other.name not in said


# --- Who counts as trained --------------------------------------------------------------------


def test_a_record_counts_from_its_day_to_its_last_and_no_longer():
    part = make.mentor()
    make.record(part, done_on=date(2026, 3, 2), expires_on=date(2026, 9, 2))

    days = {day: is_trained(part, date(2026, *day)) for day in ((3, 1), (3, 2), (9, 2), (9, 3))}

    assert days == {(3, 1): False, (3, 2): True, (9, 2): True, (9, 3): False}


def test_many_mentors_are_listed_page_by_page_and_counted_whole(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("edumentoring.training.record_views.PAGE", 2)
    programme = make.programme()
    for name in ("Ann Ash", "Bob Birch", "Cy Cole"):
        make.mentor(programme, name=name, capacity=1)
    desk = sign_in_as_staff(Client(), make.seat(programme_=programme).user)

    page = desk.get(reverse("training:records", args=[programme.slug]), {"page": "2"})

    assert [one.participant.name for one in page.context["page"]] == ["Cy Cole"]
    assert "0 of 3 mentors count as trained today." in page.content.decode()


def test_their_own_word_counts_until_the_programme_asks_for_a_record():
    programme = make.programme()
    said = make.mentor(programme, name="Said So", is_trained=True, capacity=1)
    recorded = make.mentor(programme, name="On Record", capacity=1)
    make.record(recorded)

    desk = sign_in_as_staff(Client(), make.seat(programme_=programme).user)
    page = desk.get(reverse("training:records", args=[programme.slug]))

    assert [count for *_words, count in page.context["choices"]] == [2, 1]
    assert trained(programme) == {said.pk, recorded.pk}
    operations.choose_proof(programme, "record", by=make.by())
    programme.refresh_from_db()

    assert trained(programme) == {recorded.pk}


def test_a_record_counts_in_the_next_cohort_and_not_in_a_strangers_programme():
    programme, away = make.programme(), make.programme(name="Away")
    part = make.mentor(programme)
    following = Programme.objects.create(slug="next", name="Next", copied_from=programme)
    make.record(part)
    again = make.same_person(part, following)
    elsewhere = make.same_person(part, away)

    assert is_trained(again)
    assert not is_trained(elsewhere)


def test_taking_a_record_off_keeps_what_they_said_themselves():
    programme = make.programme()
    said, silent = make.mentor(programme, is_trained=True), make.mentor(programme, name="Jo B")
    for part in (said, silent):
        record = make.record(part)
        assert Participant.objects.get(pk=part.pk).is_trained
        operations.remove_record(record, by=make.by())

    assert Participant.objects.get(pk=said.pk).is_trained
    assert not Participant.objects.get(pk=silent.pk).is_trained
    assert [one.things for one in standings(programme)] == [0, 0]


def test_a_sheet_says_what_is_wrong_in_each_row_and_keeps_the_rest_once():
    programme = make.programme()
    part = make.mentor(programme, email="imran@school.example")
    text = (
        "E-mail\tDay\n"
        "IMRAN@school.example\t2/3/2026\tCoaching\t1,5\t2/3/2028\n"
        "nobody@school.example\t2/3/2026\n"
        "imran@school.example\t31/02/2026\tCoaching\tlots\n"
        "imran@school.example\t2/3/2026\tCoaching\t1\t31/12/9999\n"
    )

    def read(words: str):
        return read_rows(programme, words, title="", hours="", counts_as_training=True)

    rows = read(text)
    assert [len(row.problems) for row in rows.rows] == [0, 2, 2, 1]
    assert "Nobody here has this e-mail" in rows.rows[1].problems[0]
    good = read("\n".join(text.splitlines()[:2]))
    batch, kept = operations.keep_pasted(programme, good.lines, by=make.by())
    assert kept == 1
    assert Record.objects.get().hours == Decimal("1.5")
    assert read("\n".join(text.splitlines()[:2])).rows[0].is_there
    assert is_trained(part)
    operations.remove_batch(programme, batch, by=make.by())
    assert not is_trained(part)


def test_the_sheet_of_records_holds_no_live_formula():
    programme = make.programme()
    make.mentor(programme, name="=HYPERLINK(1)")
    seat = make.seat(programme_=programme)
    page = reverse("training:export_records", args=[programme.slug])

    sheet = sign_in_as_staff(Client(), seat.user).get(page).content.decode("utf-8-sig")

    assert "'=HYPERLINK(1)" in sheet
