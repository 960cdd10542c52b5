"""The pages: the wall, the feed, a teller's own, and the desk's."""

from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.urls import reverse

from edumentoring.people.tests import make as accounts
from edumentoring.stories import operations
from edumentoring.stories.keys import story_key
from edumentoring.stories.models import Place, Story
from edumentoring.stories.operations import Allowed
from edumentoring.stories.sharing import channels_of, hashtag_of
from edumentoring.stories.tests import make
from edumentoring.stories.wall import milestones_of

pytestmark = pytest.mark.django_db
CANARY = "Xylographonette"


@pytest.fixture
def here() -> SimpleNamespace:
    programme = make.programme()
    part = make.mentee(programme, name="Bethan Cole")
    return SimpleNamespace(
        programme=programme, part=part, slug=programme.slug, client=accounts.browser()
    )


def owners_browser(programme):
    return accounts.sign_in_as_staff(accounts.browser(), make.owner(programme))


def read(client, address: str) -> str:
    response = client.get(address)
    return response.content.decode() if response.status_code == 200 else ""


# --- Everything that is public --------------------------------------------------------------------


def public_addresses(story: Story) -> list[str]:
    at = [story.programme.slug, story.code]
    return [
        reverse("stories:wall", args=at[:1]),
        reverse("stories:feed", args=at[:1]),
        *(reverse(f"stories:{name}", args=at) for name in ("story", "discuss")),
        reverse("reach:programme", args=at[:1]),
        reverse("reach:programmes"),
        "/",
    ]


def test_withdrawn_it_is_on_no_public_page_and_in_no_feed(here):
    """A word that stands in the title, the words, the name, the role, the themes and the points."""
    story = make.told(here.part, f"{CANARY} words", title=CANARY, name=CANARY, role=CANARY)
    operations.look_after(
        story,
        owner=None,
        editor=None,
        themes=[CANARY.lower()],
        prompts=CANARY,
        by=make.owner(here.programme),
    )
    operations.publish(story, by=make.owner(here.programme))
    addresses = public_addresses(story)
    seen = [at for at in addresses if CANARY in read(here.client, at)]
    assert len(seen) == 4, "the wall, the feed, its page, the page for a meeting"
    for at in addresses[:4]:
        assert "no-store" in here.client.get(at)["Cache-Control"], "no browser keeps it"
    card = reverse("stories:card", args=[here.slug, story.code])
    response = here.client.get(card)
    assert (response.status_code, response["Content-Type"]) == (200, "image/png")

    here.client.post(reverse("stories:withdraw", args=[story_key(story)]))

    left = [at for at in addresses if CANARY.lower() in read(here.client, at).lower()]
    assert left == []
    assert here.client.get(card).status_code == 404
    desk = read(owners_browser(here.programme), reverse("stories:desk", args=[here.slug]))
    page = reverse("stories:desk_story", args=[here.slug, story.code])
    for at_desk in (desk, read(owners_browser(here.programme), page)):
        assert at_desk
        assert f"{CANARY} words" not in at_desk


def test_the_feed_has_what_is_allowed_there_and_nothing_else(here):
    make.published(here.part, "For the feed alone <script>", places=("feed",))
    make.published(here.part, "For the wall alone", places=("wall",))

    feed = read(here.client, reverse("stories:feed", args=[here.slug]))

    assert "For the feed alone &amp;lt;script" in feed, "readers take it as HTML"
    assert "For the wall alone" not in feed
    assert here.client.get(reverse("stories:feed", args=[here.slug]))["Content-Type"].startswith(
        "application/atom+xml"
    )


def test_a_theme_narrows_the_wall_in_few_questions(here, django_assert_max_num_queries):
    story = make.published(here.part, "About marking", title="Marking")
    make.themes(story, "workload")
    make.published(here.part, "About calm", title="Calm")

    for number in range(4):
        make.themes(make.published(make.mentee(here.programme), f"Words {number}"), "workload")
    with django_assert_max_num_queries(12):
        page = read(here.client, reverse("stories:wall", args=[here.slug]) + "?theme=workload")

    assert "About marking" in page
    assert "About calm" not in page


def test_small_numbers_are_no_milestones_and_others_are_rounded_down(here):
    for number in range(13):
        make.mentor(here.programme, name=f"Mentor {number}")

    found = {str(one.words): one.number for one in milestones_of(here.programme)}

    assert found == {"Mentors": 10}, "one mentee is nobody's to count"


def test_links_to_pass_it_on_carry_the_hashtag_and_no_name(here):
    here.programme.words = {"hashtag": "# Wider-Staffroom"}
    here.programme.save()
    story = make.published(here.part, "It helped me to stay.", kind="quote", title="")

    assert hashtag_of(here.programme) == "#WiderStaffroom"
    shared = {one.key: one for one in channels_of(Story.objects.with_words().get(pk=story.pk))}
    assert shared["x"].text.startswith("“It helped me to stay.” #WiderStaffroom\nhttp")
    assert not [one.key for one in shared.values() if "Bethan" in one.text]
    page = reverse("stories:story", args=[here.slug, story.code])
    assert "bsky.app" in read(here.client, page)
    operations.allow(story, {"wall": Allowed("first")})
    assert "bsky.app" not in read(here.client, page)


