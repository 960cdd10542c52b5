"""A whole sign-up is light: at most twelve pages, and 150 KB over the wire after the first."""

import gzip
from typing import Any

import pytest
from django.test import Client

from edumentoring.people.tests.make import browser
from edumentoring.signup.fields import SchoolQuestion, WholeNumber
from edumentoring.signup.tests import make

pytestmark = pytest.mark.django_db

MOST_PAGES = 12
MOST_BYTES = 150 * 1024


def weight(response: Any) -> int:
    """Bytes of one answer: its body as it is sent, and its head."""
    head = sum(len(name) + len(value) + 4 for name, value in response.items())
    body = response.content
    return head + (len(body) if response.get("Content-Encoding") else len(gzip.compress(body, 6)))


def anything(field: Any) -> Any:
    """Something that fits a field."""
    if isinstance(field, WholeNumber):
        return str(field.least or 1)
    if isinstance(field, SchoolQuestion):
        return "Northgate Primary"
    choices = getattr(field, "choices", None)
    if not choices:
        return "Words of some length, as people write them on a phone between two lessons."
    first = next(iter(choices))[1]
    return first[0][0] if isinstance(first, list) else list(choices)[-1][0]


def go_through(phone: Client, way: str, stage: str) -> tuple[int, int]:
    """Answer everything, page by page. Gives the pages there were and the bytes after the first."""
    programme = make.open_programme()
    first = f"/join/{programme.slug}/sign-up/?as={way}"
    phone.get(first)
    moved, pages, size = phone.post(first.partition("?")[0], {"way": way}), 1, 0
    while True:
        size += weight(moved)
        path = moved["Location"]
        page = phone.get(path)
        pages, size = pages + 1, size + weight(page)
        form = page.context["form"]
        sent = {name: anything(field) for name, field in form.fields.items()}
        sent |= {"stage": stage} if "stage" in sent else {}
        sent |= {"name": "Bethan Lloyd", "email": "bethan@northgate.example", "line_manages": ""}
        sent = {name: value for name, value in sent.items() if not name.endswith("_first")}
        if path.endswith("/check/"):
            sent = dict.fromkeys(form.fields, "on")
        moved = phone.post(path, sent)
        assert moved.status_code == 302, moved.content.decode()
        if path.endswith("/check/"):
            return pages, size + weight(moved) + weight(phone.get(moved["Location"]))


@pytest.mark.parametrize(
    ("way", "stage"), [("mentee", "trainee"), ("mentor", "head"), ("both", "trainee")]
)
def test_a_sign_up_is_short_and_light(way, stage, record_property):
    phone = browser(HTTP_ACCEPT_ENCODING="gzip")

    pages, size = go_through(phone, way, stage)

    record_property("bytes", size)
    print(f"{way}, {stage}: {pages} pages, {size} bytes")  # noqa: T201 - read with pytest -s
    assert pages <= MOST_PAGES
    assert size <= MOST_BYTES
