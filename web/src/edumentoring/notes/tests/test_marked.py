"""Light marks, shown safely; pupils' names, looked for softly."""

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as some

from edumentoring.common.pupils import LONGEST_LOOK, MOST, findings
from edumentoring.notes.marked import follow_ups, shown

TAGS = {"p", "ul", "ol", "li", "h2", "strong", "em", "a", "br", "blockquote"}


class Seen(HTMLParser):
    """Which tags and attributes there are."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self.tags.add(tag)
        self.attributes += attrs


PIECES = [
    "<script>",
    "<img src=x onerror=y>",
    "[a](javascript:b)",
    "](",
    "http://",
    "**",
    "# ",
    "- [ ] ",
    "\n",
    "`",
    "&lt;",
    '"',
    "'",
    "<b>",
    "![x](y)",
    'https://a.example/?q="><i>',
    "[x](data:a)",
    '[x](https://a.example "t")',
    "<https://b.example>",
    "\x00",
]
pieces = some.sampled_from(PIECES)


@given(some.lists(pieces | some.text(max_size=8), max_size=30).map("".join))
def test_no_text_makes_anything_but_our_few_tags(text: str):
    seen = Seen(shown(text))

    assert seen.tags <= TAGS
    assert {name for name, _value in seen.attributes} <= {"href", "rel", "class", "title", "start"}
    for name, value in seen.attributes:
        if name == "href":
            assert (value or "").lower().startswith(("http://", "https://", "mailto:"))


def test_marks_are_shown():
    page = shown(
        "# Plan\n\n- one\n- **two**\n\nSee https://example.org/a?b=1&c=2.\n[Here](https://x.example)"
    )

    assert '<h2 class="sub-title">Plan</h2>' in page
    assert "<li><strong>two</strong></li>" in page
    assert (
        '<a href="https://example.org/a?b=1&amp;c=2" rel="noopener nofollow">'
        "https://example.org/a?b=1&amp;c=2</a>." in page
    )
    assert '<a href="https://x.example" rel="noopener nofollow">Here</a>' in page


def test_lines_to_do_are_found_where_they_are_open():
    text = "- [ ] Read it\n  * [ ] And this\n1. [ ] Third\n- [x] Done\n[ ] no list\n- [ ] Read it"

    assert follow_ups(text) == ["Read it", "And this", "Third"]
    assert "☐ Read it" in shown(text)


# --- Pupils ---------------------------------------------------------------------------------------


def test_what_may_name_a_pupil_is_found():
    for text in (
        "Year 8 Jamie would not settle",
        "I moved Ella in 9B to the front",
        "Asked Jamie (7C) twice",
        "A pupil called Kwame",
        "Rang Ella’s mum",
        "dob 3/4/2012",
        "UPN H801200001001",
        "Y10 Zoë-Mae",
    ):
        assert findings(text), text


def test_ordinary_words_are_left_alone():
    for text in (
        "Year 9 Chemistry on Monday",
        "Bethan and I met. Year 7 went well",
        "The pupil Monday group",
        "Taught by Imran in March",
        "We meet on 3/4/2026",
        "Drama in Year 9",
    ):
        assert findings(text) == [], text


@given(some.text(max_size=400))
def test_the_look_never_fails_and_only_names_what_is_there(text: str):
    found = findings(text)

    assert len(found) <= MOST
    flat = " ".join(text.split())
    assert all(each.words in flat and str(each.why) for each in found)


def test_a_long_text_is_looked_at_in_bounds():
    assert findings(" " * LONGEST_LOOK + "Year 8 Jamie") == []
    assert len(findings(", ".join(f"Year 8 {name}ab" for name in "ABCDEF"))) == MOST


@given(some.text(alphabet="abcdefg hijklmn.\n", max_size=300))
def test_words_without_capitals_and_figures_name_nobody(text: str):
    assert findings(text) == []
