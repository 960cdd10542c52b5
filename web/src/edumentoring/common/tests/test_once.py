"""What a crowd asks for is made by one of them."""

import threading
import time

from edumentoring.common import once as module
from edumentoring.common.once import once


def test_it_is_made_once_and_given_to_all_who_ask_at_the_same_moment():
    made, given = [], []
    begun = threading.Event()

    def make():
        begun.set()
        time.sleep(0.05)
        made.append(1)
        return "form"

    def ask():
        given.append(once("form", "crowd", 60, make))

    first = threading.Thread(target=ask)
    first.start()
    begun.wait()
    others = [threading.Thread(target=ask) for _ in range(6)]
    for thread in others:
        thread.start()
    for thread in [first, *others]:
        thread.join()

    assert (len(made), given) == (1, ["form"] * 7)


def test_when_its_time_is_over_others_are_given_the_old_one_while_it_is_made_anew(monkeypatch):
    now = [1000.0]
    monkeypatch.setattr(module.time, "monotonic", lambda: now[0])
    assert once("form", "old", 10, lambda: "old") == "old"
    now[0] += 11
    while_it_is_made = []

    def make():
        while_it_is_made.append(
            _in_another_thread(lambda: once("form", "old", 10, lambda: "never"))
        )
        return "new"

    assert once("form", "old", 10, make) == "new"
    assert while_it_is_made == ["old"]
    assert once("form", "old", 10, lambda: "never") == "new"


def test_another_key_is_another_thing():
    assert once("form", "one", 60, lambda: "one") == "one"
    assert once("form", "two", 60, lambda: "two") == "two"


def _in_another_thread(work):
    given = []
    thread = threading.Thread(target=lambda: given.append(work()))
    thread.start()
    thread.join()
    return given[0]
