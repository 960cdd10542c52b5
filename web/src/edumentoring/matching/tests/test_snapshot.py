"""What of a person reaches the engine, and what never does."""

import json

import pytest

from edumentoring.concerns.operations import separate_at_once
from edumentoring.matching.for_engine import to_engine
from edumentoring.matching.snapshot import digest_of, take_snapshot
from edumentoring.matching.supply import left_out
from edumentoring.matching.tests import make
from edumentoring.matching.themes import themes
from edumentoring.pairs.models import Pair
from edumentoring.pairs.tests import make as pairs
from edumentoring.programmes import operations
from edumentoring.programmes.models import Question
from edumentoring.programmes.tests import make as people
from edumentoring.training.operations import choose_proof
from edumentoring.training.tests import make as training

pytestmark = pytest.mark.django_db


def test_a_person_reaches_the_engine_with_what_they_answered():
    programme = make.programme(mentors=0, mentees=0)
    trust = people.school("Wharf Trust", kind="trust")
    school = people.school("Wharf Primary", parent=trust, latitude=54.9, longitude=-1.6)
    one = people.mentee(
        programme,
        stage="ect1",
        school=school,
        years=0,
        answers={
            "topics_wanted": ["workload", "behaviour"],
            "wanted_text": "Lesson planning takes every evening.",
            "musts": ["not_my_trust", "shared_time"],
            "wishes": ["more_senior"],
            "availability": ["mon-after"],
            "max_km": 30,
        },
    )

    _mentors, (mentee,) = to_engine(take_snapshot(programme))

    assert mentee.id == str(one.pk)
    assert mentee.stage_rank == 2
    assert mentee.topics == ("workload", "behaviour")
    assert mentee.themes == {"planning"}
    assert (mentee.school, mentee.trust) == (str(school.pk), str(trust.pk))
    assert (mentee.lat, mentee.lon, mentee.max_km) == (54.9, -1.6, 30)
    assert mentee.musts == {"not_my_trust", "shared_availability"}
    assert mentee.wish_stage_gap == 1
    assert mentee.years == 0


def test_what_is_new_for_somebody_asks_for_help_with_it_after_what_they_named():
    programme = make.programme(mentors=0, mentees=0)
    people.mentee(
        programme,
        answers={
            "topics_wanted": ["behaviour", "returning"],
            "new_for_me": ["phase", "school", "role"],
        },
    )

    _mentors, (mentee,) = to_engine(take_snapshot(programme))

    assert mentee.topics == ("behaviour", "returning", "induction")


def test_an_answer_to_a_sensitive_question_is_left_out():
    programme = make.programme(mentors=0, mentees=0)
    Question.objects.filter(programme=programme, key="contexts").update(sensitive=True)
    people.mentee(programme, answers={"contexts": ["faith"], "identity_is": ["lgbt"]})

    snapshot = take_snapshot(programme)

    assert "faith" not in json.dumps(snapshot)
    assert snapshot[0]["is_"] == ["lgbt"]  # for the engine's wish alone


def test_names_and_words_stay_out_of_the_snapshot():
    programme = make.programme(mentors=0, mentees=0)
    people.mentee(programme, name="Zinnia Quill", answers={"about_me": "Juniper and workload."})

    stored = json.dumps(take_snapshot(programme))

    assert "Zinnia" not in stored
    assert "Juniper" not in stored
    assert "workload" in stored


def test_live_pairs_take_their_places_and_past_ones_are_never_proposed_again():
    programme = make.programme(mentors=0, mentees=0)
    mentor = make.mentor(programme, capacity=2)
    with_somebody, declined = make.mentee(programme), make.mentee(programme)
    Pair.objects.create(
        programme=programme, mentor=mentor, mentee=with_somebody, state=Pair.State.AGREED
    )
    Pair.objects.create(
        programme=programme, mentor=mentor, mentee=declined, state=Pair.State.DECLINED
    )

    found = {one["id"]: one for one in take_snapshot(programme)}

    assert with_somebody.pk not in found
    assert found[mentor.pk]["mentor"]["capacity"] == 1
    assert found[declined.pk]["blocked"] == [mentor.pk]


