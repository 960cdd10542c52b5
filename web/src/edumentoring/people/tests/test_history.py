"""Lines of history, as they read."""

from edumentoring.people.operations import counted


def test_one_is_one_and_thousands_can_be_read():
    assert counted(1, "pair") == "1 pair"
    assert counted(0, "pair") == "0 pairs"
    assert counted(1_200, "pair") == "1,200 pairs"
    assert counted(1, "person", "people") == "1 person"
    assert counted(2, "person", "people") == "2 people"
