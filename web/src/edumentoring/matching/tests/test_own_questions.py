"""A programme's own questions in matching, and people nobody has verified."""

import json
import re

import pytest

from edumentoring.matching import operations, reasons, without_match
from edumentoring.matching.for_engine import to_engine
from edumentoring.matching.own_questions import feeding, refreshed, words_of
from edumentoring.matching.publishing import new_pairs
from edumentoring.matching.snapshot import digest_of, take_snapshot
from edumentoring.matching.strategy import (
    OWN_WEIGHT,
    change_words,
    from_form,
    lifted,
    of_programme,
    sliders,
    ticks,
)
from edumentoring.matching.tests import make
from edumentoring.people.tests import make as accounts
from edumentoring.programmes.models import Participant, Programme, Question
from edumentoring.programmes.tests import make as people

pytestmark = pytest.mark.django_db

CLUBS = [{"id": "chess", "label": "Chess"}, {"id": "choir", "label": "Choir"}]


def own_question(programme: Programme, **fields: object) -> Question:
    usual = {"key": "club", "kind": "one", "label": "Which club?", "options": CLUBS}
    return Question.objects.create(
        programme=programme, place=90, **{**usual, "feeds": "prefer", **fields}
    )


def two_and_two(**fields: object) -> Programme:
    """Two mentors and two mentees alike in everything but the club."""
    programme = make.programme(mentors=0, mentees=0)
    own_question(programme, **fields)
    for club in ("chess", "choir"):
        people.mentor(programme, name=f"Mentor {club}", answers={"club": club})
        people.mentee(programme, name=f"Mentee {club}", answers={"club": club})
    return programme


def test_the_answers_to_questions_that_feed_reach_the_engine_and_no_others():
    programme = make.programme(mentors=0, mentees=0)
    own_question(programme, kind="several")
    own_question(programme, key="lunch", feeds="")
    own_question(programme, key="car", kind="yes_no", options=[])
    own_question(programme, key="left", retired_at="2026-01-01T00:00Z")
    people.mentee(
        programme,
        answers={
            "club": ["chess", "other:Darts"],
            "lunch": "chess",
            "car": False,
        },
    )

    _mentors, (mentee,) = to_engine(take_snapshot(programme))

    assert mentee.traits == {"club=chess", "car=no"}


def test_a_sensitive_question_never_feeds_and_has_no_words():
    programme = make.programme(mentors=0, mentees=0)
    own_question(programme, sensitive=True, feeds="")
    people.mentee(programme, answers={"club": "chess"})

    assert feeding(programme) == []
    assert "chess" not in json.dumps(take_snapshot(programme))
    assert "club=chess" not in words_of(programme)


def test_without_questions_of_its_own_a_programmes_snapshot_is_what_it_was():
    programme = make.programme(mentors=1, mentees=1)

    for person in take_snapshot(programme):
        assert not {"traits", "verified"} & set(person)


def test_people_who_answer_alike_are_brought_together_and_read_why():
    programme = two_and_two()
    made = make.round_(programme)
    board = make.board(made)

    names = dict(programme.participants.values_list("pk", "user__name"))
    pairs = {(names[row[0]][7:], names[row[1]][7:]) for row in board.pairs}
    assert pairs == {("chess", "chess"), ("choir", "choir")}
    for pair in new_pairs(board):
        club = pair.mentor.name[7:].title()
        said = f"You both answered “{club}” to “Which club?”."
        assert said in pair.reasons["mentor"]
        assert said in pair.reasons["mentee"]


def test_the_board_says_it_in_short_and_both_answers_stand_side_by_side():
    programme = two_and_two()
    made = make.round_(programme)
    seat = accounts.sign_in(accounts.browser(), _staff_owner(programme), second_factor=True)

    page = seat.get(made.get_absolute_url()).text

    assert "Both said: Ch" in page
    assert "“Which club?”" in page
    assert "Your own questions" in page


def _staff_owner(programme: Programme):
    return people.seat("owner", programme_=programme, of=accounts.staff_person()).user


def test_words_changed_since_are_said_as_they_are_now_and_lost_ones_not_at_all():
    programme = two_and_two()
    found = [type("Found", (), {"code": "traits.shared", "params": {"traits": ("club=chess",)}})]

    assert reasons.say(found[0], "mentee", "Jo", {}) == ""
    Question.objects.filter(key="club").update(label="Your club?")
    assert "to “Your club?”" in reasons.say(found[0], "mentee", "Jo", words_of(programme))


