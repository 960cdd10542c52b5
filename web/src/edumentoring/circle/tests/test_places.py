"""What this room hands to the pair's page and to the first page, and being forgotten."""

import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from edumentoring.circle import operations
from edumentoring.circle.models import DropIn, Member, Observation, OwnLine, Record, Supervision
from edumentoring.circle.section import section
from edumentoring.circle.teams import seats_of
from edumentoring.circle.tests import make
from edumentoring.pairs.home import lines_for
from edumentoring.pairs.tests import make as pairs
from edumentoring.people import operations as people
from edumentoring.people.personal import Scope
from edumentoring.people.tests.make import sign_in

pytestmark = pytest.mark.django_db


def test_everything_that_waits_for_an_answer_stands_on_the_first_page_in_one_question():
    pair = make.pair()
    make.invited(pair, by="mentor")
    other = make.pair(pair.programme)
    make.invited(other, email=pair.mentee.user.email, name="Bethan", role="tutor", until=None)
    operations.ask_for_supervision(
        pair.programme, by=other.mentor.user, kind="mentors", email=pair.mentee.user.email
    )
    make.visit(make.door(pair.mentee), pair.mentor.user, agreed=False)
    operations.begin_observation(
        make.side(pair, "mentor"),
        kind="lesson",
        title="Year 8",
        focus="Talk",
        on=make.in_days(1),
        of_mentee=True,
        second=make.member(pair, email="second@elsewhere.example"),
    )

    with CaptureQueriesContext(
        connection,
    ) as asked:
        found = list(lines_for([], pair.mentee.user))

    said = sorted(str(line.text) for line in found)
    assert len(said) == 5, said
    assert "May we ask Jo Barker to help you two?" in said
    assert len([q for q in asked.captured_queries if "circle" in q["sql"]]) == 1
    client = sign_in(Client(), pair.mentee.user)
    assert all(client.get(line.url).status_code == 200 for line in found)


def test_the_section_names_who_is_here_in_one_question():
    pair = make.pair()
    make.member(pair)
    side = make.side(pair)

    with CaptureQueriesContext(connection) as asked:
        found = section(side)

    assert found is not None
    assert len(asked) == 1
    page = sign_in(Client(), pair.mentee.user).get(reverse("pairs:own_pair", args=[pair.code]))
    assert "Jo Barker" in page.content.decode()
    assert "A colleague for a while" in page.content.decode()


WORD = "quillfeather"


def everything_of(programme) -> tuple:
    """A person whose every word is a canary, in each part of this room."""
    pair = make.pair(programme, mentee=pairs.mentee(programme, name=f"Bethan {WORD}"))
    jo = make.member(pair, words=WORD, goal=make.goal(pair, WORD))
    make.invited(pair, email=f"{WORD}@x.example", name=WORD, role="tutor", until=None)
    tutor = make.tutor(pair)
    review = make.review(pair, f"{WORD} term")
    for seat in seats_of(review.pair):
        operations.keep_part(review, seat, going_well=WORD, work_on=WORD, help_with=WORD, version=1)
    lesson = make.observation(pair, jo, title=WORD, focus=WORD)
    for user in (pair.mentor.user, jo.user):
        make.record(lesson, user, saw=WORD, thought=WORD, wondered=WORD)
    operations.compare(lesson, by=jo.user, agree_on=WORD, differ_on=WORD, take_away=WORD, version=1)
    visit = make.visit(make.door(pair.mentee, lesson=WORD, when=WORD), pair.mentor.user)
    operations.thank(visit, worked=WORD, take_away=WORD)
    two = make.supervision(programme, pair.mentee.user, tutor.user, words=WORD)
    operations.keep_page(two, purpose=WORD, rhythm=WORD, next_talk=WORD, version=1)
    operations.add_talk(two, by=tutor.user, on=make.in_days(0), words=WORD)
    operations.add_own_line(two, by=pair.mentee.user, words=WORD)
    return pair, jo


def left() -> list[str]:
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table.startswith("circle_"):
                cursor.execute(f'SELECT * FROM "{table}"')
                found += [
                    f"{table}.{column[0]}"
                    for row in cursor.fetchall()
                    for column, value in zip(cursor.description, row, strict=True)
                    if isinstance(value, str) and WORD in value.lower()
                ]
    return found


def test_nothing_is_left_of_a_mentee_who_was_forgotten():
    pair, jo = everything_of(make.programme())
    assert len(set(left())) > 18

    people.forget(Scope(user=pair.mentee.user), by=pair.mentee.user)

    assert left() == []
    jo.refresh_from_db()
    assert jo.state == "ended"
    assert Observation.objects.count() == 1
    assert Record.objects.count() == 2


def test_a_colleague_who_was_forgotten_leaves_no_word_and_no_name():
    pair = make.pair()
    jo = make.member(pair, name=f"Jo {WORD}", email=f"{WORD}@x.example", words=f"{WORD} helps")
    lesson = make.observation(pair, jo)
    make.record(lesson, jo.user, saw=WORD)
    visit = make.visit(make.door(pair.mentee), jo.user)
    operations.thank(visit, worked=WORD, take_away="")
    make.supervision(pair.programme, pair.mentor.user, jo.user)
    operations.add_own_line(Supervision.objects.get(), by=jo.user, words=WORD)

    people.forget(Scope(user=jo.user), by=jo.user)

    assert left() == []
    assert Member.objects.get().state == "ended"
    assert not OwnLine.objects.exists()
    assert DropIn.objects.get().worked == ""


def test_my_file_holds_my_own_words_and_no_others():
    pair, jo = everything_of(make.programme())
    operations.add_own_line(Supervision.objects.get(), by=pair.mentee.user, words="Mine alone")

    mine = json.dumps(people.data_of(pair.mentee.user), default=str)
    theirs = json.dumps(people.data_of(jo.user), default=str)

    assert "Mine alone" in mine
    assert "What I wrote as an observer" in theirs
    assert "Mine alone" not in theirs
    assert pair.mentee.user.email not in theirs
