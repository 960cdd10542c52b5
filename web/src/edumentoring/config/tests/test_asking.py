"""Which tests are run again on PostgreSQL."""

from hypothesis import given
from hypothesis import strategies as st

from edumentoring.config.tests.asking import Asked, fewest, shape_of

LINES = st.sets(st.sampled_from([f"room.py:{number}" for number in range(12)]), max_size=6)
TESTS = st.dictionaries(
    st.text("abc", min_size=1, max_size=3),
    st.builds(Asked, st.floats(0, 10), LINES),
    max_size=15,
)


@given(TESTS)
def test_every_line_that_was_asked_is_asked_again(known):
    chosen = fewest(known)

    asked = set().union(*(known[test].lines for test in chosen))
    assert asked == set().union(*(each.lines for each in known.values()))


@given(TESTS)
def test_each_chosen_test_brings_a_line_of_its_own(known):
    chosen = fewest(known)

    assert all(known[test].lines for test in chosen)
    assert len(chosen) <= len(set().union(*(each.lines for each in known.values())))


def test_of_two_that_ask_the_same_the_quicker_is_taken():
    slow, quick = Asked(3, {"a.py:1", "a.py:2"}), Asked(1, {"a.py:1", "a.py:2"})

    assert fewest({"slow": slow, "quick": quick}) == {"quick"}


def test_what_is_run_anyway_need_not_be_asked_twice():
    race, other = Asked(1, {"a.py:1"}), Asked(1, {"a.py:1", "a.py:2"})

    assert fewest({"race": race, "other": Asked(1, {"a.py:1"})}, already={"race"}) == set()
    assert fewest({"race": race, "other": other}, already={"race"}) == {"other"}


def test_statements_that_differ_only_in_how_many_values_they_have_are_one():
    many = 'SELECT "a" FROM "t" WHERE "a" IN (%s, %s, %s) LIMIT 21'
    rows = 'INSERT INTO "t" ("a", "b") VALUES (%s, %s), (%s, %s)'

    assert shape_of(many) == shape_of(many.replace("%s, %s, %s", "%s"))
    assert shape_of(rows) == shape_of(rows.replace(", (%s, %s)", ""))
    assert shape_of(many) != shape_of(many.replace('"a" IN', '"b" IN'))
    assert shape_of('SAVEPOINT "s139_x12"') == shape_of('SAVEPOINT "s7_x4"')
