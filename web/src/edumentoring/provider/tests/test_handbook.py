"""The handbook: versions, who has read which, and files that cannot harm."""

import pytest
from django.test import Client
from django.urls import reverse

from edumentoring.common.refused import Refused, Stale
from edumentoring.pairs.nudge_models import Nudge
from edumentoring.people.tests.make import sign_in, sign_in_as_staff
from edumentoring.programmes.models import Participant
from edumentoring.provider import operations, readers
from edumentoring.provider.models import Acknowledgement, Document
from edumentoring.provider.operations.handbook import File
from edumentoring.provider.tests import make

pytestmark = pytest.mark.django_db


def read(participant: Participant, address: str) -> str:
    return sign_in(Client(), participant.user).get(address).content.decode()


def test_one_press_says_i_have_read_it_and_counts_until_a_version_asks_anew():
    programme = make.programme()
    me, by = make.mentor(programme), make.writer(programme)
    make.mentee(programme)  # is not asked
    found = make.document(programme, by=by)
    page = reverse("provider:document", args=[found.code])
    assert Nudge.objects.waiting().filter(participant=me, kind="handbook").count() == 1

    for _twice in range(2):
        sign_in(Client(), me.user).post(page)

    assert Acknowledgement.objects.get().participant == me
    assert readers.counts([found])[found.pk] == (1, 1)
    assert not Nudge.objects.waiting().exists()

    found.refresh_from_db()
    operations.new_edition(
        found,
        version=found.version,
        text="A comma.",
        what_changed="A comma",
        by=by,
        asks_again=False,
    )
    assert readers.counts([found])[found.pk] == (1, 1)
    found.refresh_from_db()
    operations.new_edition(
        found, version=found.version, text="Meet twice.", what_changed="Twice, not once", by=by
    )
    assert readers.counts([found])[found.pk] == (0, 1)
    assert "Twice, not once" in read(me, page)
    assert "Meet once" in read(me, f"{page}?version=1")


def test_those_who_have_not_read_it_are_reminded_once_for_each_version():
    programme = make.programme()
    slow, quick, by = make.mentor(programme), make.mentor(programme, name="Jo"), None
    found = make.document(programme)
    by = make.writer(programme)
    operations.acknowledge(found.editions.all()[0], quick)
    Nudge.objects.update(told_at="2026-01-01T00:00Z")

    assert operations.remind(found, by=by) == 1
    [again] = Nudge.objects.waiting()
    assert again.participant == slow
    with pytest.raises(Refused, match="one reminder only"):
        operations.remind(found, by=by)
    operations.acknowledge(found.editions.all()[0], slow)
    assert not Nudge.objects.waiting().exists()


def test_a_file_is_a_pdf_by_what_is_in_it_and_is_only_handed_out_to_be_kept():
    programme = make.programme()
    me = make.mentee(programme)
    for bad in (b"<html><script>x</script>", b"%PDF-1.7 and no end", b"PK\x03\x04"):
        with pytest.raises(Refused, match="not a PDF"):
            make.document(programme, text="", file=File("page.pdf", bad))
    with pytest.raises(Refused, match="5 MB"):
        make.document(programme, text="", file=File("x.pdf", b"%PDF-" + b"0" * 5_300_000))
    assert not Document.objects.exists()

    found = make.document(programme, 'Plan "A"\r\nX: y', text="", file=make.PDF)
    answer = sign_in(Client(), me.user).get(reverse("provider:file", args=[found.code]))

    assert answer.content == make.PDF.data
    assert answer.headers["Content-Disposition"] == 'attachment; filename="plan-a-x-y-1.pdf"'
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_another_programme_reads_it_only_where_its_writer_has_a_seat_there_too():
    programme, other, third = (make.programme(name) for name in ("One", "Two", "Three"))
    by = make.writer(programme)
    make.seat("editor", programme_=other, of=by)
    me, stranger = make.mentor(other), make.mentor(third)
    found = make.document(programme, by=by, also_in=[other, third])

    assert list(found.also_in.all()) == [other]
    page = reverse("provider:document", args=[found.code])
    assert sign_in(Client(), me.user).get(page).status_code == 200
    assert sign_in(Client(), stranger.user).get(page).status_code == 404
    assert found.title in read(me, reverse("provider:handbook", args=[other.slug]))
    operations.acknowledge(found.editions.all()[0], me)
    assert readers.counts([found])[found.pk] == (1, 1)


def test_two_at_the_desk_lose_nothing_and_what_is_taken_out_comes_back_whole():
    programme = make.programme()
    me, by = make.mentor(programme), make.writer(programme)
    found = make.document(programme, by=by)
    operations.acknowledge(found.editions.all()[0], me)
    change = {"title": "New", "about": "", "asked_of": "mentors", "also_in": ()}
    operations.change_document(found, version=1, by=by, **change)
    with pytest.raises(Stale):
        operations.new_edition(found, version=1, text="Mine", what_changed="All", by=by)
    client = sign_in_as_staff(Client(), by)
    page = reverse("provider:new_edition", args=[programme.slug, found.code])
    answer = client.post(page, {"version": 1, "text": "Mine, typed", "what_changed": "All"})
    assert answer.status_code == 409
    assert "Mine, typed" in answer.content.decode()

    operations.remove_document(found, by=by)
    address = reverse("provider:document", args=[found.code])
    assert sign_in(Client(), me.user).get(address).status_code == 404
    operations.restore_document(found, by=by)
    assert readers.counts([found])[found.pk] == (1, 1)


def test_search_finds_every_word_and_shows_the_line():
    programme = make.programme()
    me = make.mentee(programme)
    make.document(programme, "Visits", text="# Before\n- Sign in at the desk\n- Bring a badge")
    make.document(programme, "Time", text="An hour a fortnight")
    page = reverse("provider:handbook", args=[programme.slug])

    found = read(me, f"{page}?q=badge+visits")

    assert "Visits" in found
    assert "… Bring a badge …" in found
    assert "An hour" not in found
    assert "Nothing has all of these words" in read(me, f"{page}?q=badge+fortnight")


def test_an_editor_sees_how_many_and_never_who():
    programme = make.programme()
    make.mentor(programme, name="Bethan Quill", email="b@example.org")
    editor = make.writer(programme, "editor")
    found = make.document(programme, by=editor)
    client = sign_in_as_staff(Client(), editor)
    here = [programme.slug, found.code]

    page = client.get(reverse("provider:desk_document", args=here)).content.decode()

    assert "0 of 1 have read it" in page
    assert "Quill" not in page
    assert client.get(reverse("provider:read_sheet", args=here)).status_code == 403
    sheet = sign_in_as_staff(Client(), make.writer(programme)).get(
        reverse("provider:read_sheet", args=here)
    )
    assert "Bethan Quill,b@example.org" in sheet.content.decode()
