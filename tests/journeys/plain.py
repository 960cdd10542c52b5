"""A page as a browser without JavaScript has it: its links, its forms, and what each would send."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
NO_LINKS = ("#", "mailto:", "tel:", "data:")
Attrs = dict[str, str]


@dataclass
class Form:
    """One form, with what it sends when its button is pressed and nothing was changed."""

    action: str
    method: str
    data: dict[str, list[str]] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    has_button: bool = False
    text_boxes: int = 0
    is_with_script: bool = False

    @property
    def is_sent(self) -> bool:
        """By a button, or by Enter where there is one box to type in and no button."""
        return self.has_button or self.text_boxes == 1


class PlainPage(HTMLParser):
    """What can be pressed. `dead` are buttons that do nothing without a script."""

    def __init__(self, html: str, path: str) -> None:
        super().__init__()
        self.path = path
        self.links: list[str] = []
        self.forms: list[Form] = []
        self.dead: list[str] = []
        self._open: list[tuple[str, Attrs]] = []
        self._form: Form | None = None
        self._select = ""
        self._chosen: list[str] = []
        self._first: str | None = None
        self._area = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        if tag not in VOID:
            self._open.append((tag, has))
        if tag == "a" and "href" in has and not has["href"].startswith(NO_LINKS):
            self.links.append(has["href"])
        elif tag == "form":
            self._form = Form(has.get("action") or self.path, has.get("method", "get").lower())
            self._form.is_with_script = self._needs_script()
            self.forms.append(self._form)
        elif tag == "button":
            self._button(has)
        elif self._form and has.get("name") and "disabled" not in has:
            self._control(tag, has)
        elif tag == "option" and self._select:
            self._option(has)

    def _needs_script(self) -> bool:
        return any("with-script" in has.get("class", "").split() for _tag, has in self._open)

    def _button(self, has: Attrs) -> None:
        form = self._form
        if has.get("type") in {"button", "reset"}:
            is_hidden = "hidden" in has or any("hidden" in each for _tag, each in self._open)
            is_quiet = is_hidden or self._needs_script() or "disabled" in has
            self.dead += [] if is_quiet else [str(has)]
        elif form and not form.has_button:
            form.has_button = True
            form.action = has.get("formaction") or form.action
            if has.get("name"):
                self._send(has["name"], has.get("value", ""))

    def _control(self, tag: str, has: Attrs) -> None:
        name, kind = has["name"], has.get("type", "text")
        if self._form is None:
            return
        self._form.names.add(name)
        if tag == "select":
            self._select, self._chosen, self._first = name, [], None
        elif tag == "textarea":
            self._area = name
            self._send(name, "")
        elif tag == "input" and kind in {"checkbox", "radio"}:
            if "checked" in has:
                self._send(name, has.get("value", "on"))
        elif tag == "input" and kind == "submit":
            self._form.has_button = True
        elif tag == "input" and kind != "file":
            self._form.text_boxes += kind != "hidden"
            self._send(name, has.get("value", ""))

    def _option(self, has: Attrs) -> None:
        self._first = has.get("value", "") if self._first is None else self._first
        if "selected" in has:
            self._chosen.append(has.get("value", ""))

    def _send(self, name: str, value: str) -> None:
        if self._form is not None:
            self._form.names.add(name)
            self._form.data.setdefault(name, []).append(value)

    def handle_data(self, data: str) -> None:
        if self._area and self._form is not None:
            self._form.data[self._area][-1] += data

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass
        if tag == "form":
            self._form = None
        elif tag == "select" and self._select:
            for value in self._chosen or [self._first or ""]:
                self._send(self._select, value)
            self._select = ""
        elif tag == "textarea":
            self._area = ""


def local(links: list[str]) -> Iterator[str]:
    """Those that stay here, each once, without the place on the page."""
    for link in dict.fromkeys(link.partition("#")[0] for link in links):
        if link.startswith("/") and not link.startswith("//"):
            yield link