# --- One's own ------------------------------------------------------------------------------------


def test_a_look_at_a_letters_link_changes_nothing(here):
    story = make.published(here.part)
    make.proposed(story)
    token = story_key(story)

    for page in ("own", "allow", "withdraw", "wording"):
        for _look in range(2):
            assert here.client.get(reverse(f"stories:{page}", args=[token])).status_code == 200

    story.refresh_from_db()
    assert (story.state, story.proposed is not None) == ("published", True)
    assert len(make.shown(Place.WALL)) == 1
    for made_up in (story.code.hex, f"{story.code.hex}.wrong", "x"):
        assert here.client.get(reverse("stories:own", args=[made_up])).status_code == 404


def test_what_was_typed_comes_back_and_is_sent_once(here):
    client = accounts.sign_in(accounts.browser(), here.part.user)
    code = uuid4()
    at = [here.slug, code]
    sent = make.form(version="0", tab="a", text="Half a page", places=["wall"])
    assert client.post(reverse("stories:save", args=at), sent).status_code == 200

    other = accounts.sign_in(accounts.browser(), make.mentor(here.programme).user)
    assert other.get(reverse("stories:write", args=at)).status_code == 404
    assert other.post(reverse("stories:save", args=at), {}).status_code == 404

    page = read(client, reverse("stories:write", args=at))
    assert "Half a page" in page
    assert "There is a problem" not in page
    assert client.get(reverse("stories:new", args=[here.slug])).url.endswith(f"{code}/")
    response = client.post(reverse("stories:write", args=at), make.form(places=[]))
    assert response.status_code == 422
    assert "Choose at least one place" in response.content.decode()
    assert client.post(reverse("stories:write", args=at), make.form()).status_code == 302
    assert Story.objects.get().state == "received"


def test_a_pupils_name_is_pointed_out_and_stops_nobody(here):
    client = accounts.sign_in(accounts.browser(), here.part.user)
    at = [here.slug, uuid4()]

    response = client.post(
        reverse("stories:write", args=at),
        make.form(text="Year 9 Jamie would not settle."),
        follow=True,
    )

    assert "Year 9 Jamie" in response.content.decode()
    assert Story.objects.get().state == "received"


def test_from_outside_the_answer_is_the_same_for_known_and_unknown(here):
    address = reverse("stories:tell", args=[here.slug])
    for email in (here.part.user.email, "new@elsewhere.example"):
        sent = make.form(email=email, form_key=str(uuid4()))
        response = here.client.post(address, sent)
        assert (response.status_code, response.url) == (302, f"/stories/{here.slug}/told/")

    assert len(make.letters("confirm")) == 2


# --- The desk -------------------------------------------------------------------------------------


def test_a_stale_save_is_answered_with_the_difference(here):
    story = make.told(here.part)
    make.themes(story, "workload")
    client = owners_browser(here.programme)
    address = reverse("stories:look_after", args=[here.slug, story.code])

    response = client.post(address, {"themes": "calm starts", "version": "1"})

    page = response.content.decode()
    assert response.status_code == 409
    assert "As saved now" in page
    assert "workload" in page
    assert 'value="calm starts"' in page
    story.refresh_from_db()
    assert [one.word for one in story.themes.all()] == ["workload"]
    again = client.post(address, {"themes": "calm starts", "version": str(story.version)})
    assert again.status_code == 302


def test_an_editor_reads_no_participants_data(here):
    editor = make.seat("editor", programme_=here.programme)
    story = make.told(here.part, name="Bethan Cole", name_as="role", role="ECT")
    operations.look_after(
        story,
        owner=None,
        editor=editor.user,
        themes=[],
        prompts="",
        by=make.owner(here.programme),
    )
    operations.add_note(story, "Ring her at home", by=make.owner(here.programme))
    client = accounts.sign_in_as_staff(accounts.browser(), editor.user)
    at = [here.slug, story.code]

    page = read(client, reverse("stories:desk_story", args=at))
    lists = read(client, reverse("stories:desk", args=[here.slug]))

    assert story.text in page
    for private in ("Bethan", here.part.user.email, "Ring her", str(here.part.code)):
        assert private not in page + lists
    assert client.post(reverse("stories:move", args=at), {"move": "publish"}).status_code == 403
    sent = {"text": "Other words", "version": str(Story.objects.get().version)}
    assert client.post(reverse("stories:propose", args=at), sent).status_code == 302


def test_a_letter_is_read_before_it_is_sent(here):
    story = make.told(here.part)
    client = owners_browser(here.programme)
    address = reverse("stories:decline", args=[here.slug, story.code])
    sent = {"words": "Do tell us in spring.", "version": str(story.version)}

    page = client.post(address, {**sent, "press": "look"}).content.decode()

    assert page.count("Do tell us in spring.") == 2, "in the box and in the letter"
    assert make.letters("declined") == []
    client.post(address, {**sent, "press": "send"})
    assert len(make.letters("declined")) == 1
    assert story_key(story) not in page
