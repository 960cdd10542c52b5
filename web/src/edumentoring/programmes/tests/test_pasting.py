"""Cells from a sheet: read, compared with the list, and saved in one go with undo."""

import csv
import io

import pytest
from django.http import QueryDict
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from edumentoring.common.refused import Refused
from edumentoring.people.tests import make as people
from edumentoring.programmes import operations, pasting
from edumentoring.programmes.list_cells import cells_of, changes_for
from edumentoring.programmes.listing import PeopleList
from edumentoring.programmes.tests import make

WORDS = st.text(st.characters(exclude_characters="\0\r", exclude_categories=("Cs",)), max_size=12)
ROWS = st.lists(st.lists(WORDS, min_size=1, max_size=4), max_size=6)


def as_copied(rows: list[list[str]]) -> str:
    """What a spreadsheet puts on the clipboard."""
    out = io.StringIO(newline="")
    csv.writer(out, "excel-tab", lineterminator="\n").writerows(rows)
    return out.getvalue()


@settings(max_examples=150, deadline=None)
@given(rows=ROWS)
def test_cells_come_out_as_they_were_copied(rows):
    read = pasting.read_cells(as_copied(rows))

    wanted = [[cell.strip() for cell in row] for row in rows]
    while wanted and not any(pasting.plain(cell) for cell in wanted[-1]):
        wanted.pop()
    assert len({len(row) for row in read}) <= 1
    assert [row[: len(given_)] for row, given_ in zip(read, wanted, strict=True)] == [
        [pasting.plain(cell) for cell in row] for row in wanted
    ]


@settings(max_examples=150, deadline=None)
@given(text=st.text(max_size=200))
def test_any_text_gives_rows_of_one_width(text):
    rows = pasting.read_cells(text)

    assert len({len(row) for row in rows}) <= 1


def test_too_many_rows_are_refused():
    with pytest.raises(Refused, match="Paste 500 at most"):
        pasting.read_cells("x\n" * 501)


# --- On the list --------------------------------------------------------------------------------


@pytest.fixture
def desk(client, db):
    """Three people in the order Ann, Bea, Cem, and a coordinator who is signed in."""
    seat = make.seat("coordinator")
    make.mentor(seat.programme, name="Ann Alder", role_title="Head", region="wales", capacity=2)
    make.mentee(seat.programme, name="Bea Birch", role_title="ECT", region="london")
    make.mentor(seat.programme, name="Cem Cedar", role_title="SENCO", region="wales")
    people.sign_in_as_staff(client, seat.user)
    return seat


def compare(programme, text: str, first: str = "role", asked: str = ""):
    shown = PeopleList(programme, QueryDict(asked))
    keys = [column.key for column in shown.columns]
    columns = shown.columns[keys.index(first) :]
    everybody = list(shown.people.with_person())
    return pasting.compare(text, everybody, columns, cells_of(programme))


def sent(desk, text: str, column: str, at: str = "Ann Alder") -> dict[str, str]:
    person = desk.programme.participants.get(user__name=at)
    return {"text": text, "column": column, "at": str(person.code)}


def saved(desk, text: str, column: str) -> dict[str, object]:
    rows = list(desk.programme.participants.order_by("filed_as"))
    return {
        **sent(desk, text, column),
        "do": "save",
        "who": [str(row.code) for row in rows],
        "version": [str(row.version) for row in rows],
    }


def address(desk) -> str:
    return reverse("programmes:paste", args=[desk.programme.slug])


def roles(desk) -> list[str]:
    return list(desk.programme.participants.order_by("filed_as").values_list("role_title", flat=1))


def test_what_would_change_is_shown_and_nothing_is_saved(client, desk):
    answer = client.post(address(desk), sent(desk, "Deputy\nECT\nHead of art", "role"))

    assert "2 cells would change." in answer.content.decode()
    assert roles(desk) == ["Head", "ECT", "SENCO"]


