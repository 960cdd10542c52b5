"""Parallel workers let people in, and others settle their sign-ups, for two places."""

import threading
from collections.abc import Callable

RIVALS = 6
PLACES = 2


def race_for_the_waiting_list() -> list[int]:
    """How many of a dozen came in, how many wait, and how many letters said so."""
    from django.db import connections

    from edumentoring.common.models import Letter
    from edumentoring.programmes import operations
    from edumentoring.programmes.models import Participant, Programme
    from edumentoring.programmes.tests import make

    programme = make.programme()
    Programme.objects.filter(pk=programme.pk).update(limit_mentees=PLACES)
    for _each in range(RIVALS):
        make.mentee(programme, state="queued")
    newcomers = [make.mentee(programme, state="signed_up") for _each in range(RIVALS)]
    gate = threading.Barrier(2 * RIVALS)

    def at_once(work: Callable[[], object]) -> None:
        gate.wait()
        try:
            work()
        finally:
            connections.close_all()

    works: list[Callable[[], object]] = [
        lambda: operations.let_in(Programme.objects.get(pk=programme.pk)) for _ in range(RIVALS)
    ]
    works += [lambda one=one: operations.settle_sign_up(one) for one in newcomers]  # type: ignore[misc]
    threads = [threading.Thread(target=at_once, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    states = list(programme.participants.values_list("state", flat=True))
    return [
        states.count(Participant.State.IN),
        states.count(Participant.State.QUEUED),
        Letter.objects.filter(kind="a_place_is_yours").count(),
    ]