def test_a_question_that_must_be_answered_alike_is_a_must_of_the_next_round():
    programme = make.programme(mentors=0, mentees=0)
    own_question(programme, feeds="require")
    people.mentor(programme, answers={"club": "chess"}, capacity=2)
    people.mentee(programme, answers={"club": "choir"})
    open_ = people.mentee(programme)

    board = make.board(make.round_(programme))

    assert board.strategy["musts"]["same_traits"] == ["club"]
    assert [row[1] for row in board.pairs] == [open_.pk]
    (group,) = without_match.groups(board)
    assert group.heading == "A different answer to your own question"
    assert group.detail == "No mentor with a place gave their answer to “Which club?”"
    assert (group.gain_words, group.try_rule) == ("1 more", "same_traits")
    tick = next(each for each in ticks(board.strategy) if each["name"] == "must-same_traits")
    assert tick["ticked"]
    assert tick["label"] == "The same answer to “Which club?”, where both gave one"


def test_trying_without_the_rule_lifts_it_and_says_so():
    programme = make.programme(mentors=0, mentees=0)
    own_question(programme, feeds="require")
    before = refreshed(of_programme(programme.rules), programme)

    after = from_form(lifted(before, "same_traits"), before)

    assert after["musts"]["same_traits"] == []
    assert after["alike"] == {"club": "Which club?"}
    assert "need not hold now" in change_words(before, after)


def test_own_questions_get_a_weight_once_and_keep_the_one_they_were_given():
    programme = make.programme(mentors=0, mentees=0)
    bare = of_programme(programme.rules)
    assert refreshed(bare, programme)["weights"] == bare["weights"]
    assert "traits" not in [each["name"][7:] for each in sliders(refreshed(bare, programme))]

    own_question(programme)
    first = refreshed(bare, programme)
    none = {**first, "weights": {**first["weights"], "traits": 0}}

    assert first["weights"]["traits"] == OWN_WEIGHT
    assert refreshed(none, programme)["weights"]["traits"] == 0


def test_a_rule_that_was_set_aside_stays_so_until_another_question_needs_it():
    programme = make.programme(mentors=0, mentees=0)
    own_question(programme, feeds="require")
    first = refreshed(of_programme(programme.rules), programme)
    aside = {**first, "musts": {**first["musts"], "same_traits": []}}

    assert refreshed(aside, programme)["musts"]["same_traits"] == []
    own_question(programme, key="house", label="Which house?", feeds="require")
    assert refreshed(aside, programme)["musts"]["same_traits"] == ["house"]


def test_ages_a_trainee_hopes_to_teach_stand_for_those_they_teach():
    programme = make.programme(mentors=0, mentees=0)
    people.mentee(programme, stage="trainee", answers={"phases": [], "intended_phases": ["ks2"]})

    _mentors, (mentee,) = to_engine(take_snapshot(programme))

    assert mentee.phases == ("ks2",)


def test_unverified_people_are_left_out_with_the_reason_and_what_it_would_gain():
    programme = make.programme(mentors=2, mentees=2)
    programme.rules["musts"]["verified_only"] = True
    programme.save()
    known = programme.participants.mentees().first()
    Participant.objects.filter(pk__in=[known.pk]).update(is_verified=True)
    programme.participants.mentors().update(is_verified=True)

    board = make.board(make.round_(programme))

    assert [row[1] for row in board.pairs] == [known.pk]
    (group,) = without_match.groups(board)
    assert group.heading == "Not verified yet"
    assert "not known to work in a school" in group.detail
    assert group.change == "Allow people who are not verified yet"
    assert (group.gain_words, group.try_rule) == ("1 more", "verified_only")
    assert len(group.people) == 1


def test_becoming_verified_makes_a_new_snapshot():
    programme = make.programme(mentors=1, mentees=1)
    before = digest_of(take_snapshot(programme))

    programme.participants.update(is_verified=True)

    assert digest_of(take_snapshot(programme)) != before


def test_the_first_page_of_a_round_lists_the_questions_and_offers_the_rule():
    programme = two_and_two(feeds="require")
    made = operations.open_round(programme, by=make.owner(programme))
    browser = accounts.sign_in(accounts.browser(), _staff_owner(programme), second_factor=True)

    page = browser.get(made.get_absolute_url(), follow=True).text

    assert re.search(r"<li>“Which club\?” \(must be alike\)</li>", page)
    assert "Verified people only" in page