@pytest.mark.parametrize("state", [Pair.State.DECLINED, Pair.State.ENDED])
def test_whoever_goes_on_for_a_joined_sign_up_is_never_proposed_its_old_partners(state):
    programme = make.programme(mentors=0, mentees=0)
    mentor, other_mentor = make.mentor(programme), make.mentor(programme)
    before, now = make.mentee(programme), make.mentee(programme)
    last, by = make.mentee(programme), people.coordinator(programme_=programme)
    Pair.objects.create(programme=programme, mentor=mentor, mentee=before, state=state)

    operations.join(now, before, by=by)
    operations.join(last, now, by=by)

    found = {one["id"]: one for one in take_snapshot(programme)}
    assert set(found) == {mentor.pk, other_mentor.pk, last.pk}
    assert found[last.pk]["blocked"] == [mentor.pk]
    assert found[mentor.pk]["blocked"] == [last.pk]


def test_two_who_were_separated_elsewhere_are_not_proposed_with_their_roles_the_other_way():
    pair = pairs.agreed()
    separate_at_once(pair, by=people.coordinator("owner", pair.programme))
    here = make.programme(mentors=0, mentees=0)
    roles = ({"is_mentor": True}, {"is_mentee": True})
    for was, role in zip((pair.mentee, pair.mentor), roles, strict=True):
        operations.enrol(here, email=was.user.email, name=was.name, by=None, **role)

    mentor, mentee = take_snapshot(here)

    assert (mentor["blocked"], mentee["blocked"]) == ([mentee["id"]], [mentor["id"]])


def test_a_line_manager_is_known_by_the_address_of_a_joined_sign_up():
    programme = make.programme(mentors=0, mentees=0)
    old, kept = people.mentee(programme, email="jo@work.example"), make.mentee(programme)
    mentor = people.mentor(programme, answers={"line_manages": ["Jo@work.example"]})

    operations.join(kept, old, by=people.coordinator(programme_=programme))

    found = {one["id"]: one for one in take_snapshot(programme)}
    assert found[mentor.pk]["mentor"]["line_manages"] == [kept.pk]


def test_somebody_insisted_on_a_step_ahead_is_not_given_a_peer():
    programme = make.programme(mentors=0, mentees=0)
    peer, senior = make.mentor(programme, stage="ect1"), make.mentor(programme, stage="head")
    make.mentee(programme, stage="ect1", answers={"musts": ["more_senior"]})

    _mentors, (mentee,) = to_engine(take_snapshot(programme))

    assert str(peer.pk) in mentee.blocked
    assert str(senior.pk) not in mentee.blocked


def test_a_manager_is_found_by_the_address_somebody_gave():
    programme = make.programme(mentors=0, mentees=0)
    mentee = make.mentee(programme, email="jo@school.example")
    make.mentor(programme, answers={"line_manages": ["jo@school.example", "no@where.example"]})

    (mentor,), _mentees = to_engine(take_snapshot(programme))

    assert mentor.line_manages == {str(mentee.pk)}


def test_one_school_typed_two_ways_is_one_school():
    programme = make.programme(mentors=0, mentees=0)
    make.mentor(programme, school_text="Garth  School")
    make.mentee(programme, school_text="garth school")

    mentors, mentees = to_engine(take_snapshot(programme))

    assert mentors[0].school == mentees[0].school == "text:garth school"


def test_who_counts_as_trained_goes_by_what_the_programme_takes_for_proof():
    programme = make.programme(mentors=0, mentees=0)
    make.mentor(programme, is_trained=True)
    recorded = make.mentor(programme)
    training.record(recorded)

    def are_trained() -> list[bool]:
        mentors, _mentees = to_engine(take_snapshot(programme))
        return [mentor.trained for mentor in mentors]

    assert are_trained() == [True, True]
    choose_proof(programme, "record", by=people.user())
    programme.refresh_from_db()
    assert are_trained() == [False, True]


def test_before_a_round_both_rules_about_one_person_say_whom_they_leave_out():
    programme = make.programme(mentors=0, mentees=0)
    make.mentor(programme, is_trained=True, is_verified=True)
    make.mentor(programme, capacity=3, is_verified=True)
    make.mentee(programme, is_verified=False)

    said = left_out(take_snapshot(programme)).words

    assert said == {
        "trained_only": "This leaves out 1 of 2 mentors with room, and 3 places.",
        "verified_only": "This leaves out no mentor. It leaves out 1 of 1 who wait for a mentor.",
    }


def test_the_digest_changes_with_an_answer_and_not_without():
    programme = make.programme(mentors=1, mentees=1)
    before = digest_of(take_snapshot(programme))

    assert digest_of(take_snapshot(programme)) == before
    make.mentee(programme)
    assert digest_of(take_snapshot(programme)) != before


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Marking and workload", ["workload", "assessment"]),
        ("I like my friends and my applications", []),
        ("", []),
    ],
)
def test_themes_are_the_topics_a_text_names(words, found):
    assert themes(words) == found
