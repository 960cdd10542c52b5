"""Filling a form as a person would, from nothing but its page."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode

TYPED = {"text", "email", "number", "tel", "search"}
_HIDDEN = re.compile(rb'<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?')
_KINDS: dict[tuple[bytes, int], "Form"] = {}


@dataclass
class Form:
    """The biggest form of a page: what may be typed, and what may be chosen."""

    typed: dict[str, str] = field(default_factory=dict)
    chosen: dict[str, list[str]] = field(default_factory=dict)
    ticked: dict[str, list[str]] = field(default_factory=dict)
    listed: dict[str, list[str]] = field(default_factory=dict)
    hidden: dict[str, str] = field(default_factory=dict)
    button: tuple[str, str] | None = None

    @property
    def size(self) -> int:
        return len(self.typed) + len(self.chosen) + len(self.ticked) + len(self.listed)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.form: Form | None = None
        self.select = ""

    def handle_starttag(self, tag: str, given: list[tuple[str, str | None]]) -> None:
        about = {name: value or "" for name, value in given}
        if tag == "form" and about.get("method", "").lower() == "post":
            self.form = Form()
            self.forms.append(self.form)
        if self.form is None:
            return
        name, value, kind = about.get("name", ""), about.get("value", ""), about.get("type", "text")
        if tag == "button" and name and "next" in about.get("class", "").split():
            self.form.button = (name, value)
        elif tag == "select":
            self.select = name
            self.form.listed[name] = []
        elif tag == "option" and self.select:
            self.form.listed[self.select].append(value)
        elif tag == "textarea":
            self.form.typed[name] = "long"
        elif tag == "input" and name:
            self._input(self.form, name, value, kind)

    @staticmethod
    def _input(form: Form, name: str, value: str, kind: str) -> None:
        if kind == "hidden":
            form.hidden[name] = value
        elif kind == "radio":
            form.chosen.setdefault(name, []).append(value)
        elif kind == "checkbox":
            form.ticked.setdefault(name, []).append(value or "on")
        elif kind in TYPED:
            form.typed[name] = kind

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self.select = ""
        elif tag == "form":
            self.form = None


def filled(page: bytes, number: int) -> bytes:
    """The body to send for the biggest form of `page`, filled in by person `number`."""
    form = _form_of(page)
    hidden = {name.decode(): value.decode() for name, value in _HIDDEN.findall(page)}
    fields: list[tuple[str, str]] = [
        (name, hidden.get(name, value)) for name, value in form.hidden.items()
    ]
    fields += [(name, _words(name, kind, number)) for name, kind in form.typed.items()]
    fields += [(name, _choice(values, number)) for name, values in form.chosen.items()]
    fields += [(name, value) for name, values in form.listed.items() for value in values[1:2]]
    for values in form.ticked.items():
        fields += _ticks(*values, number)
    if form.button:
        fields.append(form.button)
    return urlencode(fields).encode()


def _form_of(page: bytes) -> Form:
    """Read once for each kind of page: its heading and its number of fields tell them apart."""
    heading = re.search(rb"<h1[^>]*>(.*?)</h1>", page, re.DOTALL)
    kind = (heading[1] if heading else b"", page.count(b"<input"))
    if kind not in _KINDS:
        reader = _Reader()
        reader.feed(page.decode())
        _KINDS[kind] = max(reader.forms, key=lambda form: (form.size, len(form.hidden)))
    return _KINDS[kind]


def _words(name: str, kind: str, number: int) -> str:
    if name == "line_manages":
        return ""
    if "email" in name or kind == "email":
        return f"surge.{number}@example.org"
    if kind == "number":
        return str(1 + number % 2)
    if name.endswith("name"):
        return f"Surge Person {number}"
    if kind == "long":
        return "Somebody to talk to about behaviour, and about how to leave on time."
    return ""


def _choice(values: list[str], number: int) -> str:
    if "mentee" in values:
        return ("mentee", "mentor", "mentee")[number % 3]
    return values[number % len(values)] or values[-1]


def _ticks(name: str, values: list[str], number: int) -> list[tuple[str, str]]:
    """A box that stands alone is ticked; of several, two."""
    if len(values) == 1:
        return [(name, values[0])]
    return [(name, values[(number + turn) % len(values)]) for turn in range(2)]
