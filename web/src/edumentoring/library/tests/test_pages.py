"""The pages of the zone: for everybody to read, and one's own list and check beside them."""

import pytest
from django.urls import reverse

from edumentoring.library import own_operations as operations
from edumentoring.library.models import Article, Read, Sureness, Tried
from edumentoring.library.tests import make
from edumentoring.people import operations as accounts
from edumentoring.people.models import User
from edumentoring.people.personal import Scope
from edumentoring.people.tests import make as people
from edumentoring.programmes.models import Participant
from edumentoring.programmes.tests import make as programmes
from edumentoring.stories import operations as stories
from edumentoring.stories.tests import make as told

pytestmark = pytest.mark.django_db
CANARY = "Quillfeather"


@pytest.fixture
def section():
    return make.section()


@pytest.fixture
def reader() -> User:
    return people.person("imran@school.example", "Imran Sadiq")


@pytest.fixture
def phone(reader):
    return people.sign_in(people.browser(), reader)


def test_a_section_is_read_without_an_account_and_in_few_questions(
    client, section, django_assert_max_num_queries
):
    make.section(title="Deliberate practice")
    client.get(section.url)

    with django_assert_max_num_queries(12):
        page = client.get(section.url).content.decode()

    assert page.index("Three things you can do right now") < page.index("After a lesson")
    assert 'href="#source-1"' in page
    assert 'id="source-1"' in page
    assert "[^list]" not in page
    assert "Next: Deliberate practice" in page
    assert "Put on my list" not in page
    assert "Sign in to keep them" in page
    assert len(page) < 60_000


def test_the_zones_front_leads_to_what_ones_own_programme_wrote(client, phone, reader):
    make.zone()
    mentor = programmes.mentor()
    Participant.objects.filter(pk=mentor.pk).update(user=reader)
    own = make.own_zone(mentor.programme, programmes.user("Helen Marsh"))
    front = reverse("library:zone")

    assert f'href="{own.url}"' in phone.get(front).content.decode()
    assert f'href="{own.url}"' not in client.get(front).content.decode()
    Participant.objects.filter(pk=mentor.pk).update(state=Participant.State.LEFT)
    assert f'href="{own.url}"' not in phone.get(front).content.decode()


def test_what_was_put_on_the_list_is_there_once_and_is_ticked_when_tried(phone, reader, section):
    put = reverse("library:put", args=[section.pk, section.actions[0].id])

    assert phone.post(put).headers["Location"] == f"{section.url}#now"
    phone.post(put)

    line = Tried.objects.get(user=reader)
    assert line.title == "Do thing 1"
    assert b"On your list" in phone.get(section.url).content
    phone.post(reverse("library:tick", args=[line.pk]), {"tried": "yes"})
    line.refresh_from_db()
    assert line.tried_at
    assert b"1 thing tried" in phone.get("/zone/").content
    phone.post(reverse("library:tick", args=[line.pk]), {"tried": "no"})
    line.refresh_from_db()
    assert line.tried_at is None


def test_a_line_of_another_person_is_not_there(phone, section):
    other = people.person("ada@school.example", "Ada")
    line = operations.put_on_list(section, section.actions[0].id, by=other)

    for name in ("tick", "drop"):
        assert phone.post(reverse(f"library:{name}", args=[line.pk])).status_code == 404
    assert Tried.objects.count() == 1


def test_an_action_that_is_not_of_the_section_cannot_be_put_on_a_list(phone, section):
    other = make.section(title="Another")
    put = reverse("library:put", args=[section.pk, other.actions[0].id])

    assert phone.post(put).status_code == 404


def test_a_confidence_check_leads_to_help_and_only_its_writer_ever_reads_it(phone, reader, section):
    line = str(section.confidence[0].id)
    page = reverse("library:sure", args=[section.pk])

    phone.post(page, {f"sure-{line}": "not_yet", f"words-{line}": CANARY})

    own = phone.get(page).content.decode()
    assert CANARY in own
    assert "Where to look" in own
    host = people.sign_in(
        people.browser(),
        people.staff_person("host@school.example", is_superuser=True),
        second_factor=True,
    )
    for address in (page, section.url, "/zone/", "/cms/", reverse("library:mine")):
        assert CANARY.encode() not in host.get(address).content, address
    # Taking the answer away takes the note away.
    phone.post(page, {})
    assert not Sureness.objects.exists()


