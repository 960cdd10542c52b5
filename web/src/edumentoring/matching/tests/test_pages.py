"""The pages of a round: what they show, what they keep, what they never do."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from edumentoring.matching import board_changes, operations, pair_changes
from edumentoring.matching.models import BoardState, Round
from edumentoring.matching.tests import make
from edumentoring.pairs.models import Pair
from edumentoring.people.tests.make import sign_in_as_staff
from edumentoring.programmes.models import Participant
from edumentoring.programmes.tests import make as people

pytestmark = pytest.mark.django_db


def signed_in(round_: Round) -> Client:
    return sign_in_as_staff(Client(), make.owner(round_.programme))


def address(round_: Round, name: str = "board", **more: Any) -> str:
    return reverse(
        f"matching:{name}",
        kwargs={"slug": round_.programme.slug, "number": round_.number, **more},
    )


def words_of(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_the_first_page_says_what_will_be_here_and_opens_a_round():
    programme = make.programme()
    client = sign_in_as_staff(Client(), make.owner(programme))
    page = reverse("matching:rounds", args=[programme.slug])

    assert "Your match rounds will be here" in words_of(client.get(page))
    response = client.post(page)

    assert response.headers["Location"] == reverse("matching:start", args=[programme.slug, 1])


LITTLE = "Most of these people told us little, so their fits mean little."
NOTHING = {"answers": {"subjects": [], "phases": []}, "region": "", "stage": ""}


@pytest.mark.parametrize("silent", [1, 2, 3])
def test_a_board_says_when_most_told_little_and_leads_to_them(silent):
    programme = people.programme()
    for at in range(3):
        told = NOTHING if at < silent else {}
        people.mentor(programme, **told)
        people.mentee(programme, **told)
    round_ = make.round_(programme)

    page = signed_in(round_).get(address(round_))

    assert page.context["board"].pairs == 3
    assert words_of(page).count("They told us little to compare.") == silent
    assert (LITTLE in words_of(page)) is (silent > 1)
    whose = reverse("programmes:people", args=[programme.slug])
    assert (f'href="{whose}?missing=any"' in page.content.decode()) is (silent > 1)


def test_a_board_of_low_fits_among_people_who_told_enough_says_no_such_thing():
    programme = people.programme()
    people.mentor(programme, stage="")
    people.mentee(
        programme, answers={"subjects": ["french"], "phases": ["ks1"]}, region="london", stage=""
    )
    round_ = make.round_(programme)

    page = signed_in(round_).get(address(round_))

    assert page.context["board"].low == 1
    assert LITTLE not in words_of(page)


def test_the_start_page_counts_who_is_in_honestly():
    programme = make.programme(mentors=2, mentees=5)
    round_ = make.again(operations.open_round(programme, by=make.owner(programme)))

    words = words_of(signed_in(round_).get(address(round_, "start")))

    assert "Waiting for a mentor 5" in words
    assert "Places they offer 2 At least 3 people will have to wait." in words
    assert "Propose pairs for 5 people" in words
    assert "Trained mentors only This leaves out 2 of 2 mentors with room, and 2 places." in words


def test_proposing_runs_as_a_task_and_leads_to_the_board(run_tasks: Any):
    programme = make.programme(mentors=3, mentees=3)
    round_ = make.again(operations.open_round(programme, by=make.owner(programme)))
    client = signed_in(round_)

    assert client.post(address(round_, "start")).headers["Location"] == address(round_, "progress")
    assert "You can leave this page" in words_of(client.get(address(round_, "progress")))
    run_tasks()

    assert client.get(address(round_, "progress")).headers["Location"] == address(round_)
    answer = client.get(address(round_, "progress"), headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"] == address(round_)
    assert "3 of 3" in words_of(client.get(address(round_)))


def test_the_board_shows_pairs_with_reasons_and_asks_few_questions_of_the_database():
    round_ = make.round_(mentors=8, mentees=8)
    client = signed_in(round_)
    client.get(address(round_))  # the first page prepares the people

    with CaptureQueriesContext(
        connection,
    ) as queries:
        response = client.get(address(round_))

    assert response.status_code == 200
    assert "Check and publish 8 pairs" in words_of(response)
    assert len(queries) <= 24


def test_a_board_says_who_changed_since_and_counts_no_proposal_as_a_change():
    round_ = make.round_(mentors=2, mentees=2)
    client = signed_in(round_)
    assert "since this board was made" not in words_of(client.get(address(round_)))

    round_.programme.participants.mentees()[0].save()

    said = words_of(client.get(address(round_)))
    assert "1 person changed their answers, joined or left since this board was made" in said


def test_looking_never_writes():
    round_ = make.round_(mentors=4, mentees=5)
    mentor, mentee = (Participant.objects.get(pk=key) for key in make.first_pair(round_))
    client = signed_in(round_)
    pages = [
        address(round_),
        address(round_, "pair", mentee=mentee.code, mentor=mentor.code),
        address(round_, "person", code=mentee.code) + "?q=a",
        address(round_, "cost") + f"?pair={mentor.pk}-{mentee.pk}",
        address(round_, "what_if") + "?weight-subject=0",
        address(round_, "compare"),
        address(round_, "changes"),
        address(round_, "publish"),
    ]
    client.get(pages[0])

    for page in pages:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page).status_code == 200, page
        written = [
            query["sql"]
            for query in queries
            if re.match(r"(?i)(insert|update|delete)", query["sql"])
            and not re.search("session", query["sql"])
        ]
        assert written == [], page


def test_a_stale_button_is_answered_409_with_the_difference_and_what_was_tried():
    round_ = make.round_(mentors=4, mentees=4)
    by, (mentor, mentee) = make.owner(round_.programme), make.first_pair(round_)
    client, seen = signed_in(round_), round_.version
    pair_changes.lock(round_, mentor, mentee, by=by, version=seen)
    tried = {"pair": f"{mentor}-{mentee}", "reason": "They met at a course.", "version": seen}

    response = client.post(address(round_, "choose"), tried)

    assert response.status_code == 409
    words = words_of(response)
    assert "Nothing of yours was saved yet" in words
    assert "Locked" in words
    page = response.content.decode()
    assert 'name="reason" value="They met at a course."' in page
    assert f'name="version" value="{round_.version}"' in page


def test_what_was_tried_can_be_done_on_the_newer_board():
    round_ = make.round_(mentors=4, mentees=4)
    by, (mentor, mentee) = make.owner(round_.programme), make.first_pair(round_)
    client, seen = signed_in(round_), round_.version
    pair_changes.lock(round_, mentor, mentee, by=by, version=seen)
    tried = {"pair": f"{mentor}-{mentee}"}

    assert client.post(address(round_, "keep_apart"), {**tried, "version": seen}).status_code == 409
    client.post(address(round_, "keep_apart"), {**tried, "version": round_.version})

    assert [mentor, mentee] in make.board(make.again(round_)).forbids


def test_an_odd_form_is_refused_and_changes_nothing():
    round_ = make.round_()
    client, before = signed_in(round_), round_.version
    odd = [
        {},
        {"version": "seven"},
        {"version": before, "pair": "1"},
        {"version": before, "pair": "x-y"},
        {"version": before, "pair": "9" * 40 + "-1"},
    ]

    for data in odd:
        assert client.post(address(round_, "lock"), data).status_code == 400, data
    unknown = client.post(address(round_, "choose"), {"version": before, "pair": "123456-654321"})

    assert unknown.status_code == 302
    assert make.again(round_).version == before


@pytest.mark.parametrize(
    "query",
    [
        "page=1000000000",
        "page=-1",
        "page=x",
        "order=;drop",
        "show=all%00",
        "q=%25",
        "pair=1-",
        "choose=0-0",
    ],
)
def test_an_odd_address_shows_a_sensible_board(query: str):
    round_ = make.round_()

    assert signed_in(round_).get(f"{address(round_)}?{query}").status_code == 200


def test_filters_order_and_finding_narrow_the_rows():
    round_ = make.round_(mentors=6, mentees=6)
    by, (mentor, mentee) = make.owner(round_.programme), make.first_pair(round_)
    pair_changes.lock(round_, mentor, mentee, by=by, version=round_.version)
    client = signed_in(round_)
    who = Participant.objects.get(pk=mentee).name

    def rows(query: str) -> list[str]:
        page = client.get(f"{address(round_)}?{query}").content.decode()
        return re.findall(r'data-row="([\d-]+)"', page)

    assert rows("show=locked") == [f"{mentor}-{mentee}"]
    assert rows("order=highest") == rows("order=lowest")[::-1]
    assert f"{mentor}-{mentee}" in rows(f"q={who}")
    assert rows("q=nobodyofthisname") == []


def test_names_with_markup_in_them_are_shown_as_words():
    programme = make.programme(mentors=2, mentees=1)
    make.mentee(programme, name="<script>alert(1)</script>")
    round_ = make.round_(programme)

    assert b"<script>alert(1)" not in signed_in(round_).get(address(round_)).content


def test_a_canary_among_private_answers_is_on_no_page_and_in_no_reason():
    programme = make.programme(mentors=3, mentees=2)
    private = {
        "identity_is": ["lgbt"],
        "identity_wanted": ["lgbt"],
        "identity_must": True,
    }
    mentor = make.mentor(programme, answers=private)
    mentee = make.mentee(programme, answers=private)
    Participant.objects.filter(pk__in=[mentor.pk, mentee.pk]).update(note="Zinnia-note")
    round_ = make.round_(programme)
    assert (mentor.pk, mentee.pk) in make.board(round_).pair_set()
    client = signed_in(round_)
    pages = [
        address(round_),
        address(round_, "pair", mentee=mentee.code, mentor=mentor.code),
        address(round_, "person", code=mentee.code),
        address(round_, "cost") + f"?pair={mentor.pk}-{mentee.pk}",
        address(round_, "compare"),
        address(round_, "changes"),
        address(round_, "publish"),
    ]

    for page in pages:
        words = words_of(client.get(page)).lower()
        assert "lgbt" not in words, page
        assert "zinnia" not in words, page
    operations.publish(round_, by=make.owner(programme), version=round_.version)
    for pair in Pair.objects.all():
        assert "lgbt" not in str(pair.reasons).lower() + str(pair.openers).lower()


def test_a_what_if_says_what_would_change_and_changes_nothing():
    round_ = make.round_(mentors=8, mentees=8)
    client, before = signed_in(round_), make.board(round_).pairs

    words = words_of(
        client.get(address(round_, "what_if") + "?weight-subject=4&weight-topics=0&weight-phase=0")
    )

    assert "Typical fit" in words or "would change no pair" in words
    assert make.board(make.again(round_)).pairs == before


def test_all_sliders_at_nothing_is_refused_in_words():
    round_ = make.round_()
    query = "&".join(f"weight-{rule}=0" for rule in make.board(round_).strategy["weights"])

    assert "Move at least one slider up" in words_of(
        signed_in(round_).get(address(round_, "what_if") + "?" + query)
    )


def test_those_without_a_match_stand_under_what_is_in_the_way_and_it_can_be_tried():
    programme = make.programme(mentors=0, mentees=0)
    make.mentor(programme, answers={"phases": ["ks5"]})
    make.mentee(programme, name="Jo Barker", answers={"phases": ["ks1"]})
    programme.rules["musts"]["same_phase"] = True
    programme.save()
    round_ = make.round_(programme)
    client = signed_in(round_)

    words = words_of(client.get(address(round_)))
    tried = words_of(client.get(address(round_, "what_if") + "?lift=same_phase"))

    assert "Same age group only" in words
    assert "Jo Barker" in words
    assert "Allow other age groups" in words
    assert "1 person with a mentor (1 more)" in tried


def test_undo_from_the_toast_goes_back_one_step():
    round_ = make.round_(mentors=4, mentees=4)
    client, (mentor, mentee) = signed_in(round_), make.first_pair(round_)
    client.post(address(round_, "lock"), {"version": round_.version, "pair": f"{mentor}-{mentee}"})
    page = client.get(address(round_)).content.decode()
    undo = re.search(r'action="([^"]+/undo/\?version=\d+)"', page)
    assert undo is not None

    client.post(undo[1])

    assert make.board(make.again(round_)).locks == []


def test_the_way_back_leads_nowhere_else():
    round_ = make.round_()
    client, (mentor, mentee) = signed_in(round_), make.first_pair(round_)
    data = {"version": round_.version, "pair": f"{mentor}-{mentee}", "back": "//evil.example"}

    response = client.post(address(round_, "lock"), data)

    assert response.headers["Location"] == address(round_)


def test_two_proposals_side_by_side_name_who_changes():
    round_ = make.round_(mentors=8, mentees=8)
    by = make.owner(round_.programme)
    board_changes.re_run(
        round_,
        by=by,
        version=round_.version,
        settings={"weight-subject": "0", "weight-topics": "4", "weight-phase": "0"},
    )
    changed = BoardState.objects.get(number=1).pair_set() ^ make.board(round_).pair_set()

    words = words_of(signed_in(round_).get(address(round_, "compare")))

    assert "moved to “Not at all”" in words
    assert f"{len(changed) // 2} people change" in words or not changed


def test_a_viewer_sees_the_board_without_its_buttons():
    round_ = make.round_()
    viewer = people.coordinator("viewer", round_.programme)
    client = sign_in_as_staff(Client(), viewer)

    page = client.get(address(round_)).content.decode()

    assert 'data-key="l"' not in page
    assert "/re-run/" not in page.split('id="strategy"')[0]
    assert client.post(address(round_, "undo"), {"version": 1}).status_code == 403
