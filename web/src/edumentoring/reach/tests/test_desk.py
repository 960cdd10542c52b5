"""The coordinators' pages: sharing, the report, and who is missing."""

import html
from urllib.parse import unquote

import pytest
from django.test import Client
from django.utils import timezone

from edumentoring.people.personal import Scope, declarations
from edumentoring.people.tests import make as people
from edumentoring.programmes import set_up
from edumentoring.programmes.models import Coordinator, Participant, Programme
from edumentoring.programmes.tests import make as programmes
from edumentoring.reach import begun, operations, sharing
from edumentoring.reach.models import Arrival, Call, Link
from edumentoring.reach.report import source_report
from edumentoring.reach.tests import make
from edumentoring.reach.tests.canary import WORD, plant

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme() -> Programme:
    return make.published()


@pytest.fixture
def helen(programme: Programme) -> Client:
    owner = programme.coordinators.get().user
    return people.sign_in_as_staff(people.browser(), owner)


def page_of(client: Client, programme: Programme, page: str = "share/") -> str:
    response = client.get(f"/programmes/{programme.slug}/{page}")
    assert response.status_code == 200
    return response.content.decode()


# --- Links and their report ---------------------------------------------------------------------


def test_a_link_is_made_and_opens_with_its_own_words(helen, programme):
    response = helen.post(f"/programmes/{programme.slug}/share/", {"label": "Newsletter"})

    link = programme.links.get()
    assert response.headers["Location"] == f"/programmes/{programme.slug}/share/{link.code}/"
    assert link.address in page_of(helen, programme, f"share/{link.code}/")


def test_a_name_that_is_taken_is_said_beside_the_box_and_kept(helen, programme):
    make.link(programme, "Poster")

    response = helen.post(f"/programmes/{programme.slug}/share/", {"label": "poster"})

    assert response.status_code == 422
    page = response.content.decode()
    assert "There is a link called “poster” already." in page
    assert 'value="poster"' in page
    assert 'href="#id_label"' in page


def test_the_report_counts_how_far_those_who_came_are(programme):
    poster, letter = make.link(programme, "Poster"), make.link(programme, "Letter")
    someone = make.came_by(poster)
    Participant.objects.filter(pk=someone.pk).update(introduced_at=timezone.now())
    unsure = make.came_by(poster)
    Participant.objects.filter(pk=unsure.pk).update(state="signed_up")
    unlinked = programmes.mentee(programme)
    Participant.objects.filter(pk=unlinked.pk).update(confirmed_at=timezone.now())
    programmes.mentee(programme)  # came in a sheet, by no form

    rows = {
        row.label: (row.sent, row.confirmed, row.introduced) for row in source_report(programme)
    }

    assert rows == {"Poster": (2, 1, 1), "Letter": (0, 0, 0), "No link": (1, 1, 0)}
    assert letter.arrivals.count() == 0


def test_personal_invitations_are_one_row_that_names_nobody(programme):
    for _each in range(2):
        mine = operations.make_personal_link(programmes.mentee(programme))
        make.came_by(mine)

    rows = [(row.label, row.sent, row.link) for row in source_report(programme)]

    assert ("Personal invitations", 2, None) in rows


def test_those_who_began_are_counted_with_those_who_signed_up(programme, monkeypatch):
    poster, gone = make.link(programme, "Poster"), make.link(programme, "Old")
    operations.retire_link(gone, by=None)
    mine = operations.make_personal_link(programmes.mentee(programme))
    make.came_by(poster)
    codes = {poster.code: 2, poster.code.upper(): 1, gone.code: 1, mine.code: 1, "": 3, "x": 1}
    monkeypatch.setattr(begun, "_counts", [])
    begun.add(lambda asked: codes if asked == programme else {})
    begun.add(lambda _asked: {})

    started = {row.label: row.started for row in source_report(programme)}

    assert started == {"Poster": 4, "Old": 0, "Personal invitations": 1, "No link": 5}


def test_links_of_another_programme_are_not_in_the_report(programme):
    make.came_by(make.link(make.published("Another"), "Theirs"))

    assert [row.label for row in source_report(programme)] == ["No link"]


def test_a_link_is_retired_and_brought_back_from_the_page(helen, programme):
    link = make.link(programme)
    address = f"/programmes/{programme.slug}/share/{link.code}/"

    helen.post(address, {"do": "retire"})
    assert "Bring back" in page_of(helen, programme)
    helen.post(address, {"do": "bring_back"})

    link.refresh_from_db()
    assert link.retired_at is None


def test_a_personal_link_is_no_business_of_the_desk(helen, programme):
    mine = operations.make_personal_link(programmes.mentee(programme))

    assert helen.get(f"/programmes/{programme.slug}/share/{mine.code}/").status_code == 404
    assert mine.code not in page_of(helen, programme)


def test_a_hidden_programme_says_that_its_links_lead_nowhere_yet(helen, programme):
    Programme.objects.update(published_at=None)

    page = page_of(helen, programme)

    assert "The public page is hidden" in page
    assert "pictures/" not in page


def test_a_viewer_sees_and_changes_nothing(programme):
    viewer = people.staff_person()
    Coordinator.objects.create(programme=programme, user=viewer, role="viewer")
    client = people.sign_in_as_staff(people.browser(), viewer)

    assert "Make the link" not in page_of(client, programme)
    assert client.post(f"/programmes/{programme.slug}/share/", {"label": "x"}).status_code == 403