def test_saved_in_one_go_and_taken_back_in_one_go(client, desk):
    client.post(address(desk), saved(desk, "Deputy\nECT 2\nHead of art", "role"))
    assert roles(desk) == ["Deputy", "ECT 2", "Head of art"]

    person = desk.programme.participants.first()
    together = person.answer_changes.latest("pk").together
    assert operations.undo_change(together, programme=desk.programme, by=desk.user) == 3
    assert roles(desk) == ["Head", "ECT", "SENCO"]


@pytest.mark.django_db
def test_words_of_the_list_are_read_back():
    programme = make.programme()
    make.mentor(programme, name="Ann Alder", capacity=2, region="wales")

    same = compare(programme, "–\t–\tSecondary\tWales\t2 of 2\tWaiting")

    assert (same.count, same.troubled) == (0, 0)


def test_a_problem_names_the_choice_that_was_meant(desk):
    pasted = compare(desk.programme, "Walse\nLondn", "region")

    problems = [row.problems[0].problem for row in pasted.rows]
    assert problems == [
        "“Walse” is not a choice of “Region”. Did you mean “Wales”?",
        "“Londn” is not a choice of “Region”. Did you mean “London”?",
    ]


def test_a_problem_leaves_the_other_cells_to_be_saved(client, desk):
    client.post(address(desk), saved(desk, "Scotland\nnowhere at all\nLONDON", "region"))

    regions = desk.programme.participants.order_by("filed_as").values_list("region", flat=True)
    assert list(regions) == ["scotland", "london", "london"]


def test_places_below_the_pairs_there_are_is_a_problem_of_that_row(desk):
    ann = desk.programme.participants.get(user__name="Ann Alder")
    operations.take_place(ann, desk.programme.participants.get(user__name="Bea Birch"))

    pasted = compare(desk.programme, "0", "room")

    assert "End a pair first" in pasted.rows[0].problems[0].problem


def test_a_mentee_has_no_places_to_paste_into(desk):
    pasted = compare(desk.programme, "3\n4", "room")

    assert pasted.rows[0].changes == {"capacity": 3}
    assert "Bea Birch has no “Places”" in pasted.rows[1].problems[0].problem


def test_a_column_that_cannot_be_changed_says_where_it_can(desk):
    pasted = compare(desk.programme, "Somebody Else", "name")

    assert "Correct it on the person’s page" in pasted.rows[0].problems[0].problem


def test_rows_beyond_the_end_of_the_list_are_said(desk):
    assert compare(desk.programme, "a\nb\nc\nd\ne").rows_over == 2


def test_a_change_meanwhile_saves_nothing_and_keeps_the_cells(client, desk):
    given_ = saved(desk, "Deputy\nECT 2\nHead of art", "role")
    bea = desk.programme.participants.get(user__name="Bea Birch")
    operations.change_participant(bea, changes={"role_title": "Deputy head"}, by=None)

    answer = client.post(address(desk), given_)

    assert answer.status_code == 409
    assert "Somebody else changed Bea Birch" in answer.content.decode()
    assert "Head of art" in answer.content.decode()
    assert roles(desk) == ["Head", "Deputy head", "SENCO"]


def test_a_list_in_another_order_since_changes_those_who_were_shown(client, desk):
    given_ = saved(desk, "First\nSecond\nThird", "role")
    make.mentee(desk.programme, name="Aaron Aardvark", role_title="New")

    client.post(address(desk), given_)

    assert roles(desk) == ["New", "First", "Second", "Third"]


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("Physics; Mathematics", ["physics", "maths"]),
        ("physics, maths", ["physics", "maths"]),
        ("", []),
    ],
)
def test_several_answers_are_read_from_one_cell(desk, words, kept):
    cell = cells_of(desk.programme)["subjects"]
    person = desk.programme.participants.get(user__name="Ann Alder")

    assert changes_for(cell, person, words) == {"subjects": kept}


def test_an_answer_in_own_words_stays_when_it_is_pasted_back(desk):
    person = desk.programme.participants.get(user__name="Ann Alder")
    operations.change_participant(
        person, changes={"subjects": ["maths", "other:Falconry"]}, by=None
    )
    person.refresh_from_db()
    cell = cells_of(desk.programme)["subjects"]

    assert changes_for(cell, person, "Falconry; Art and design") == {
        "subjects": ["other:Falconry", "art"]
    }
