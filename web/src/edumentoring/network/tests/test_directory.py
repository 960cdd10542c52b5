"""Who may be found, and what of them."""

import pytest
from django.test import Client
from django.urls import reverse

from edumentoring.concerns.operations import separate_at_once
from edumentoring.consents.operations import withdraw
from edumentoring.network.directory import card_of, cards, narrowed
from edumentoring.network.tests import make
from edumentoring.pairs.tests import make as pairs
from edumentoring.people.tests.make import sign_in
from edumentoring.programmes.models import Participant

pytestmark = pytest.mark.django_db


def names(participant: Participant, **chosen: str) -> list[str]:
    return [card.name for card in cards(narrowed(make.reader(participant).people, chosen))]


def read(participant: Participant, name: str, *args: object) -> str:
    page = reverse(f"network:{name}", args=args or [participant.programme.slug])
    return sign_in(Client(), participant.user).get(page).content.decode()


def test_only_who_said_yes_is_listed_and_only_to_those_who_said_so_themselves():
    programme = make.programme()
    me, other = make.mentee(programme), make.found(make.mentor(programme))
    make.mentor(programme, "Never Asked")

    before = read(me, "directory")
    make.found(me)
    after = read(me, "directory")

    assert "Jo Barker" not in before
    assert "Yes, others may find me" in before
    assert names(me) == ["Jo Barker"]
    assert "Jo Barker" in after
    assert "Never Asked" not in after
    assert other.user.email not in after


def test_whoever_takes_it_back_is_gone_at_once_and_finds_nobody():
    me, other = make.two()
    assert names(me) == ["Jo Barker"]

    withdraw(other, "directory", way="place", by=other.user)

    assert names(me) == []
    assert names(other) == []


def test_each_thing_may_be_left_out_and_is_then_not_searched_either():
    programme = make.programme()
    me = make.found(make.mentee(programme))
    answers = {"phases": ["ks3"], "subjects": ["maths"], "topics_offered": ["workload"]}
    other = make.mentor(programme, answers=answers, region="wales", school_text="Long Lane School")
    asked = {"phase": "ks3", "strength": "workload", "region": other.region}
    make.found(other)
    for key, value in asked.items():
        assert names(me, **{key: value}) == ["Jo Barker"], key
    assert card_of(other).school == "", "a school is shown only to whoever ticked it"

    hidden = {"phases": False, "strengths": False, "region": False, "subjects": False}
    make.found(other, school=True, **hidden)

    other = Participant.objects.get(pk=other.pk)
    card = card_of(other)
    assert (card.phases, card.subjects, card.strengths, card.region) == ([], [], [], "")
    assert card.school == "Long Lane School"
    for key, value in asked.items():
        assert names(me, **{key: value}) == [], key


def test_a_name_that_is_not_shown_is_found_by_no_search_and_by_no_order():
    programme = make.programme()
    me = make.found(make.mentee(programme))
    make.found(make.mentor(programme, "Zoe Zander"))
    make.found(make.mentor(programme, "Ann Abel"), name="none")
    make.found(make.mentor(programme, "Ben Abel"), name="first")

    assert names(me) == ["Zoe Zander", "A mentor", "Ben"]
    assert names(me, q="zander") == ["Zoe Zander"]
    assert names(me, q="ben") == ["Ben"]
    for words in ("abel", "ann", "ben abel", "ben a"):
        assert names(me, q=words) == [], words


def test_two_people_who_were_separated_do_not_find_or_read_each_other():
    pair = pairs.agreed()
    me, other = make.found(pair.mentee), make.found(pair.mentor)
    group = make.group(other)
    make.operations.join(group, me)
    asked = make.question(other, "Who has a quiet corner?", group=group)
    make.answer(make.question(me, "Mine", group=group), other, "Somebody else’s answer")
    talk = make.thread(other, me)
    open_question = ["question", me.programme.slug, asked.code]
    assert "quiet corner" in read(me, *open_question)

    separate_at_once(pair, by=make.person())

    for one, two in ((me, other), (other, me)):
        assert make.reader(one).hidden == {two.user_id}
    assert "quiet corner" not in read(me, *open_question)
    client = sign_in(Client(), me.user)
    assert client.get(reverse("network:thread", args=[talk.code])).status_code == 404
    assert talk.code.hex not in read(me, "messages").replace("-", "")
    assert not make.operations.tell_of_messages()


def test_the_directory_stays_quick_with_many_people(django_assert_max_num_queries):
    programme = make.programme()
    me = make.found(make.mentee(programme))
    for number in range(25):
        make.found(make.mentor(programme, f"Mentor {number:02}"))
    client = sign_in(Client(), me.user)

    with django_assert_max_num_queries(15):
        page = client.get(reverse("network:directory", args=[programme.slug])).content.decode()

    assert "Mentor 19" in page
    assert "Mentor 20" not in page
    assert "Showing 1 to 20 of 25" in page


def test_saying_yes_takes_one_press_in_the_words_that_were_read():
    programme = make.programme()
    me = make.mentee(programme)
    client = sign_in(Client(), me.user)
    page = reverse("network:directory", args=[programme.slug])
    consent = reverse("network:consent", args=[programme.slug])
    client.get(page)

    client.post(consent, {"version": "7"})
    assert not make.reader(me).is_listed, "words that nobody was shown"
    client.post(consent, {"version": "1"})
    assert make.reader(me).is_listed
    client.post(consent, {"withdraw": "yes"})
    assert not make.reader(me).is_listed