# --- Words, poster and frame --------------------------------------------------------------------


def test_words_for_a_post_fit_into_it_with_the_whole_address():
    long = Programme(
        name="N" * 120, slug="n", kind="open", summary="word " * 90, words={"promise": "p" * 140}
    )

    posts = {each.key: each for each in sharing.channels(long, None)}

    for key, most in sharing.POST_LETTERS.items():
        assert len(posts[key].text) <= most
        assert posts[key].text.endswith("/join/n/")


def test_every_channel_sends_its_own_words(programme):
    link = make.link(programme)

    for each in sharing.channels(programme, link):
        assert link.address in each.text
        if each.send_url:
            assert link.address in unquote(each.send_url)
            assert " " not in each.send_url
            assert "+" not in each.send_url.partition("?")[2]


def test_the_lines_for_a_site_frame_the_form_and_link_beneath(programme):
    Programme.objects.update(name='The "Best" <Staffroom>')
    programme.refresh_from_db()
    link = make.link(programme)

    lines = sharing.snippet(programme, link)

    assert f'/join/{programme.slug}/embed/?via={link.code}"' in lines
    assert 'title="Sign up: The &quot;Best&quot; &lt;Staffroom&gt;"' in lines
    assert f'<a href="{link.address}">' in lines


def test_the_lines_stand_on_the_page_as_text_to_copy(helen, programme):
    assert html.escape("<iframe src=") in page_of(helen, programme)


def test_a_wrong_site_is_said_and_kept(helen, programme):
    response = helen.post(
        f"/programmes/{programme.slug}/share/sites/", {"sites": "http://school.example"}
    )

    assert response.status_code == 422
    assert "must begin with https://" in response.content.decode()
    assert "http://school.example" in response.content.decode()


def test_sites_are_saved_from_the_page(helen, programme):
    helen.post(f"/programmes/{programme.slug}/share/sites/", {"sites": "www.school.example"})

    programme.refresh_from_db()
    assert programme.words["embed_sites"] == ["https://www.school.example"]


def test_the_poster_opens_for_the_page_and_for_a_link_on_two_papers(helen, programme):
    link = make.link(programme, "Poster")

    for code in (link.code, "page"):
        for paper in ("", "?paper=bleed"):
            response = helen.get(f"/programmes/{programme.slug}/share/{code}/poster.pdf{paper}")
            assert response.headers["Content-Type"] == "application/pdf"
            assert "no-store" in response.headers["Cache-Control"]


# --- Who is missing -----------------------------------------------------------------------------


def test_the_picture_and_its_table_say_the_same(helen, programme):
    for _each in range(3):
        programmes.mentee(programme)
    programmes.mentor(programme)

    page = page_of(helen, programme, "coverage/")

    assert 'width="100.0"' in page
    assert '<th scope="row">Mathematics</th><td class="number">3</td>' in page
    assert "Two more secondary maths mentors in the North East would help two people." in page


def test_an_unknown_side_is_the_first_one(helen, programme):
    programmes.mentee(programme)

    assert "Mathematics" in page_of(helen, programme, "coverage/?by=shoe-size")


def test_an_empty_programme_says_what_will_be_here(helen, programme):
    assert "Supply and demand will be here" in page_of(helen, programme, "coverage/")


def test_the_call_is_saved_and_the_draft_stays_to_be_seen(helen, programme):
    programmes.mentee(programme)
    address = f"/programmes/{programme.slug}/coverage/"
    assert "Could you mentor a teacher?" in page_of(helen, programme, "coverage/")

    helen.post(address, {"text": "Come and help", "after": ""})

    page = page_of(helen, programme, "coverage/")
    assert "Come and help</textarea>" in page
    assert "Show the draft" in page


def test_a_call_saved_in_between_is_shown_and_mine_is_kept(helen, programme):
    programmes.mentee(programme)
    Call.objects.create(programme=programme, text="Hers")
    address = f"/programmes/{programme.slug}/coverage/"

    response = helen.post(address, {"text": "Mine", "after": ""})

    assert response.status_code == 409
    page = response.content.decode()
    assert "Hers" in page
    assert "Mine</textarea>" in page
    again = programme.calls.get().pk
    assert helen.post(address, {"text": "Mine", "after": again}).status_code == 302


# --- Setting up, and being forgotten ------------------------------------------------------------


def test_sharing_is_the_last_step_and_done_once_there_is_a_link(programme):
    seat = programme.coordinators.get()
    step = set_up.steps_for(seat)[-1]
    assert (step.key, step.place, step.seen) == ("share", 60, False)

    make.link(programme)

    assert set_up.steps_for(seat)[-1].seen


def test_a_forgotten_person_is_in_no_link_call_or_arrival(programme):
    me = programmes.mentee(programme, name="Quillfeather Jones", email="quill@canary.example")
    plant(me)
    friend = make.came_by(operations.personal_link(me))
    scope = Scope(user=me.user, words=(me.user.name, me.user.email))
    given = declarations()[Link].export(scope)
    assert next(iter(given))["people who came by it"] == 1

    for model in (Call, Arrival, Link):
        declarations()[model].erase(scope)

    left = str([list(model.objects.values()) for model in (Link, Arrival, Call)])
    for canary in ("Quillfeather", "quill@", WORD, "Letter from"):
        assert canary not in left
    assert not Link.objects.filter(made_by=me.user).exists()
    friend.arrival.refresh_from_db()
    assert friend.arrival.link is None
