"""Links are made, counted by, retired; who came is noted once; sites and calls are kept."""

import pytest
from django.db import IntegrityError, transaction

from edumentoring.common.refused import Refused, Stale
from edumentoring.people.models import Event
from edumentoring.programmes.tests import make as programmes
from edumentoring.reach import operations
from edumentoring.reach.models import Arrival, Call, Link
from edumentoring.reach.operations import origin_of
from edumentoring.reach.tests import make

pytestmark = pytest.mark.django_db


# --- Links --------------------------------------------------------------------------------------


def test_a_link_has_a_short_code_that_can_be_typed_from_a_poster():
    link = make.link(label="  Poster in   the staff room ")

    assert link.label == "Poster in the staff room"
    assert len(link.code) == 7
    assert not set(link.code) & set("01ilo")
    assert link.spoken.endswith(f"/i/{link.code}")
    assert Event.objects.filter(action="make_link").exists()


@pytest.mark.parametrize("label", ["", "   "])
def test_a_link_needs_a_name(label: str):
    with pytest.raises(Refused, match="Give the link a name"):
        operations.make_link(make.published(), label=label, by=None)


def test_two_links_of_one_name_are_refused_however_it_is_written():
    link = make.link(label="Poster")

    with pytest.raises(Refused, match="already"):
        operations.make_link(link.programme, label="POSTER", by=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Link.objects.create(programme=link.programme, code="x", label="Poster")


def test_a_programme_has_only_so_many_links(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(operations, "MOST_LINKS", 1)
    link = make.link()

    with pytest.raises(Refused, match="may have 1 links"):
        operations.make_link(link.programme, label="One more", by=None)


def test_a_code_that_is_taken_is_drawn_again(monkeypatch: pytest.MonkeyPatch):
    taken = make.link()
    drawn = iter([*taken.code, *"bcdefgh"])
    monkeypatch.setattr(operations.secrets, "choice", lambda _letters: next(drawn))

    assert operations.make_link(taken.programme, label="New", by=None).code == "bcdefgh"


def test_a_retired_link_counts_nobody_until_it_is_brought_back():
    link = make.link()

    operations.retire_link(link, by=None)
    assert operations.link_for(link.programme, link.code) is None

    operations.bring_back_link(link, by=None)
    assert operations.link_for(link.programme, link.code) == link


def test_retiring_twice_is_one_line_of_history():
    link = make.link()

    operations.retire_link(link, by=None)
    operations.retire_link(link, by=None)

    assert Event.objects.filter(action="retire_link").count() == 1


def test_a_code_is_found_in_its_own_programme_alone_and_in_any_case():
    link = make.link()

    assert operations.link_for(link.programme, link.code.upper()) == link
    assert operations.link_for(make.published("Another"), link.code) is None
    assert operations.link_for(link.programme, "") is None
    assert operations.link_for(link.programme, "x" * 500) is None


# --- Personal links -----------------------------------------------------------------------------


def test_asking_twice_gives_the_same_personal_link():
    me = programmes.mentee()

    assert operations.make_personal_link(me) == operations.make_personal_link(me)
    assert Link.objects.count() == 1


def test_a_stopped_personal_link_comes_back_the_same():
    me = programmes.mentee()
    link = operations.make_personal_link(me)
    operations.retire_link(link, by=me.user)

    assert operations.make_personal_link(me).code == link.code
    assert operations.link_for(me.programme, link.code) == link


def test_whoever_left_invites_nobody():
    me = programmes.mentee(state="left")

    with pytest.raises(Refused, match="You have left"):
        operations.make_personal_link(me)


# --- Arrivals -----------------------------------------------------------------------------------


def test_the_first_link_somebody_came_by_stands():
    first = make.link(label="Poster")
    second = make.link(first.programme, label="Letter")
    someone = make.came_by(first)

    operations.note_arrivals([(someone, second), (someone, None)])

    arrival = Arrival.objects.get()
    assert (arrival.link, arrival.source) == (first, "Poster")


def test_a_personal_invitation_leaves_no_words():
    me = programmes.mentee()
    link = operations.make_personal_link(me)

    operations.note_arrivals([(programmes.mentee(me.programme), link)])

    assert Arrival.objects.get().source == ""


def test_a_link_of_another_programme_is_a_fault():
    with pytest.raises(ValueError, match="another programme"):
        operations.note_arrivals([(programmes.mentee(), make.link())])


# --- Sites that may show the form ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://www.school.sch.uk", "https://www.school.sch.uk"),
        ("www.school.sch.uk", "https://www.school.sch.uk"),
        ("https://WWW.School.sch.uk/staff/page?x=1#y", "https://www.school.sch.uk"),
        ("https://school.example:8443", "https://school.example:8443"),
        ("http://localhost:5000", "http://localhost:5000"),
        ("https://ysgol-glân.cymru", "https://xn--ysgol-gln-i2a.cymru"),
    ],
)
def test_an_address_is_kept_as_a_browser_compares_it(typed: str, kept: str):
    assert origin_of(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "http://school.example",
        "https://*",
        "https://*.school.example",
        "https://school.example;script-src",
        "https://school.example'",
        "https://me:secret@school.example",
        "https://intranet",
        "https://school..example",
        "https://-school.example",
        "https://school.example:99999",
        "https://[::1]",
        "javascript:alert(1)",
        "'none'",
        "data:text/html,x",
        "https://" + "a" * 300 + ".example",
    ],
)
def test_whatever_could_open_the_frame_wider_is_refused(typed: str):
    with pytest.raises(Refused):
        origin_of(typed)


