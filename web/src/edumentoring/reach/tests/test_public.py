"""The public pages: what they promise, whom they let in, and what they never give away."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from edumentoring.people.tests import make as people
from edumentoring.programmes.models import Participant, Programme
from edumentoring.programmes.public_words import usual_words
from edumentoring.programmes.tests import make as programmes
from edumentoring.reach import operations, public
from edumentoring.reach.audiences import AUDIENCES
from edumentoring.reach.models import Arrival
from edumentoring.reach.tests import make
from edumentoring.reach.words import USUAL, usual_of, words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def anybody() -> Client:
    return people.browser()


def read(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def text_of(page: str) -> str:
    """The words of a page's main part."""
    return re.sub(r"<[^>]+>", " ", page[page.index("<main") : page.index("</main>")])


# --- A programme's page -------------------------------------------------------------------------


def test_the_page_offers_three_ways_in_that_carry_the_link(anybody):
    link = make.link()

    page = read(anybody, f"/join/{link.programme.slug}/?via={link.code}")

    for way in ("mentee", "mentor", "both"):
        assert f"/join/{link.programme.slug}/sign-up/?as={way}&amp;via={link.code}" in page
    assert page.count("button next") == 1


def test_a_link_that_does_not_count_is_not_carried(anybody):
    retired = operations.retire_link(make.link(), by=None)
    slug = retired.programme.slug
    elsewhere = make.link(make.published("Another"))

    for code in (retired.code, elsewhere.code, '"><script>', ""):
        page = read(anybody, f"/join/{slug}/?via={code}")
        assert "/sign-up/?as=mentee" in page
        assert not re.search(r"(as=\w+&amp;|href=\S*)via=", page)


def test_a_programme_that_takes_only_mentors_has_one_way_in(anybody):
    programme = make.published(takes_mentees=False)

    page = read(anybody, f"/join/{programme.slug}/")

    assert "Offer my time" in page
    assert "Find me a mentor" not in page
    assert "Join as both" not in page


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"paused_at": timezone.now(), "pause_note": "Back in May"}, "Back in May"),
        ({"opens_on": timezone.localdate() + timedelta(days=9)}, "Sign-up opens on"),
        ({"closes_on": timezone.localdate() - timedelta(days=9)}, "Sign-up is closed."),
    ],
    ids=["paused", "not yet", "closed"],
)
def test_a_shut_door_says_so_and_has_no_way_in(anybody, fields, words):
    programme = make.published(**fields)

    page = read(anybody, f"/join/{programme.slug}/")

    assert words in page
    assert "?as=" not in page
    assert "Fair questions" in page


def test_a_full_programme_says_that_one_joins_a_waiting_list(anybody):
    programme = make.published(limit_mentees=1)
    programmes.mentee(programme)

    page = read(anybody, f"/join/{programme.slug}/")

    assert "You join the waiting list." in page
    assert "?as=mentee" in page


def test_only_those_whose_places_are_taken_are_told_to_wait(anybody):
    programme = make.published(limit_mentees=1, limit_mentors=40)
    programmes.mentee(programme)

    page = read(anybody, f"/join/{programme.slug}/")

    assert "All places for mentees are taken, so new mentees join the waiting list." in page
    assert "All places are taken" not in page
    assert "Places left for mentors: 40." in page


@pytest.mark.parametrize(
    ("cadence", "hour"),
    [("weekly", "an hour a week"), ("half_termly", "an hour a half-term"), ("", "an hour a fort")],
)
@pytest.mark.parametrize("kind", Programme.Kind.values)
def test_every_page_promises_the_rhythm_of_the_programme(anybody, kind, cadence, hour):
    programme = make.published(kind=kind, summary="", rules={"cadence": cadence})

    for path in ("", "for-mentors/"):
        page = text_of(read(anybody, f"/join/{programme.slug}/{path}")).lower()
        assert hour in page
        assert ("fortnight" in page) is (not cadence)
        assert "%(" not in page


