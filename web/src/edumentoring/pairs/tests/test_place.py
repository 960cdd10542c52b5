"""My place: what waits is few and calm, and one's own pages are there with a pair or without."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from edumentoring.library.tests import make as library
from edumentoring.pairs import for_you
from edumentoring.pairs.affirming import affirmation, gains
from edumentoring.pairs.home import Kind, Line, few
from edumentoring.pairs.models import Pair
from edumentoring.pairs.tests import make
from edumentoring.people.tests import make as people
from edumentoring.programmes.models import Participant, Programme

pytestmark = pytest.mark.django_db


def place_of(user):
    browser = people.sign_in(people.browser(), user)
    return browser, browser.get(reverse("pairs:place"))


def own_pages(response) -> dict[str, str]:
    """The title and address of every page that is one's own."""
    pages = [page for heading in response.context["own_pages"] for page in heading.pages]
    return {str(page.title): page.url for page in pages}


# --- For you --------------------------------------------------------------------------------------


def test_somebody_who_waits_for_a_first_pair_reaches_all_their_own_pages():
    library.zone()
    waits = make.mentee()

    browser, home = place_of(waits.user)

    found = own_pages(home)
    for name in (
        "notes:mine",
        "notes:journal",
        "notes:find_out",
        "tools:mine",
        "goals:career",
        "goals:interview",
        "goals:skills",
        "rhythm:this_year",
        "rhythm:pulse",
        "rhythm:load",
        "meetings:calendar",
        "circle:doors",
        "pairs:my_letters",
    ):
        assert reverse(name) in found.values(), name
    html = home.content.decode()
    for title, url in found.items():
        assert f'href="{url}"' in html, title
        assert browser.get(url, follow=True).status_code == 200, title


def test_when_a_pair_has_ended_the_tools_can_still_be_used_for_oneself():
    pair = make.agreed()
    Pair.objects.update(state=Pair.State.ENDED, ended_at=timezone.now())

    browser, home = place_of(pair.mentee.user)
    tools = browser.get(reverse("tools:pair_tools", args=[pair.code])).content.decode()
    begun = browser.post(reverse("tools:start", args=["grow"]), follow=True)

    assert reverse("tools:mine") in own_pages(home).values()
    assert f'href="{reverse("tools:mine")}"' in tools
    assert begun.status_code == 200


def test_the_mentor_standards_are_there_by_role_and_not_by_pair():
    alone = make.mentor()
    learner = make.mentee(alone.programme)
    mirror = reverse("goals:standards")

    browser, home = place_of(alone.user)
    other, their_home = place_of(learner.user)

    assert mirror in own_pages(home).values()
    assert mirror not in own_pages(their_home).values()
    assert mirror in browser.get(reverse("goals:skills")).content.decode()
    assert mirror not in other.get(reverse("goals:skills")).content.decode()


def test_a_coordinator_without_a_part_reaches_my_place_and_talks_about_mentoring():
    seat = make.seat()
    staff = people.sign_in_as_staff(people.browser(), seat.user)

    desk = staff.get(reverse("pairs:introductions", args=[seat.programme.slug]))
    found = own_pages(staff.get(reverse("pairs:place")))

    assert f'href="{reverse("pairs:place")}"' in desk.content.decode()
    assert reverse("circle:supervisions") in found.values()
    assert reverse("tools:mine") not in found.values()


def test_own_pages_ask_the_database_at_most_once(django_assert_max_num_queries):
    mentor = make.mentor()

    with django_assert_max_num_queries(1):
        headings = for_you.headings_for(for_you.Reader(mentor.user, [mentor]))

    assert len(headings) >= 4


def test_a_second_programme_asks_the_database_no_more_on_my_place(django_assert_max_num_queries):
    pair = make.agreed()
    elsewhere = make.agreed(make.programme("Another"))
    Participant.objects.filter(pk=elsewhere.mentor.pk).update(user=pair.mentor.user)
    browser, _home = place_of(pair.mentor.user)

    with django_assert_max_num_queries(15):
        html = browser.get(reverse("pairs:place")).content.decode()

    assert html.count("You have not met yet") == 2


