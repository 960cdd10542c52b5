"""No pupils' names in what two people write about a lesson: said kindly, and nothing lost."""

import pytest
from django.urls import reverse
from django.utils import timezone

from edumentoring.circle.models import Observation, Record
from edumentoring.circle.tests import make
from edumentoring.people.tests.make import browser, sign_in

pytestmark = pytest.mark.django_db


def test_a_record_is_kept_and_says_what_may_name_a_pupil():
    pair = make.pair()
    today = timezone.localdate()
    looked = Observation.objects.create(pair=pair, title="Year 9", focus="Starts", on=today)
    for user in (pair.mentor.user, make.person(name="Bo Day")):
        Record.objects.create(observation=looked, user=user)
    client = sign_in(browser(), pair.mentor.user)
    address = reverse("circle:observation", args=[looked.code])

    page = client.post(address, {"saw": "Year 8 Jamie settled at once."}, follow=True)

    assert "This may name a pupil: “Year 8 Jamie”" in page.content.decode()
    assert Record.objects.get(user=pair.mentor.user).saw == "Year 8 Jamie settled at once."
