"""Whether the addresses of resources still work: asked once a month, gently, and only outside.

An address is written by an editor and fetched by the server, so it could be used to knock on
doors inside the network that the server alone can reach. The name is looked up once, every
number it has must be a public one, and the call goes to that very number. Each step to another
address is checked in the same way.
"""

import http.client
import ipaddress
import socket
import ssl
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

PATIENCE = 5  # seconds
MOST_STEPS = 4
READ_AT_MOST = 2048
AGENT = "EduMentoring link check"
GONE = frozenset({404, 410})
MOVED = frozenset({301, 302, 303, 307, 308})
# Pages that answer so to programs and open for people: nothing is known of them.
SHY = frozenset({401, 403, 405, 406, 429, 451, 501})


class Refused(Exception):
    """An address that we do not call."""


@dataclass(frozen=True)
class Answer:
    """What came of asking."""

    works: bool
    is_sure: bool
    words: str


def ask(address: str, *, private: bool = False) -> Answer:
    """Ask for the address, first without its page. `private` lets a test call its own machine."""
    here = address
    try:
        for _step in range(MOST_STEPS):
            status, on = _call("HEAD", here, private)
            if status in SHY or status >= 500:
                status, on = _call("GET", here, private)
            if status in MOVED and on:
                here = urljoin(here, on)
                continue
            return _in_words(status)
    except Refused as refusal:
        return Answer(False, True, str(refusal))
    except (OSError, http.client.HTTPException, ValueError) as error:
        return Answer(False, False, f"No answer: {type(error).__name__}")
    return Answer(False, False, "It leads on and on")


def _in_words(status: int) -> Answer:
    if status in GONE:
        return Answer(False, True, f"Not there any more ({status})")
    if status in SHY:
        return Answer(True, False, f"Answers people, not programs ({status})")
    if status >= 400:
        return Answer(False, False, f"Out of order ({status})")
    return Answer(True, True, "")


def _call(method: str, address: str, private: bool) -> tuple[int, str]:
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise Refused("Not an address of the web")
    port = parts.port or (443 if parts.scheme == "https" else 80)
    number = _number_of(parts.hostname, port, private)
    if port not in {80, 443} and not private:
        raise Refused("Not at a door of the web")
    connection = _Line(parts.hostname, port, number, secure=parts.scheme == "https")
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request(method, path, headers={"User-Agent": AGENT, "Accept": "*/*"})
        answer = connection.getresponse()
        answer.read(READ_AT_MOST)
        return answer.status, answer.headers.get("Location", "")
    finally:
        connection.close()


def _number_of(host: str, port: int, private: bool) -> str:
    """The number to call. Refuses a name any of whose numbers is not public."""
    found = {str(one[4][0]) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    if not private and any(not ipaddress.ip_address(one.split("%")[0]).is_global for one in found):
        raise Refused("Not a public address")
    return min(found)


class _Line(http.client.HTTPConnection):
    """A call to a number, under the name that its certificate must have."""

    def __init__(self, host: str, port: int, number: str, *, secure: bool) -> None:
        super().__init__(host, port, timeout=PATIENCE)
        self.number, self.secure = number, secure

    def connect(self) -> None:
        self.sock = socket.create_connection((self.number, self.port), PATIENCE)
        if self.secure:
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(self.sock, server_hostname=self.host)
