"""Three ways to begin a first talk, from what both people said.

Every sentence is written by us, except a short phrase of a person's own, quoted only
when it gives away nobody: no address, number, link or name. The same two people
always get the same three, so what a coordinator previews is what is sent.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from zlib import crc32

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from edumentoring.pairs.opener_words import (
    BY_HELP,
    BY_NEW,
    BY_STAGE,
    BY_SUBJECTS,
    BY_TOPIC,
    FOR_ALL,
)
from edumentoring.programmes.models import Participant

HOW_MANY = 3
LONGEST_QUOTE = 90
SHORTEST_QUOTE = 15

_GIVES_AWAY = re.compile(
    r"@|https?:|www\.|\b\w+\.(?:com|org|net|uk|sch|edu|io|co)\b"
    r"|\d{3,}|(?:\d[ -]?){6,}|[<>{}\[\]\\|]",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|[\r\n;]+")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
# Words with a capital that name no person.
_HARMLESS = frozenset(
    "i i'm i’m i've i’ve i'd i’d i'll i’ll monday tuesday wednesday thursday friday saturday "  # noqa: SIM905
    "sunday january february march april may june july august september october november december "
    "christmas easter year english french german spanish welsh latin history geography maths "
    "science physics chemistry biology music art drama pe re it ict dt nqt nqts rqt ect ects pgce "
    "scitt ite itt qts npq send sen senco eyfs eal ks1 ks2 ks3 ks4 ks5 gcse a-level btec pshe slt "
    "tlr ofsted mat ppa ta tas covid pru fe he zoom teams reception nursery".split()
)
# What people write where they have nothing to say; quoting it would be unkind.
_EMPTY = frozenset({"n/a", "na", "none", "nothing", "not sure", "no", "yes", "any", "anything"})


def choose_openers(mentor: Participant, mentee: Participant) -> dict[str, list[str]]:
    """Three sentences for each reader: {"mentor": [...], "mentee": [...]}.

    The most particular come first: the mentee's own words, topics one wants and the
    other offers, what is new, the subject they share, the stage; then the general ones.
    """
    seed = f"{mentor.code}{mentee.code}"
    chosen: list[str | Promise] = []
    for group, questions in _candidates(mentor, mentee):
        pick = questions[crc32(f"{seed}{group}".encode()) % len(questions)]
        if pick not in chosen:
            chosen.append(pick)
    quoted = _first_quote(mentee)
    return {
        "mentor": _with_quote(chosen, quoted, mentee.user.first_name),
        "mentee": _with_quote(chosen, quoted, ""),
    }


def _with_quote(chosen: list[str | Promise], quoted: str, name: str) -> list[str]:
    first = []
    if quoted and name:
        first = [
            _("%(name)s wrote: “%(words)s” What is behind that?") % {"name": name, "words": quoted}
        ]
    elif quoted:
        first = [_("You wrote: “%(words)s” You could begin there.") % {"words": quoted}]
    return (first + [str(question) for question in chosen])[:HOW_MANY]


def _candidates(
    mentor: Participant, mentee: Participant
) -> Iterator[tuple[str, tuple[str | Promise, ...]]]:
    """Groups of like questions, the most particular first, never empty."""
    wants, offers = mentee.answers, mentor.answers
    shared = [t for t in _ids(wants, "topics_wanted") if t in _ids(offers, "topics_offered")]
    for topic in shared[:2]:
        yield from _known(BY_TOPIC, topic)
    for new in _ids(wants, "new_for_me")[:1]:
        yield from _known(BY_NEW, new)
    if set(_ids(wants, "subjects")) & set(_ids(offers, "subjects")):
        yield "subjects", BY_SUBJECTS
    for topic in [t for t in _ids(wants, "topics_wanted") if t not in shared][:1]:
        yield from _known(BY_TOPIC, topic)
    yield from _known(BY_STAGE, mentee.stage)
    for wanted in _ids(wants, "helps_wanted")[:1]:
        yield from _known(BY_HELP, wanted)
    for number in range(HOW_MANY):
        yield f"all{number}", FOR_ALL[number::HOW_MANY]


def _known(
    table: Mapping[str, tuple[Promise, ...]], key: str
) -> Iterator[tuple[str, tuple[str | Promise, ...]]]:
    if key in table:
        yield key, table[key]


def _ids(answers: dict[str, object], key: str) -> list[str]:
    value = answers.get(key) or []
    return [str(each) for each in value] if isinstance(value, list) else []


def _first_quote(person: Participant) -> str:
    for key in ("wanted_text", "about_me"):
        found = quotable(str(person.answers.get(key) or ""), known=[person.user.name])
        if found:
            return found
    return ""


def quotable(
    text: str, *, known: Iterable[str] = (), longest: int = LONGEST_QUOTE, sentences: int = 1
) -> str:
    """The first words of `text` that are safe to show to the other person, or "".

    Safe: of a readable length, with no address, link or long number, no word with a
    capital that could be a name, and none of the `known` names. At most `sentences`
    sentences, as they follow each other in the text.
    """
    own = {word.casefold() for name in known for word in _WORD.findall(name)}
    chosen: list[str] = []
    for part in _SENTENCE_END.split(text):
        sentence = " ".join(part.split()).strip(" \"“”'")
        if sentence and sentence[-1] not in ".!?":
            sentence += "."
        fits = len(" ".join([*chosen, sentence])) <= longest
        safe = len(sentence) >= SHORTEST_QUOTE and _is_safe(sentence, own)
        if fits and safe:
            chosen.append(sentence)
        elif chosen:
            break
        if len(chosen) == sentences:
            break
    return " ".join(chosen)


def gives_away(words: str) -> bool:
    """Whether there is an address, a link or a long number in these words."""
    return bool(_GIVES_AWAY.search(words))


def _is_safe(sentence: str, own: set[str]) -> bool:
    if gives_away(sentence) or sentence.casefold().strip(" .") in _EMPTY:
        return False
    words = _WORD.findall(sentence)
    if len(words) < 3 or any(word.casefold() in own for word in words):
        return False
    return all(_names_nobody(word, first=at == 0) for at, word in enumerate(words))


def _names_nobody(word: str, *, first: bool) -> bool:
    """A capital inside a sentence may be a name; the first word is one only if unusual."""
    if not word[0].isupper() or word.casefold() in _HARMLESS:
        return True
    return first and word.casefold() in _BEGINNINGS


_BEGINNINGS = frozenset(
    "a after also although an and any anything as at balancing becoming being best better both "  # noqa: SIM905
    "building but can coming confidence dealing developing do everything feeling finding first for "
    "from getting give giving guidance have having help helping here how if in it it's it’s "
    "just keeping knowing leading learning like looking love making managing many more most my "
    "never new not on one only our passionate people planning really settling since so some "
    "somebody someone struggling support teaching that the there these they things this time to "
    "trying understanding want we what when where which while who why with work working would "
    "hello hi behaviour workload wellbeing marking mentoring pupils children students".split()
)
