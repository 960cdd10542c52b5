"""One gentle reminder, and forgetting what was never sent."""

from datetime import timedelta

import pytest
from django.utils import timezone

from edumentoring.common.models import Letter
from edumentoring.signup import operations
from edumentoring.signup.models import Draft
from edumentoring.signup.tests import make

pytestmark = pytest.mark.django_db


def let_pass(draft: Draft, days: int) -> None:
    """Let this draft be that much older."""
    ago = timezone.now() - timedelta(days=days)
    Draft.objects.filter(pk=draft.pk).update(touched_at=ago)
    Draft.objects.filter(pk=draft.pk).exclude(taken_in_at=None).update(taken_in_at=ago)


def reminders() -> list[str]:
    kinds = ("signup_confirm_again", "signup_still_here")
    return list(Letter.objects.filter(kind__in=kinds).values_list("kind", flat=True))


def test_somebody_who_has_not_confirmed_is_reminded_once_after_three_days():
    draft = make.taken_in()
    assert operations.remind() == 0
    let_pass(draft, 4)

    assert operations.remind() == 1
    assert operations.remind() == 0

    assert reminders() == ["signup_confirm_again"]


def test_somebody_who_confirmed_is_not_reminded():
    let_pass(make.confirmed(), 4)

    assert operations.remind() == 0


def test_a_sign_up_saved_for_later_is_reminded_of_once():
    draft, silent = make.draft(), make.draft()
    operations.send_link_to_come_back(draft, email="bethan@northgate.example")
    let_pass(draft, 4)
    let_pass(silent, 4)

    assert operations.remind() == 1
    assert operations.remind() == 0

    assert Letter.objects.get(kind="signup_still_here").to == "bethan@northgate.example"


@pytest.mark.parametrize("fields", [{"paused_at": timezone.now()}, {"closes_on": "2020-01-01"}])
def test_nobody_is_reminded_of_a_door_that_is_closed(fields):
    draft = make.draft()
    operations.send_link_to_come_back(draft, email="bethan@northgate.example")
    let_pass(draft, 4)
    for name, value in fields.items():
        setattr(draft.programme, name, value)
    draft.programme.save()

    assert operations.remind() == 0


def test_what_nobody_touched_for_thirty_days_is_forgotten():
    old, fresh = make.draft(), make.draft()
    let_pass(old, 31)

    operations.forget_drafts()

    assert list(Draft.objects.all()) == [fresh]


def test_a_sign_up_that_waits_for_its_letter_keeps_its_row_and_not_its_words():
    waits, done = make.taken_in(), make.confirmed()
    let_pass(waits, 31)
    let_pass(done, 31)

    operations.forget_drafts()

    kept = Draft.objects.get()
    assert kept == waits
    assert (kept.answers, kept.consents) == ({}, {})
    assert kept.participant.answers["topics_wanted"] == ["behaviour"]
