"""The mail's HTML uses only what the three great mail programs hold, or lose without harm.

From what their makers and testers publish:
- Word's engine, which draws mail in Outlook for Windows: "Word 2007 HTML and CSS Rendering
  Capabilities in Outlook 2007", Microsoft, 2006 (learn.microsoft.com, aa338201).
- Gmail: "CSS support", Google (developers.google.com/workspace/gmail/design/css). It cuts a
  letter off after 102 KB, and forgets styles after 8,192 letters (github.com/hteumeuleu/email-bugs,
  41 and 90).
- Apple Mail, and all of them side by side: caniemail.com.
"""

import re
from html.parser import HTMLParser

import pytest

from edumentoring.library.tests import make as library
from edumentoring.newsletter.composing import compose
from edumentoring.newsletter.tests import make
from edumentoring.newsletter.tests.test_issues import ASK, DATES, LIST, QUOTE, THANKS
from edumentoring.stories.tests import make as told

pytestmark = pytest.mark.django_db

ELEMENTS = """
    html head title meta style body div span p a h1 h2 h3 strong em b i br ul ol li blockquote
    table tbody tr td th img o:p
"""
# What all three hold, on tables, cells and words.
HELD = """
    background background-color border border-bottom border-collapse border-color border-left
    border-right border-top border-top-color color direction font font-family font-size
    font-style font-weight height letter-spacing line-height margin mso-hide
    mso-line-height-rule mso-padding-alt mso-table-lspace mso-table-rspace padding
    padding-bottom padding-left padding-right padding-top text-align text-decoration
    text-transform vertical-align white-space width word-break
"""
# What Word passes over, and the letter can be read all the same: round corners, narrow screens.
LOST_WITHOUT_HARM = """
    -ms-interpolation-mode -ms-text-size-adjust -webkit-text-size-adjust border-left-color
    border-radius display margin-left max-width min-width outline word-spacing cursor
    max-height opacity overflow table-layout
"""
DISPLAYS = {"block", "inline-block", "table", "none"}
NEVER = re.compile(
    r"position\s*:|float\s*:|flex|grid|url\(|calc\(|var\(|@import|@font-face|animation|(?<!text-)transform",
    re.IGNORECASE,
)
MOST_BYTES, MOST_STYLES = 102 * 1024, 8192


class _Read(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, {name: value or "" for name, value in attrs}))


def _declared(styles: str) -> dict[str, str]:
    pairs = (each.partition(":") for each in styles.split(";") if each.strip())
    return {name.strip().lower(): value.strip() for name, _colon, value in pairs}


@pytest.fixture
def mail() -> str:
    """One issue with a part of every kind."""
    newsletter = make.newsletter(told.programme(), look="plum", reply_to="helen@school.example")
    teller = told.mentor(newsletter.programme)
    story = ("story", {"story": told.published(teller)})
    words = "<h3>A smaller title</h3><p>So <b>much</b> <i>more</i>.</p><ol><li>One</li></ol>"
    rich = ("words", {"over": "A column", "title": "In all its shapes", "words": words})
    resources = ("resources", {"title": "To read", "resources": [library.resource()]})
    parts = (make.WORDS, rich, story, resources, LIST, DATES, QUOTE, ASK, THANKS)
    return compose(make.issue(newsletter, *parts)).html


def test_what_every_mail_program_can_draw(mail: str):
    read = _Read()
    read.feed(mail)
    styles = "".join(re.findall(r"<style[^>]*>(.*?)</style>", mail, re.DOTALL))
    inline = [_declared(attrs.get("style", "")) for _tag, attrs in read.seen]
    used = {name for each in inline for name in each}

    assert {tag for tag, _attrs in read.seen} <= set(ELEMENTS.split())
    assert used <= set(HELD.split()) | set(LOST_WITHOUT_HARM.split())
    assert {each["display"] for each in inline if "display" in each} <= DISPLAYS
    assert not NEVER.search("".join(str(each) for each in inline) + styles)
    assert len(styles) <= MOST_STYLES
    assert len(mail.encode()) <= MOST_BYTES
    assert mail.count("<!--[if ") == mail.count("<![endif]-->")


def test_what_a_listener_and_a_finger_need(mail: str):
    read = _Read()
    read.feed(mail)
    tables = [attrs for tag, attrs in read.seen if tag == "table"]
    links = [attrs.get("href", "") for tag, attrs in read.seen if tag == "a" and "href" in attrs]
    named = {attrs.get("name") for tag, attrs in read.seen if tag == "a"}

    assert tables
    assert all(attrs.get("role") == "presentation" for attrs in tables)
    assert [attrs["lang"] for tag, attrs in read.seen if tag == "html"] == ["en-gb"]
    assert all(link.startswith(("https://", "http://", "#part-")) for link in links)
    assert {link[1:] for link in links if link.startswith("#")} <= named
    assert next(tag for tag, _attrs in read.seen if re.fullmatch(r"h\d", tag)) == "h1"
    for tag, attrs in read.seen:
        assert tag != "img" or {"alt", "width"} <= set(attrs)
