"""Whatever is sent, no NUL reaches the database: SQLite would keep it, PostgreSQL refuse it."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from edumentoring.queries.models import Query
from edumentoring.queries.tests import make

pytestmark = pytest.mark.django_db


def test_what_is_looked_for_has_none():
    found = Client().get("/join/", {"q": "100%00 Sta\0ff\0"})

    assert found.status_code == 200
    assert found.context["looked_for"] == "100%00 Staff"


def test_what_is_posted_is_kept_without():
    page = reverse("queries:ask", args=[make.programme().slug])
    sent = {"email": "jo@school.example", "name": "J\0o", "text": "When\0 will I hear?"}

    Client().post(page, {**sent, "about": "question", "form_key": str(uuid.uuid4())})

    query = Query.objects.get()
    assert (query.name, query.messages.get().text) == ("Jo", "When will I hear?")
