"""No pupils' names in what somebody looks back on: said kindly, and nothing lost."""

import pytest
from django.urls import reverse
from django.utils import timezone

from edumentoring.people.tests.make import browser, sign_in
from edumentoring.rhythm.looking_back import year_of
from edumentoring.rhythm.models import LookBack, Said
from edumentoring.rhythm.tests import make

pytestmark = pytest.mark.django_db

WORDS = "Year 8 Jamie settled at once."
WARNING = "This may name a pupil: “Year 8 Jamie”"


def test_a_look_back_at_the_pair_at_the_year_and_a_kind_word_are_looked_over():
    pair = make.met(days=125)
    client = sign_in(browser(), pair.mentee.user)
    review = reverse("rhythm:review", args=[pair.code, "mid"])
    year = reverse("rhythm:look_back", args=[year_of(timezone.localdate())])
    day = timezone.localdate()
    load = {"until_day": day.day, "until_month": day.month, "until_year": day.year}

    sent = (
        (review, {"well": WORDS, "version": "0", "what": "keep"}),
        (year, {"proud": WORDS, "version": "0"}),
        (reverse("rhythm:load"), {**load, "told": "on", "word": WORDS}),
    )
    for page, words in sent:
        assert WARNING in client.post(page, words, follow=True).content.decode(), page

    assert Said.objects.get(key="well").text == WORDS
    assert LookBack.objects.get().words["proud"] == WORDS
    for page in (review, year):
        assert "One place may name a pupil" in client.get(page).content.decode(), page
