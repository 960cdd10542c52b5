"""Two coordinators at once, in any order: no edit is lost and no mentor is over capacity."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from edumentoring.common.refused import Refused, Stale
from edumentoring.programmes import operations
from edumentoring.programmes.answers_form import values_at
from edumentoring.programmes.tests import make

pytestmark = pytest.mark.django_db

COLUMNS = ("role_title", "region", "capacity", "note")
values = {
    "role_title": st.sampled_from(["Head", "SENCO", "Head of year"]),
    "region": st.sampled_from(["wales", "london", "east"]),
    "capacity": st.integers(0, 5),
    "note": st.sampled_from(["Rang on Monday", "Prefers e-mail"]),
}
edit = st.sampled_from(COLUMNS).flatmap(lambda key: st.tuples(st.just(key), values[key]))
# Each step: which coordinator, and either opening the page or saving an edit.
steps = st.lists(st.tuples(st.integers(0, 1), st.one_of(st.none(), edit)), max_size=25)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=steps)
def test_no_edit_is_lost(db, steps):
    mentor = make.mentor(capacity=1)
    opened = [1, 1]  # the version each coordinator's page was drawn with
    held = {key: getattr(mentor, key) for key in COLUMNS}
    for who, step in steps:
        mentor.refresh_from_db()
        if step is None:
            opened[who] = mentor.version
            continue
        key, value = step
        seen = values_at(mentor, opened[who])[key]
        try:
            operations.change_participant(
                mentor, changes={key: value}, by=None, version=opened[who]
            )
        except Stale:
            assert held[key] not in {seen, value}  # refused only when it would overwrite
        else:
            assert held[key] in {seen, value}  # nothing unseen was overwritten
            held[key] = value
        mentor.refresh_from_db()
        assert {each: getattr(mentor, each) for each in COLUMNS} == held


places = st.lists(
    st.tuples(
        st.sampled_from(["take", "give", "capacity"]),
        st.integers(0, 1),
        st.integers(0, 3),
        st.integers(0, 3),
    ),
    max_size=30,
)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(moves=places)
def test_nobody_is_ever_over_capacity(db, moves):
    programme = make.programme()
    mentors = [make.mentor(programme, capacity=1), make.mentor(programme, capacity=2)]
    mentees = [make.mentee(programme) for _ in range(4)]
    live: set[tuple[int, int]] = set()
    for kind, one, other, number in moves:
        mentor, mentee = mentors[one], mentees[other]
        try:
            if kind == "take" and (one, other) not in live:
                operations.take_place(mentor, mentee)
                live.add((one, other))
            elif kind == "give" and (one, other) in live:
                operations.give_back_place(mentor, mentee)
                live.remove((one, other))
            elif kind == "capacity":
                operations.change_participant(mentor, changes={"capacity": number}, by=None)
        except Refused:
            pass
        for at, each in enumerate(programme.participants.mentors().order_by("pk")):
            assert each.mentees_now == sum(pair[0] == at for pair in live) <= each.capacity
