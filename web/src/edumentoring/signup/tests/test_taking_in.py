"""What the clock makes of sign-ups that were sent."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from edumentoring.common.models import Letter
from edumentoring.people.models import User
from edumentoring.people.tests.make import browser
from edumentoring.programmes.models import Participant, Question
from edumentoring.programmes.tests.make import school
from edumentoring.reach.operations import make_link
from edumentoring.signup import operations
from edumentoring.signup.keys import key_of, page_link
from edumentoring.signup.models import Draft
from edumentoring.signup.operations import taking_in
from edumentoring.signup.tests import make

pytestmark = pytest.mark.django_db


def test_a_sign_up_becomes_a_participant_with_consents_and_one_letter():
    draft = make.taken_in(answers={**make.ANSWERS, "years": 2, "wanted_text": "Calmer lessons"})

    participant = draft.participant
    assert (draft.kind, participant.state) == ("new", Participant.State.SIGNED_UP)
    assert (participant.stage, participant.years) == ("ect1", 2)
    assert participant.answers["wanted_text"] == "Calmer lessons"
    assert participant.answers["topics_wanted"] == ["behaviour"]
    assert {each.purpose for each in participant.consents.standing()} == {"part", "conduct"}
    assert make.letters_to(draft) == ["signup_confirm"]


def test_nobody_who_has_not_confirmed_is_in_a_round():
    draft = make.taken_in()

    assert not draft.programme.participants.taking_part().exists()


def test_taking_in_again_changes_nothing():
    draft = make.taken_in()

    assert operations.take_in_sign_ups() == 0
    assert taking_in.take_in([draft.pk]) == 0

    assert Letter.objects.count() == 1


def test_a_batch_reads_the_questions_once_and_asks_each_person_their_own():
    programme = make.open_programme()
    mentee = make.sent(programme)
    mentor = make.sent(programme, is_mentee=False, is_mentor=True)
    elsewhere = make.sent(make.open_programme("Another"))
    elsewhere.programme.questions.filter(key="topics_wanted").update(retired_at=timezone.now())

    with CaptureQueriesContext(connection) as asked:
        taking_in.take_in([mentee.pk, mentor.pk, elsewhere.pk])

    reads = [each for each in asked if 'FROM "programmes_question"' in each["sql"]]
    assert len(reads) == 1
    wanted = [
        "topics_wanted" in Draft.objects.get(pk=each.pk).participant.answers
        for each in (mentee, mentor, elsewhere)
    ]
    assert wanted == [True, False, False]


def test_the_school_tells_the_region_and_one_not_listed_stays_in_words():
    here = school(region="wales")

    listed = make.taken_in(answers={**make.ANSWERS, "school": here.pk})
    typed = make.taken_in(answers={**make.ANSWERS, "school_text": "Forest School"})
    gone = make.taken_in(answers={**make.ANSWERS, "school": 999_999})

    assert (listed.participant.school, listed.participant.region) == (here, "wales")
    assert typed.participant.school_name == "Forest School"
    assert gone.participant.school is None


def test_the_link_they_came_by_is_counted():
    programme = make.open_programme()
    link = make_link(programme, label="Poster", by=make.coordinator())

    draft = make.taken_in(programme, via=link.code)

    assert draft.participant.arrival.link == link


def test_an_option_that_was_taken_away_meanwhile_keeps_its_words():
    programme = make.open_programme()
    draft = make.sent(programme, answers={**make.ANSWERS, "topics_wanted": ["behaviour", "arts"]})
    question = Question.objects.get(programme=programme, key="topics_wanted")
    left = [option for option in question.options if option["id"] != "arts"]
    Question.objects.filter(pk=question.pk).update(retired_at=question.worded_at)
    Question.objects.create(
        programme=programme,
        key="topics_wanted",
        version=2,
        kind=question.kind,
        asked_of=question.asked_of,
        label=question.label,
        options=left,
    )

    operations.take_in_sign_ups()

    draft.refresh_from_db()
    assert draft.participant.answers["topics_wanted"] == [
        "behaviour",
        "other:Learning through the arts",
    ]


def test_a_sign_up_that_cannot_be_taken_in_keeps_none_of_the_others_out(monkeypatch, caplog):
    programme = make.open_programme()
    wrong, right = make.sent(programme), make.sent(programme)
    enrol = taking_in.enrol_newcomers

    def stumble(programme, newcomers, **more):
        if wrong.email in [one.email for one in newcomers]:
            raise RuntimeError("no")
        return enrol(programme, newcomers, **more)

    monkeypatch.setattr(taking_in, "enrol_newcomers", stumble)
    assert operations.take_in_sign_ups() == 1

    right.refresh_from_db()
    wrong.refresh_from_db()
    assert right.participant is not None
    assert wrong.trouble == "RuntimeError: no"
    monkeypatch.undo()
    operations.try_again()
    assert operations.take_in_sign_ups() == 1


def test_a_worker_killed_half_way_leaves_everything_as_it_was(monkeypatch):
    make.sent()

    class Killed(BaseException):
        pass

    def die(_letters):
        raise Killed

    monkeypatch.setattr(taking_in, "queue_letters", die)
    with pytest.raises(Killed):
        operations.take_in_sign_ups()

    assert not Participant.objects.exists()
    monkeypatch.undo()
    assert operations.take_in_sign_ups() == 1
    assert (Participant.objects.count(), Letter.objects.count()) == (1, 1)


# --- An address that is known -------------------------------------------------------------------


def known(**answers) -> tuple[Participant, Draft]:
    """Somebody who takes part, and a sign-up sent under their address."""
    programme = make.open_programme()
    there = make.mentee(programme, email="known@northgate.example", stage="ect2")
    draft = make.taken_in(
        programme, email="known@northgate.example", name="Not They", answers=answers or make.ANSWERS
    )
    there.refresh_from_db()
    return there, draft


def test_a_known_address_changes_nothing_until_its_letter_is_used():
    there, draft = known(stage="head", phases=["ks5"])

    assert (draft.kind, draft.participant) == ("known", there)
    assert (there.stage, there.name) == ("ect2", str(there.user))
    assert there.name != "Not They"
    assert not there.consents.exists()
    assert make.letters_to(draft) == ["signup_was_this_you"]
    assert "Was this you?" in Letter.objects.get().subject


def test_its_answers_are_the_persons_own_once_the_letter_is_used():
    there, draft = known(stage="head", phases=["ks5"])

    browser().post(make.confirm_path(draft))

    there.refresh_from_db()
    assert (there.stage, there.answers["phases"]) == ("head", ["ks5"])
    assert there.consents.standing().count() == 2
    assert there.answer_changes.filter(key="stage", source="person", by=there.user).exists()


def test_two_sign_ups_under_one_new_address_make_one_person():
    programme = make.open_programme()
    for _twice in range(2):
        make.sent(programme, email="twice@northgate.example")

    operations.take_in_sign_ups()

    assert programme.participants.count() == 1
    assert User.objects.filter(email="twice@northgate.example").count() == 1
    kinds = Letter.objects.values_list("kind", flat=True)
    assert list(kinds) == ["signup_confirm", "signup_confirm"]


def test_nobody_learns_from_the_pages_who_takes_part():
    """The same bytes and the same statements for an address that is known and one that is not.

    Whatever differs happens later, in the clock.
    """
    programme = make.open_programme()
    there = make.mentee(programme, email="known@northgate.example")
    User.objects.create_user("elsewhere@northgate.example", "Ruth")
    pages, statements = set(), set()
    for email in (there.user.email, "newone@northgate.example", "elsewhere@northgate.example"):
        draft = make.whole_draft(programme, email=email)
        agreed = {f"agree_{purpose}": "on" for purpose in make.agreed_to(programme)}
        phone = browser()
        with CaptureQueriesContext(connection) as asked:
            done = phone.post(page_link(draft, "check"), agreed)
        page = phone.get(done["Location"]).content.decode()
        pages.add(page.replace(email, "(e-mail)").replace(key_of(draft), "(key)"))
        statements.add(tuple(query["sql"].split(" ")[0] for query in asked))

    assert len({_plain(page) for page in pages}) == 1
    assert len(statements) == 1


def _plain(page: str) -> str:
    """Without what is new in every page: its token and nonce."""
    page = re.sub(r"[A-Za-z0-9]{64}", "(token)", page)
    return re.sub(r'nonce="[^"]+"', "(nonce)", page)


def test_the_whole_page_takes_the_same_statements_for_every_address():
    programme = make.open_programme()
    make.mentee(programme, email="known@northgate.example")
    browser().get(f"/join/{programme.slug}/sign-up/all/")  # it is read before it is sent
    statements = set()
    for email in ("known@northgate.example", "newone@northgate.example"):
        with CaptureQueriesContext(connection) as asked:
            browser().post(
                f"/join/{programme.slug}/sign-up/all/", make.whole_post(programme, email=email)
            )
        statements.add(tuple(query["sql"].split(" ")[0] for query in asked))

    assert len(statements) == 1


def test_fifteen_sign_ups_need_few_statements_each():
    """A guard on the surge: what is asked for each person may not grow unseen."""
    programme = make.open_programme()
    for _each in range(10):
        make.sent(programme)

    with CaptureQueriesContext(connection) as asked:
        operations.take_in_sign_ups()

    assert len(asked) <= 260


def test_signed_up_is_when_it_was_sent():
    draft = make.taken_in()

    assert abs(draft.participant.signed_up_at - draft.sent_at) < timedelta(seconds=1)
