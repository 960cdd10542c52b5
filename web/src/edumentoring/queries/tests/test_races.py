"""Several people press at the same moment. Real threads, each with its own connection."""

import io
import uuid

import pytest

from edumentoring.common.models import Letter
from edumentoring.common.refused import Stale
from edumentoring.common.tests.race import at_once
from edumentoring.queries import operations
from edumentoring.queries.command import receive
from edumentoring.queries.models import Message, Query
from edumentoring.queries.tests import make

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_replies_at_once_send_one_letter_and_tell_the_others():
    query = make.query()
    writers = [make.coordinator(programme_=query.programme) for _ in range(3)]

    results = at_once(
        *(
            lambda by=by: operations.reply_to_query(query, f"By {by.pk}", by=by, version=1)
            for by in writers
        )
    )

    assert sum(isinstance(result, Stale) for result in results) == 2
    assert Letter.objects.filter(kind="query_reply").count() == 1
    query.refresh_from_db()
    assert query.version == 2


def test_the_same_question_and_the_same_mail_at_once_come_once():
    programme, key = make.programme(), uuid.uuid4()
    at_once(
        *[lambda: make.asked(programme, email="jo@example.org", form_key=key)] * 2,
        lambda: make.asked(programme, email="jo@example.org", text="Another"),
    )
    query = Query.objects.get()
    letter = Letter.objects.filter(kind="query_received")[0]
    raw = make.mail(From="jo@example.org", In_Reply_To=letter.message_id)

    kinds = [result.kind for result in at_once(*[lambda: receive(io.BytesIO(raw))] * 3)]

    assert sorted(kinds) == ["joined", "known", "known"]
    assert Message.objects.filter(query=query).count() == 3
