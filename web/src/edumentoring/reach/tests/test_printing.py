"""Posters and pictures: whole, readable by everybody, bounded, and never in the way."""

import re
import struct
import threading

import pytest

from edumentoring.design.tests.test_tokens import CSS, LIGHT, LIGHT_LOOKS
from edumentoring.people.tests import make as people
from edumentoring.programmes import operations
from edumentoring.programmes.models import Programme
from edumentoring.reach import printing
from edumentoring.reach.models import Link
from edumentoring.reach.tests import make

LONG = "Rhwydwaith Mentora Ŵyr a Ŷd ar gyfer Athrawon Cymru Gyfan sy’n Dechrau 🎉 yn Dychwelyd "


@pytest.fixture(autouse=True)
def nothing_kept():
    printing._kept.clear()


def programme(**fields: object) -> Programme:
    return Programme(**{"name": "The Wider Staffroom", "slug": "wider", "kind": "open", **fields})


def poster(programme_: Programme, *, bleed: bool = False) -> bytes:
    return printing.poster(programme_, Link(code="kx4m7qd", programme=programme_), bleed)


def size_of(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    return struct.unpack(">II", png[16:24])


def boxes(pdf: bytes) -> set[tuple[int, int]]:
    found = re.findall(rb"/MediaBox ?\[ ?0 0 ([\d.]+) ([\d.]+) ?\]", pdf)
    return {(round(float(wide)), round(float(tall))) for wide, tall in found}


def test_a_poster_is_one_page_of_a4_that_everybody_can_read():
    pdf = poster(programme())

    assert pdf.startswith(b"%PDF-")
    assert boxes(pdf) == {(595, 842)}
    for mark in (b"pdfuaid", b"/StructTreeRoot", b"/Lang", b"/Alt"):
        assert mark in pdf


def test_a_poster_for_a_print_shop_has_room_for_the_bleed_and_its_marks():
    assert boxes(poster(programme(), bleed=True)) == {(658, 904)}


def test_the_poster_says_where_its_code_leads():
    said = "A code to scan. It opens http://127.0.0.1:8000/i/kx4m7qd/"
    pdf = poster(programme())

    assert said.encode("utf-16-be") in pdf or said.encode() in pdf


@pytest.mark.parametrize(("channel", "size"), printing.SIZES.items())
def test_a_picture_has_the_size_of_its_channel(channel: str, size: tuple[int, int]):
    assert size_of(printing.picture(programme(), channel)) == size


@pytest.mark.parametrize(
    "name",
    [LONG * 2, "🎉", "", "李老师 مرشد", "#let x = panic() $", "a\u0000b\u200db\u202e", "W" * 120],
    ids=["long and Welsh", "an emoji alone", "none", "other scripts", "code", "controls", "a word"],
)
def test_no_name_breaks_a_poster_or_a_picture(name: str):
    named = programme(name=name, words={"promise": name}, summary=name * 9, look="plum")

    assert boxes(poster(named)) == {(595, 842)}
    assert size_of(printing.picture(named, "card")) == (1200, 630)


def test_emojis_go_and_welsh_letters_stay():
    assert printing.tidy("Ŵyr 🎉 a\u200d  Ŷd ™", 100) == "Ŵyr a Ŷd ™"
    assert printing.tidy("one two three", 9) == "one two…"


def test_the_printed_colours_are_those_of_the_page():
    light = {"teal": LIGHT, **LIGHT_LOOKS}

    assert set(printing.LOOKS) == set(Programme.Look.values)
    for look, (accent, tint) in printing.LOOKS.items():
        assert (light[look]["accent"], light[look]["tint"]) == (accent, tint)
    for name, colour in (("ink", printing.INK), ("paper", printing.PAPER)):
        assert f"--{name}: {colour};" in CSS


# --- Once, kept, and not too many at a time -----------------------------------------------------


def test_the_same_picture_is_drawn_once(monkeypatch: pytest.MonkeyPatch):
    drawn = []
    set_ = printing._set
    monkeypatch.setattr(printing, "_set", lambda *a: drawn.append(a) or set_(*a))

    first = printing.picture(programme(), "card")
    assert printing.picture(programme(), "card") == first
    printing.picture(programme(name="Other"), "card")

    assert len(drawn) == 2


def test_only_so_many_are_kept(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(printing, "_set", lambda *_given: b"drawn")
    monkeypatch.setattr(printing, "KEPT", 3)

    for number in range(9):
        printing.picture(programme(name=f"Scheme {number}"), "card")

    assert len(printing._kept) == 3


def test_whoever_comes_when_both_pens_are_taken_is_asked_to_come_again(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(printing, "PATIENCE", 0)
    monkeypatch.setattr(printing, "_pens", threading.BoundedSemaphore(1))
    printing._pens.acquire()

    with pytest.raises(printing.Busy):
        printing.picture(programme(), "card")


def test_a_fault_gives_its_pen_back(monkeypatch: pytest.MonkeyPatch):
    def fail(*_given: object) -> bytes:
        raise RuntimeError

    pens = threading.BoundedSemaphore(1)
    monkeypatch.setattr(printing, "_pens", pens)
    monkeypatch.setattr(printing, "_set", fail)

    with pytest.raises(RuntimeError):
        printing.picture(programme(), "card")
    assert pens.acquire(blocking=False)


@pytest.mark.django_db
def test_a_busy_service_says_so_and_an_unknown_channel_is_not_there(
    monkeypatch: pytest.MonkeyPatch,
):
    slug, anybody = make.published().slug, people.browser()
    assert anybody.get(f"/join/{slug}/pictures/billboard.png").status_code == 404
    response = anybody.get(f"/join/{slug}/card.png")
    assert response.headers["Content-Type"] == "image/png"
    assert "public" in response.headers["Cache-Control"]

    def busy(*_given: object) -> bytes:
        raise printing.Busy

    monkeypatch.setattr(printing, "picture", busy)
    response = anybody.get(f"/join/{slug}/card.png")

    assert (response.status_code, response.headers["Retry-After"]) == (503, "5")
    assert "Cache-Control" not in response.headers, "nobody keeps it for the next who asks"


@pytest.mark.django_db
def test_a_cards_address_changes_at_once_with_its_words():
    published = make.published()
    before = printing.card_address(published)
    assert printing.card_address(published) == before

    operations.change_settings(
        published, changes={"words": {"promise": "Another promise"}}, by=people.person()
    )

    published.refresh_from_db()
    assert printing.card_address(published) != before
