"""One draft is sent from many tabs at one moment while two clocks take sign-ups in."""

import threading
from collections.abc import Callable

TABS, CLOCKS, OTHERS = 6, 2, 12


def race_to_send() -> list[int]:
    """How many drafts, participants, people and letters there are afterwards."""
    from edumentoring.common.models import Letter
    from edumentoring.people.models import User
    from edumentoring.signup import operations
    from edumentoring.signup.models import Draft
    from edumentoring.signup.tests import make

    programme = make.open_programme()
    mine = make.whole_draft(programme, email="mine@northgate.example")
    for _each in range(OTHERS):
        make.sent(programme)
    gate = threading.Barrier(TABS + CLOCKS)

    def send() -> None:
        operations.send_draft(Draft.objects.select_related("programme").get(pk=mine.pk))

    def tick() -> None:
        for _turn in range(5):
            operations.take_in_sign_ups()

    run_together(gate, [send] * TABS + [tick] * CLOCKS)
    while Draft.objects.in_trouble().exists() or Draft.objects.to_take_in().exists():
        operations.try_again()
        operations.take_in_sign_ups()
    here = programme.participants.filter(user__email="mine@northgate.example").count()
    return [
        here,
        programme.participants.count(),
        User.objects.filter(email__endswith="@northgate.example").count(),
        Letter.objects.filter(kind="signup_confirm").count(),
    ]


def race_to_send_whole() -> list[int]:
    """How many sign-ups one page makes that is sent six times at one moment, and who is told so."""
    from uuid import uuid4

    from edumentoring.signup import operations
    from edumentoring.signup.models import Draft
    from edumentoring.signup.tests import make

    programme, code = make.open_programme(), uuid4()
    gate, told = threading.Barrier(TABS), []

    def send() -> None:
        draft = operations.send_whole(
            programme,
            code=code,
            ways={"is_mentee": True, "is_mentor": False},
            answers={},
            name="Grace Afolabi",
            email="grace@northgate.example",
            consents={},
        )
        told.append(draft.code == code)

    run_together(gate, [send] * TABS)
    return [Draft.objects.filter(programme=programme).count(), sum(told)]


def race_to_confirm() -> list[int]:
    """How many of six browsers that use one letter at one moment are let in."""
    from edumentoring.signup import operations
    from edumentoring.signup.models import Draft
    from edumentoring.signup.tests import make

    draft = make.taken_in()
    gate, let_in = threading.Barrier(TABS), []

    def use() -> None:
        if operations.confirm_sign_up(Draft.objects.get(pk=draft.pk)) is not None:
            let_in.append(True)

    run_together(gate, [use] * TABS)
    return [len(let_in)]


def run_together(gate: threading.Barrier, works: list[Callable[[], None]]) -> None:
    """Let every piece of work begin at one moment, each in a thread of its own."""
    from django.db import connections

    def run(work: Callable[[], None]) -> None:
        gate.wait()
        try:
            work()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def all_races() -> list[int]:
    """What each of them came to."""
    return [*race_to_send(), *race_to_send_whole(), *race_to_confirm()]
