"""A silence: asked after once, gently, at the pace the two agreed on, and never lost sight of."""

from datetime import timedelta

import pytest
from django.core import signing
from django.utils import timezone

from edumentoring.pairs import board, nudges, operations
from edumentoring.pairs.keys import link_to, read_key
from edumentoring.pairs.letters import spoken_link
from edumentoring.pairs.models import Agreement, CheckIn, Pair, Wish
from edumentoring.pairs.nudge_models import Reminded
from edumentoring.pairs.tests import make
from edumentoring.people.tests import make as people
from edumentoring.programmes.models import Participant, Programme

pytestmark = pytest.mark.django_db
State = Pair.State
ELEVEN_MINUTES = timedelta(minutes=11)


def quiet_for(pair: Pair, days: int) -> None:
    Pair.objects.filter(pk=pair.pk).update(last_sign_at=timezone.now() - timedelta(days=days))


def asked() -> Pair:
    """A pair that has been silent for a good while, and has just been asked."""
    pair = make.agreed()
    quiet_for(pair, 80)
    assert operations.ask_after_quiet_pairs() == 1
    return pair


def question(pair: Pair, role: str = "mentee") -> CheckIn:
    return CheckIn.objects.get(pair=pair, participant=getattr(pair, role))


def days_pass(days: int) -> None:
    """Everything asked and answered lies so much longer ago."""
    for one in CheckIn.objects.all():
        one.asked_at -= timedelta(days=days)
        one.answered_at = one.answered_at and one.answered_at - timedelta(days=days)
        one.save()


def test_the_grace_follows_what_they_agreed_and_never_falls_below_the_programmes():
    pair = make.agreed()
    agreed = Agreement.objects.create(pair=pair)
    for pace, still, too_long in (
        (Agreement.HowOften.WEEKLY, 20, 22),
        (Agreement.HowOften.MONTHLY, 61, 63),
        (Agreement.HowOften.AS_NEEDED, 90, 92),
    ):
        Agreement.objects.filter(pk=agreed.pk).update(how_often=pace)
        quiet_for(pair, still)
        assert operations.ask_after_quiet_pairs() == 0, pace
        quiet_for(pair, too_long)
        assert operations.ask_after_quiet_pairs() == 1, pace
        CheckIn.objects.all().delete()
        Reminded.objects.all().delete()
    Programme.objects.update(rules={"quiet_days": 120})
    assert operations.ask_after_quiet_pairs() == 0


def test_whoever_has_a_lot_on_is_not_asked_about_nor_listed_as_quiet():
    pair = make.agreed()
    quiet_for(pair, 30)
    soon = timezone.now().date() + timedelta(days=3)
    nudges.choose(pair.mentor.user, nudges.OFF)  # or the letter they had would put it off
    nudges.rest(pair.mentor.user, until=soon)
    assert operations.ask_after_quiet_pairs() == 0

    nudges.rest(pair.mentor.user, until=None)
    assert operations.ask_after_quiet_pairs() == 1
    days_pass(8)
    nudges.rest(pair.mentee.user, until=soon)
    assert not Pair.objects.quiet().exists()
    nudges.rest(pair.mentee.user, until=None)
    assert Pair.objects.quiet().exists()


def test_not_yet_holds_for_three_weeks_and_then_a_coordinator_sees_the_silence():
    pair = asked()
    operations.answer_check_in(question(pair), "not_yet")

    days_pass(20)
    assert not Pair.objects.quiet().exists()
    days_pass(2)
    assert list(Pair.objects.quiet()) == [pair]
    assert operations.ask_after_quiet_pairs() == 0
    operations.note_sign(pair)
    assert not Pair.objects.quiet().exists()


def test_after_a_pause_of_the_programme_every_clock_begins_anew():
    quiet, silent = asked(), make.introduced(days=20)
    days_pass(8)
    assert board.counts(silent.programme)["silent"] == 1
    assert Pair.objects.quiet().get() == quiet

    for days, count in ((1, 0), (15, 1)):
        Programme.objects.update(resumed_at=timezone.now() - timedelta(days=days))
        assert board.counts(silent.programme)["silent"] == count
        assert Pair.objects.quiet().count() == count


def test_a_key_runs_out_after_60_days_but_not_while_the_programme_rests(monkeypatch):
    pair = make.agreed()
    written = timezone.now().timestamp() - timedelta(days=70).total_seconds()
    with monkeypatch.context() as then:
        then.setattr(signing.time, "time", lambda: written)
        token = link_to("check_in", pair.code, pair.mentee)
    here = Programme.objects.filter(pk=pair.programme_id)
    opens = (pair.code, pair.mentee_id)

    assert read_key("check_in", token) is None
    here.update(paused_at=timezone.now())
    assert read_key("check_in", token) == opens
    here.update(paused_at=None, resumed_at=timezone.now() - timedelta(days=5))
    assert read_key("check_in", token) == opens
    here.update(resumed_at=timezone.now() - timedelta(days=61))
    assert read_key("check_in", token) is None


def test_each_answer_has_its_link_and_a_page_with_one_button_that_alone_answers():
    pair = asked()
    mine = question(pair)
    [letter] = [
        each for each in make.letters(pair, "check_in") if each.to == pair.mentee.user.email
    ]
    link, browser = spoken_link(mine), people.browser()

    for answer in ("yes", "not_yet", "help", "another"):
        assert f"?answer={answer}\n" in letter.text
        page = browser.get(f"{link}?answer={answer}").content.decode()
        assert page.count('name="answer"') == 1
        assert f'name="answer" value="{answer}"' in page
    mine.refresh_from_db()
    assert mine.answer == ""
    assert letter.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_somebody_else_can_be_taken_back_for_ten_minutes():
    pair = asked()
    link, browser = spoken_link(question(pair)), people.browser()

    browser.post(link, {"answer": "another"})
    assert "Stay with Imran after all" in browser.get(link).content.decode()
    assert not make.letters(pair, "ended")
    browser.post(link, {"answer": ""})

    assert operations.part_who_asked(timezone.now() + ELEVEN_MINUTES) == 0
    assert Pair.objects.get(pk=pair.pk).state == State.AGREED


def test_help_that_is_no_longer_wanted_is_taken_back_and_an_older_wish_stands():
    pair = asked()
    operations.answer_check_in(question(pair), "help")
    assert Wish.objects.open().count() == 1
    operations.answer_check_in(question(pair), "yes")
    assert not Wish.objects.open().exists()

    long_ago = timezone.now() - timedelta(days=1)
    Wish.objects.create(pair=pair, participant=pair.mentee, kind=Wish.Kind.WORD, at=long_ago)
    operations.answer_check_in(question(pair), "help")
    operations.answer_check_in(question(pair), "not_yet")
    assert Wish.objects.open().count() == 1


def test_whoever_asks_for_another_goes_ahead_and_so_does_the_other_unless_silent():
    for answered in (True, False):
        pair = asked()
        before = {each.pk: each.priority for each in (pair.mentor, pair.mentee)}
        if answered:
            operations.answer_check_in(question(pair), "not_yet")
        operations.answer_check_in(question(pair, "mentor"), "another")
        operations.part_who_asked(timezone.now() + ELEVEN_MINUTES)

        now = dict(Participant.objects.values_list("pk", "priority"))
        assert now[pair.mentor_id] == before[pair.mentor_id] + 1
        assert now[pair.mentee_id] == before[pair.mentee_id] + answered