def test_sites_are_kept_once_each_beside_the_other_words():
    programme = make.published(words={"promise": "Ours"})

    operations.allow_embedding(
        programme,
        sites="https://a.example\nwww.b.example\r\nhttps://a.example/",
        by=programmes.user(),
    )

    programme.refresh_from_db()
    assert programme.words == {
        "promise": "Ours",
        "embed_sites": ["https://a.example", "https://www.b.example"],
    }
    assert Event.objects.filter(action="allow_embedding").exists()


def test_one_wrong_site_saves_none():
    programme = make.published()

    with pytest.raises(Refused, match=r"b\.example. must begin"):
        operations.allow_embedding(
            programme, sites="https://a.example http://b.example", by=programmes.user()
        )

    programme.refresh_from_db()
    assert "embed_sites" not in programme.words


def test_so_many_sites_and_no_more():
    sites = "\n".join(f"https://s{number}.example" for number in range(21))

    with pytest.raises(Refused, match="at most 20"):
        operations.allow_embedding(make.published(), sites=sites, by=programmes.user())


# --- The call -----------------------------------------------------------------------------------


def test_every_version_of_a_call_stays():
    programme, helen = make.published(), programmes.user()

    first = operations.save_call(programme, text="Come", by=helen, after=None)
    operations.save_call(programme, text="Do come", by=helen, after=first.pk)

    assert [call.text for call in programme.calls.all()] == ["Do come", "Come"]
    with pytest.raises(ValueError, match="never changed"):
        first.save()


def test_a_call_saved_in_between_is_not_lost():
    programme, helen = make.published(), programmes.user()
    operations.save_call(programme, text="Hers", by=helen, after=None)

    with pytest.raises(Stale, match="Somebody else"):
        operations.save_call(programme, text="Mine", by=helen, after=None)

    assert Call.objects.get().text == "Hers"


def test_pressing_twice_saves_one_call():
    programme, helen = make.published(), programmes.user()

    operations.save_call(programme, text="Come", by=helen, after=None)
    operations.save_call(programme, text="Come", by=helen, after=None)

    assert Call.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "words"), [(" \n ", "empty"), ("x" * 4001, "1 characters too many")]
)
def test_a_call_that_cannot_be_kept_says_why(text: str, words: str):
    with pytest.raises(Refused, match=words):
        operations.save_call(make.published(), text=text, by=programmes.user(), after=None)
