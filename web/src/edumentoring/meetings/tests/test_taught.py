"""What is taught each week: pasted at the desk, and one press from a mentee's list."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from edumentoring.meetings.models import AgendaItem, Taught
from edumentoring.meetings.taught import taught_in
from edumentoring.meetings.tests import make
from edumentoring.pairs.tests import make as pairs
from edumentoring.people.tests import make as people

pytestmark = pytest.mark.django_db


def desk() -> tuple[Any, Any, str]:
    programme = pairs.programme()
    coordinator = pairs.coordinator(programme_=programme)
    browser = people.sign_in(people.browser(), coordinator, second_factor=True)
    return programme, browser, reverse("meetings:taught", args=[programme.slug])


def test_rows_are_looked_at_first_and_kept_all_or_none():
    programme, browser, url = desk()
    monday = programme.today() + timedelta(days=7 - programme.today().weekday())
    good = f"Week\tWhat\n{monday + timedelta(days=2):%d/%m/%Y}\tQuestioning\tWho is left out"
    bad = f"{good}\n31/2/2027\tMarking\n{monday:%Y-%m-%d}\t\n{monday:%Y-%m-%d}\tA\tb\tjavascript:x"

    answer = browser.post(url, {"text": bad, "do": "save"})

    words = answer.content.decode()
    assert answer.status_code == 422
    for said in ("Row 2: Write the day like this", "Row 3: Add what", "Row 4: Write the whole"):
        assert said in words
    assert "31/2/2027" in words.partition("<textarea")[2]
    assert "Keep 1 row" not in words
    assert not Taught.objects.exists()

    file = SimpleUploadedFile("weeks.csv", good.replace("\t", ",").encode("utf-8-sig"))
    assert "Keep 1 row" in browser.post(url, {"file": file}).content.decode()
    assert not Taught.objects.exists()
    for _time in range(2):
        answer = browser.post(url, {"text": good, "do": "save"})
    [kept] = Taught.objects.all()
    assert (kept.week, kept.title, kept.words) == (monday, "Questioning", "Who is left out")

    browser.post(reverse("meetings:remove_batch", args=[programme.slug, kept.batch]))
    assert not Taught.objects.kept().exists()
    line = [programme.slug, kept.code]
    browser.post(reverse("meetings:bring_back_line", args=line))
    change = {"week": f"{monday:%Y-%m-%d}", "title": "Hinge questions", "version": "1"}
    browser.post(reverse("meetings:taught_line", args=line), change)
    again = browser.post(reverse("meetings:taught_line", args=line), {**change, "title": "Mine"})
    assert (again.status_code, Taught.objects.kept().get().title) == (409, "Hinge questions")
    assert "Mine" in again.content.decode()


def test_a_mentee_puts_this_weeks_content_on_the_list_with_one_press():
    mentee, _mentor = make.sides()
    meeting = make.agreed(mentee.pair)
    day = meeting.starts_at.astimezone(mentee.zone).date()
    week = day - timedelta(days=day.weekday())
    ours = {"programme": mentee.pair.programme, "batch": mentee.pair.code}
    for title, whom, begins in (
        ("Questioning", "Northern Alliance", week),
        ("Routines", "", week),
        ("Elsewhere", "Southern College", week),
        ("Later", "", week + timedelta(weeks=1)),
    ):
        Taught.objects.create(title=title, whom=whom, week=begins, **ours)

    assert [piece.title for piece in taught_in(mentee, day)] == ["Routines"]
    mentee.me.answers["provider"] = " Northern  alliance"
    mentee.me.save()

    shown = taught_in(make.sides(mentee.pair)[0], day)
    browser = people.sign_in(people.browser(), mentee.me.user)
    words = browser.get(meeting.get_absolute_url()).content.decode()
    assert [piece.title for piece in shown] == ["Questioning", "Routines"]
    assert "Elsewhere" not in words

    at = words.index('name="text" value="Questioning"')
    action = words[:at].rpartition('action="')[2].partition('"')[0]
    browser.post(action, {"text": "Questioning"})
    assert [item.text for item in AgendaItem.objects.waiting()] == ["Questioning"]
