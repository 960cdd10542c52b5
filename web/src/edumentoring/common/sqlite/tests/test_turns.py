"""Who writes next, among the threads of one process."""

import threading
import time

import pytest
from django.db import connection, transaction
from django.db.utils import OperationalError

from edumentoring.common.models import Heartbeat
from edumentoring.common.sqlite import base
from edumentoring.common.sqlite.turns import Turn

only_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's own queue")


def wait_for(turn: Turn, name: str, order: list[str], ready: threading.Event) -> threading.Thread:
    def work() -> None:
        ready.set()
        if turn.take(timeout=10):
            order.append(name)
            turn.give_back()

    thread = threading.Thread(target=work)
    thread.start()
    return thread


def test_those_who_wait_are_served_in_the_order_they_came():
    turn, order, threads = Turn(), [], []
    assert turn.take(timeout=0)
    for name in "abcdef":
        ready = threading.Event()
        threads.append(wait_for(turn, name, order, ready))
        ready.wait()
        while len(turn._waiting) < len(threads):
            time.sleep(0.001)

    turn.give_back()
    for thread in threads:
        thread.join()

    assert order == list("abcdef")


def test_whoever_gives_up_holds_nobody_else_up():
    turn = Turn()
    assert turn.take(timeout=0)
    assert not turn.take(timeout=0.01)

    turn.give_back()

    assert turn.take(timeout=0)


@only_sqlite
@pytest.mark.django_db(transaction=True)
def test_the_turn_is_held_for_a_transaction_and_free_after_it():
    with transaction.atomic():
        Heartbeat.objects.create(worker="a")
        assert connection.has_turn
        with transaction.atomic():
            Heartbeat.objects.create(worker="b")
        assert connection.has_turn

    assert not connection.has_turn


@only_sqlite
@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_fails_and_a_line_that_is_closed_give_the_turn_back():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        raise ZeroDivisionError
    assert not connection.has_turn

    connection.set_autocommit(False)
    Heartbeat.objects.create(worker="a")
    assert connection.has_turn
    connection.close()
    assert not connection.has_turn


@only_sqlite
@pytest.mark.django_db(transaction=True)
def test_one_change_by_itself_waits_for_its_turn_too(settings):
    turn = base._turns[str(connection.settings_dict["NAME"])]
    connection.settings_dict["OPTIONS"]["timeout"], usual = 0.05, 20
    assert turn.take(timeout=0)
    try:
        with pytest.raises(OperationalError, match="locked"):
            Heartbeat.objects.create(worker="a")
        assert not Heartbeat.objects.exists()  # reading waits for nobody
    finally:
        turn.give_back()
        connection.settings_dict["OPTIONS"]["timeout"] = usual

    Heartbeat.objects.create(worker="a")
    assert not connection.has_turn


@only_sqlite
@pytest.mark.django_db(transaction=True)
def test_many_threads_write_and_none_is_refused():
    def write(name: str) -> None:
        for number in range(5):
            with transaction.atomic():
                Heartbeat.objects.create(worker=f"{name}{number}")
        connection.close()

    threads = [threading.Thread(target=write, args=(name,)) for name in "abcdefgh"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Heartbeat.objects.count() == 40