def test_nobody_reads_of_a_programme_that_is_not_published_or_is_archived(anybody):
    hidden = make.published(published_at=None)
    archived = make.published("Old", archived_at=timezone.now())

    for programme in (hidden, archived):
        for page in ("", "for-schools/", "card.png", "pictures/square.png"):
            assert anybody.get(f"/join/{programme.slug}/{page}").status_code == 404


def test_small_counts_are_words(anybody):
    programme = make.published()
    for number in range(9):
        programmes.mentee(programme, school=programmes.school(f"School {number}"))

    page = read(anybody, f"/join/{programme.slug}/")

    assert "A few people" in page
    assert "in a few schools" in page
    assert not re.search(r"\b9\b", text_of(page))


def test_ten_are_counted(anybody):
    programme = make.published()
    for _number in range(10):
        programmes.mentee(programme)

    assert "10 people" in read(anybody, f"/join/{programme.slug}/")


def test_dates_stand_beside_the_steps(anybody):
    today = timezone.localdate()
    programme = make.published(
        closes_on=today + timedelta(days=30), next_round_on=today + timedelta(days=40)
    )

    page = read(anybody, f"/join/{programme.slug}/")

    for day, before in ((30, "Until"), (40, "By")):
        date = today + timedelta(days=day)
        assert f"{before} {date.day} {date:%B}" in page


def test_the_page_is_in_its_programmes_words_and_colour(anybody):
    programme = make.published(
        look="plum",
        summary="Two heads and a kettle.",
        words={"promise": "Tea & <talk>", "questions": [{"question": "Why?", "answer": "So."}]},
    )

    page = read(anybody, f"/join/{programme.slug}/")

    assert "look-plum" in page
    assert "Tea &amp; &lt;talk&gt;" in page
    assert "Two heads and a kettle." in page
    assert page.count('<details class="fold"') == 1
    assert "Why?" in page


@pytest.mark.parametrize("kind", Programme.Kind.values)
def test_every_kind_has_its_own_words(kind: str):
    programme = Programme(kind=kind, name="Ours")

    assert words_of(programme).promise == USUAL[kind].promise
    assert len({str(words.promise) for words in USUAL.values()}) == len(USUAL)


def test_words_of_the_wrong_shape_are_passed_over():
    programme = Programme(kind="open", words={"promise": 7, "folio": " ", "questions": ["x", {}]})

    assert words_of(programme) == usual_of(programme)


def test_the_step_look_is_told_the_usual_words():
    usual = usual_words(Programme(kind="peer"))

    assert usual["promise"] == "Somebody with a job like yours"
    assert usual["summary"].startswith("Talk with a person")


@pytest.mark.parametrize(
    ("wait", "words"),
    [
        ((0, 0), "Less than a day"),
        ((1, 1), "About 1 day"),
        ((3, 9), "3 to 9 days"),
        ((9, 34), "1 to 5 weeks"),
        ((20, 22), "About 3 weeks"),
    ],
)
def test_a_wait_is_said_in_few_words(wait: tuple[int, int], words: str):
    assert public.wait_words(*wait) == words


def test_other_sites_find_a_card_with_whole_addresses(anybody, settings):
    settings.SITE_URL = "https://mentoring.example.org"
    programme = make.published()

    page = read(anybody, f"/join/{programme.slug}/")

    address = f"https://mentoring.example.org/join/{programme.slug}/"
    assert f'property="og:url" content="{address}"' in page
    assert re.search(rf'property="og:image" content="{address}card\.png\?v=[0-9a-f]{{8}}"', page)
    assert 'name="twitter:card" content="summary_large_image"' in page


def test_a_visit_writes_nothing(anybody, django_assert_max_num_queries):
    link = make.link()

    with django_assert_max_num_queries(8) as queries:
        read(anybody, f"/join/{link.programme.slug}/?via={link.code}")

    assert not [one for one in queries if not one["sql"].startswith("SELECT")]


# --- What mentoring gives -----------------------------------------------------------------------


@pytest.mark.parametrize("key", AUDIENCES)
def test_every_fact_has_its_source_on_the_page(anybody, key: str):
    audience = AUDIENCES[key]

    page = read(anybody, f"/join/{make.published().slug}/{key}/")

    for gain in audience.gains:
        assert gain.sources
        for source in gain.sources:
            number = audience.sources.index(source) + 1
            assert f'id="source-{number}"' in page
            assert source.url.startswith("https://")
            assert source.url in page
            assert re.fullmatch(r"\d{4}", source.year)