# --- Few and calm ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("amount", "shown"), [(3, 3), (5, 5), (9, 4)])
def test_of_each_kind_a_few_are_shown_and_the_others_wait(amount, shown):
    lines = [Line(kind=Kind.ASKED, text=f"Thing {at}", url="/") for at in range(amount)]
    lines.append(Line(kind=Kind.PROMISED, text="Another kind", url="/"))

    found = few(lines, Kind.ASKED)

    assert (len(found.shown), len(found.more)) == (shown, amount - shown)


# --- While a programme rests ----------------------------------------------------------------------


def test_while_the_programme_rests_every_page_of_a_pair_says_so():
    pair = make.agreed()
    Programme.objects.update(
        paused_at=timezone.now(), resumes_on=timezone.now() + timedelta(9), pause_note="Rest well."
    )
    browser = people.sign_in(people.browser(), pair.mentee.user)
    pages = [
        reverse(f"{name}", args=[pair.code])
        for name in ("pairs:own_pair", "pairs:agreement", "goals:goals", "rhythm:reviews")
    ]

    assert all("Rest well." in browser.get(page).content.decode() for page in pages)
    Pair.objects.update(state=Pair.State.ENDED)
    assert not any("Rest well." in browser.get(page).content.decode() for page in pages)


# --- A warm word ----------------------------------------------------------------------------------


def test_the_warm_word_is_drawn_from_what_both_said():
    pair = make.agreed()
    pair.mentee.answers |= {"phases": ["ks2"], "about_me": "I am new. I love teaching art."}
    pair.mentor.answers |= {"phases": ["ks1", "ks2"]}

    to_mentee, to_mentor = affirmation(pair, pair.mentee), affirmation(pair, pair.mentor)

    assert to_mentee[0].startswith("You asked for help with behaviour and relationships")
    assert "Imran offered just that" in to_mentee[0]
    assert "You both teach ages 7 to 11" in to_mentee[1]
    assert "You wrote: “I love teaching art.”" in to_mentee[2]
    assert to_mentor[0].startswith("You offered help with behaviour")
    assert not any("art" in each.split() for each in to_mentor)
    assert "behaviour" in gains(pair)["mentee"]


def test_the_warm_word_says_nothing_of_how_somebody_is_or_what_is_private():
    pair = make.agreed()
    pair.mentee.answers |= {
        "topics_wanted": ["wellbeing", "networks"],
        "identities": ["lgbt"],
        "about_me": "I love my wife Quillfeather. I enjoy the Quillfeather choir.",
    }
    pair.mentor.answers |= {"topics_offered": ["wellbeing", "networks"], "identities": ["lgbt"]}

    for reader in (pair.mentee, pair.mentor):
        said = " ".join([*affirmation(pair, reader), *gains(pair).values()]).casefold()
        assert said
        for word in ("wellbeing", "mental", "like me", "lgbt", "quillfeather"):
            assert word not in said


def test_the_guide_carries_the_warm_word_and_goes_on_the_list_once():
    pair = make.agreed()
    browser = people.sign_in(people.browser(), pair.mentee.user)
    guide = browser.get(reverse("pairs:first_meeting", args=[pair.code])).content.decode()
    take = reverse("meetings:take_guide", args=[pair.code])

    browser.post(take)
    listed = browser.post(take, follow=True).content.decode()

    assert affirmation(pair, pair.mentee)[0] in guide
    assert take in guide
    assert "Say hello: How did you come into teaching?" in listed
    assert pair.agenda.count() == 4


def test_the_code_of_conduct_is_one_press_away_from_the_pages_of_a_pair():
    pair = make.agreed()
    browser = people.sign_in(people.browser(), pair.mentor.user)
    conduct = reverse("consents:conduct", args=[pair.programme.slug])

    for name in ("own_pair", "agreement", "first_meeting"):
        html = browser.get(reverse(f"pairs:{name}", args=[pair.code])).content.decode()
        assert f'href="{conduct}"' in html, name
    assert browser.get(conduct).status_code == 200


def test_messages_for_awkward_moments_are_offered_where_it_may_be_awkward():
    pair = make.agreed()
    browser = people.sign_in(people.browser(), pair.mentee.user)
    messages = reverse("tools:about", args=["awkward-moments"])

    waits = browser.get(reverse("pairs:own_pair", args=[pair.code])).content.decode()
    working = browser.get(reverse("pairs:working", args=[pair.code])).content.decode()

    assert f'href="{messages}#message-no-answer"' in waits
    assert f'href="{messages}"' in working
    assert 'id="message-no-answer"' in browser.get(messages).content.decode()