def test_what_somebody_did_in_the_zone_is_given_back_and_forgotten(phone, reader, section):
    operations.put_on_list(section, section.actions[0].id, by=reader)
    operations.say_read(section, by=reader, read=True)
    line = str(section.confidence[0].id)
    operations.keep_sureness(section, {line: "sure"}, {line: CANARY}, by=reader)
    operations.rate_resource(make.resource(), by=reader, useful=True)

    told = str(accounts.data_of(reader))
    accounts.forget(Scope(user=reader), by=reader)

    for words in ("Do thing 1", CANARY, "I can choose one step.", "Five steps, one page"):
        assert words in told, words
    assert not Tried.objects.exists()
    assert not Read.objects.exists()
    assert not Sureness.objects.exists()


def test_the_name_of_an_editor_goes_from_pages_drafts_and_search_and_their_words_stay(reader):
    section = make.section(
        byline="Imran Sadiq", reading=[("paragraph", "<p>Imran Sadiq waited.</p>")], sources=[]
    )
    section.save_revision(user=reader).publish()

    accounts.forget(Scope(user=reader), by=reader)

    section.refresh_from_db()
    assert "Imran" not in section.byline
    assert "Imran" not in str(section.reading)
    assert "waited." in str(section.reading)
    assert "Imran" not in str(section.latest_revision.content)


def test_a_draft_is_nowhere_until_it_is_published(client, section):
    section.title = CANARY
    section.save_revision()
    hidden = make.section(title=f"{CANARY} again", live=False)

    assert client.get("/zone/quillfeather-again/").status_code == 404
    for pk in (hidden.pk, 10**20):
        assert client.get(reverse("library:guide_pdf", args=[pk, "x"])).status_code == 404
    for address in ("/zone/", section.url, "/sitemap.xml", "/zone.atom"):
        assert CANARY.encode() not in client.get(address).content, address


def test_articles_are_in_the_feed_and_pages_in_the_map(client, section):
    make.zone().add_child(
        instance=Article(
            title="Eleven things",
            summary="I counted them.",
            byline="Moira Teague",
            body=[("paragraph", "<p>Eleven.</p>")],
        )
    )

    feed = client.get("/zone.atom").content.decode()
    assert "Eleven things" in feed
    assert "Moira Teague" in feed
    assert "/zone/eleven-things/" in client.get("/sitemap.xml").content.decode()
    assert "Sitemap: " in client.get("/robots.txt").content.decode()
    assert b"By Moira Teague" in client.get("/zone/eleven-things/").content


def test_stories_of_ones_own_programme_stand_where_their_themes_do_while_tellers_allow_it(
    client, phone, reader, section
):
    mentor = programmes.mentor()
    Participant.objects.filter(pk=mentor.pk).update(user=reader)
    tellers = [told.mentee(mentor.programme) for _n in range(3)]
    shown = told.published(tellers[0], "Seven words, and then I waited.", places=("zone",))
    told.themes(told.published(tellers[1], "On the wall alone.", places=("wall",)), "feedback")
    told.themes(told.published(told.mentee(told.programme("Another")), "Elsewhere."), "feedback")
    front = reverse("library:zone")
    assert "Seven words" in phone.get(front).content.decode()
    assert "Seven words" not in phone.get(section.url).content.decode(), "no theme of it"

    told.themes(shown, "lesson feedback")

    page = phone.get(section.url).content.decode()
    assert "Told in your programme" in page
    assert "Seven words" in page
    assert "On the wall alone" not in page
    assert "Elsewhere" not in page
    for address in (front, section.url):
        assert "Seven words" not in client.get(address).content.decode(), "for mentors, not for all"
    stories.withdraw(shown)
    assert "Seven words" not in phone.get(section.url).content.decode()


def test_a_guide_is_a_tagged_pdf_of_one_page_and_is_drawn_once(client, section, monkeypatch):
    address = reverse("library:guide_pdf", args=[section.pk, "giving-lesson-feedback"])

    pdf = client.get(address)

    assert pdf.headers["Content-Type"] == "application/pdf"
    assert b"/StructTreeRoot" in pdf.content
    assert b"pdfuaid" in pdf.content
    monkeypatch.setattr("edumentoring.reach.printing._set", lambda *_args: pytest.fail("again"))
    assert client.get(address).content == pdf.content


def test_an_article_that_names_a_source_nobody_gave_is_refused():
    from django.core.exceptions import ValidationError

    section = make.section()
    section.sources = []

    with pytest.raises(ValidationError, match="The article names list"):
        section.full_clean()