# --- The list of programmes ---------------------------------------------------------------------


def test_the_list_shows_those_that_take_sign_ups_and_no_others(anybody):
    today = timezone.localdate()
    make.published("Open scheme")
    make.published("Hidden scheme", published_at=None)
    make.published("Closed scheme", closes_on=today - timedelta(days=2))
    make.published("Resting scheme", paused_at=timezone.now())

    page = read(anybody, "/join/")

    assert "Open scheme" in page
    for name in ("Hidden", "Closed", "Resting"):
        assert name not in page


def test_the_list_can_be_narrowed_to_those_that_look_for_mentors(anybody):
    make.published("For all")
    make.published("No mentors wanted", takes_mentors=False)

    page = read(anybody, "/join/?as=mentor")

    assert "For all" in page
    assert "No mentors wanted" not in page
    assert "Offer my time" in page


def test_what_was_chosen_before_the_programme_is_not_asked_again(anybody):
    programme = make.published("For all")
    address = f"/join/{programme.slug}/sign-up/"

    assert f'href="{address}?as=mentee"' in read(anybody, "/join/?as=mentee")
    assert address not in read(anybody, "/join/")
    Programme.objects.update(opens_on=timezone.localdate() + timedelta(days=3))
    assert address not in read(anybody, "/join/?as=mentee"), "it opens later"


def test_an_empty_list_says_what_to_do(anybody):
    assert "ask them for its link" in read(anybody, "/join/")


def test_many_programmes_are_paged_and_searched(anybody):
    helen = people.staff_person()
    for number in range(21):
        make.published(f"Scheme {number:02}", by=helen)

    assert "Scheme 20" in read(anybody, "/join/?page=2")
    found = read(anybody, "/join/?q=scheme+07")
    assert "Scheme 07" in found
    assert "Scheme 08" not in found
    assert "No programme that takes sign-ups" in read(anybody, "/join/?q=zzz")


# --- Short addresses ----------------------------------------------------------------------------


def test_a_short_address_leads_to_the_page_with_its_code(anybody):
    link = make.link()

    response = anybody.get(f"/i/{link.code.upper()}/")

    assert response.headers["Location"] == f"/join/{link.programme.slug}/?via={link.code}"


def test_a_retired_poster_still_leads_to_the_page(anybody):
    link = operations.retire_link(make.link(), by=None)

    assert anybody.get(f"/i/{link.code}/").status_code == 302


# --- One's own link -----------------------------------------------------------------------------


def test_my_link_is_made_by_asking_and_shows_how_many_never_who():
    me = programmes.mentee(make.published())
    client = people.sign_in(people.browser(), me.user)
    address = f"/place/{me.programme.slug}/invite/"
    assert "/i/" not in read(client, address)
    assert not Arrival.objects.exists()

    client.post(address, {"do": "make"})
    link = operations.personal_link(me)
    friend = programmes.mentee(me.programme, name="Quillfeather Jones")
    operations.note_arrivals([(friend, link)])

    page = read(client, address)
    assert link.address in page
    assert "<b>1</b> person has signed up by it." in page
    assert "Quillfeather" not in page


def test_my_link_can_be_stopped_and_brought_back():
    me = programmes.mentee(make.published())
    client = people.sign_in(people.browser(), me.user)
    address = f"/place/{me.programme.slug}/invite/"
    client.post(address, {"do": "make"})

    client.post(address, {"do": "stop"})
    assert "Bring my link back" in read(client, address)
    client.post(address, {"do": "make"})

    assert operations.personal_link(me).retired_at is None


def test_whoever_left_is_told_why_there_is_no_link():
    me = programmes.mentee(make.published())
    Participant.objects.filter(pk=me.pk).update(state="left")
    client = people.sign_in(people.browser(), me.user)
    address = f"/place/{me.programme.slug}/invite/"

    client.post(address, {"do": "make"})

    assert "You have left this programme" in read(client, address)
    assert operations.personal_link(me) is None
