"""No pupils' names in what two people write about their meetings: said kindly, and nothing lost."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from edumentoring.meetings.models import AgendaItem, Meeting
from edumentoring.meetings.tests import make
from edumentoring.people.tests.make import browser, sign_in

pytestmark = pytest.mark.django_db


def test_a_log_and_a_list_are_kept_and_say_what_may_name_a_pupil():
    pair = make.pair()
    held = Meeting.objects.create(
        pair=pair, state="agreed", starts_at=timezone.now() - timedelta(hours=2)
    )
    client = sign_in(browser(), pair.mentee.user)
    log = reverse("meetings:log", args=[pair.code, held.code])
    told = {"happened": "yes", "talked": "Year 8 Jamie settled.", "version": str(held.version)}
    listed = reverse("meetings:add_item", args=[pair.code])

    pages = [
        client.post(log, told, follow=True),
        client.post(listed, {"text": "Year 9 Zoe, and her mum"}, follow=True),
        client.post(listed, {"text": "Year 9 Chemistry"}, follow=True),
    ]

    warned = ["This may name a pupil" in page.content.decode() for page in pages]
    assert warned == [True, True, False]
    assert "“Year 8 Jamie”" in pages[0].content.decode()
    held.refresh_from_db()
    assert held.talked == "Year 8 Jamie settled."
    assert AgendaItem.objects.count() == 2
