"""Twenty browsers use one letter at one moment."""

import threading
from collections.abc import Callable

RIVALS = 20


def race(send: Callable[[int], None]) -> None:
    """Let twenty threads call `send` with their number, all at once."""
    from django.db import connections

    gate = threading.Barrier(RIVALS)

    def run(number: int) -> None:
        gate.wait()
        try:
            send(number)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[number]) for number in range(RIVALS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def by_link() -> int:
    """Twenty browsers post the same link."""
    from django.test import Client

    from edumentoring.people.tests import make

    person = make.person()
    make.ask(Client(), person.email)
    link = make.link_in(make.last_letter(person.email))
    browsers = [Client() for _ in range(RIVALS)]
    race(lambda number: browsers[number].post(link))
    return sum("_auth_user_id" in browser.session for browser in browsers)


def by_code() -> int:
    """One browser posts its code twenty times."""
    from django.test import Client

    from edumentoring.people.tests import make

    person = make.person()
    asked = Client()
    make.ask(asked, person.email)
    code = make.code_in(make.last_letter(person.email))
    browsers = [Client() for _ in range(RIVALS)]
    for browser in browsers:
        browser.cookies["edumentoring"] = asked.cookies["edumentoring"].value
    race(lambda number: browsers[number].post("/account/login/code/", {"code": code}))
    return sum("_auth_user_id" in browser.session for browser in browsers)
