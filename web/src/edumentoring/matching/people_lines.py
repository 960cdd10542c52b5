"""People as the board shows them: read live, never from the snapshot."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from edumentoring.matching.own_questions import feeding, options_in
from edumentoring.matching.words import inside, label, listed, short, slot
from edumentoring.programmes.models import Participant, Programme
from edumentoring.programmes.questions import in_words

FIELDS = (
    "pk",
    "code",
    "user__name",
    "user__known_as",
    "user__email",
    "role_title",
    "stage",
    "school__name",
    "school_text",
    "answers__subjects",
)


@dataclass(frozen=True)
class Line:
    """One person in a row: who, what they do, where."""

    key: int
    code: UUID
    name: str
    first: str
    role: str
    school: str


def lines(programme: Programme, keys: Iterable[int] | None = None) -> dict[int, Line]:
    """These people, or everybody in the programme, by key: one query."""
    people = Participant.objects.filter(programme=programme)
    if keys is not None:
        people = people.filter(pk__in=set(keys))
    return {row[0]: as_line(row) for row in people.order_by().values_list(*FIELDS)}


def as_line(row: tuple[Any, ...]) -> Line:
    key, code, name, known_as, email, title, stage, school, school_text, subjects = row
    words = [short("stage", stage)] if stage else []
    if isinstance(subjects, list) and subjects:
        words.append(inside("subjects", str(subjects[0])))
    return Line(
        key=key,
        code=code,
        name=name or email,
        first=known_as or (name or email).split(" ")[0],
        role=title or ", ".join(words),
        school=school or school_text,
    )


@dataclass(frozen=True)
class Fact:
    """One line of two people side by side; `agrees` where they share something.

    `first` ones are always in view, the others one press away.
    """

    label: str
    mentee: str
    mentor: str
    agrees: bool = False
    first: bool = False


def facts(mentee: Participant, mentor: Participant) -> list[Fact]:
    """Two people line by line, as far as they told us. Answers about identity are never read."""
    rows = [
        Fact(_("Role"), role_words(mentee), role_words(mentor), first=True),
        Fact(_("School"), mentee.school_name, mentor.school_name, first=True),
        shared(_("Subject"), "subjects", mentee, mentor, first=True),
        shared(_("Ages"), "phases", mentee, mentor, first=True),
        shared(
            _("Topics"), "topics", mentee, mentor, ("topics_wanted", "topics_offered"), first=True
        ),
        free_times(mentee, mentor),
        Fact(_("Says"), quote(mentee, "wanted_text"), quote(mentor, "offered_text"), first=True),
        Fact(_("Region"), *regions(mentee, mentor)),
        shared(_("Help"), "helps", mentee, mentor, ("helps_wanted", "helps_offered")),
        shared(_("School is"), "contexts", mentee, mentor),
        shared(_("Meeting"), "contact", mentee, mentor),
        shared(_("Wishes"), "wishes", mentee, mentor, tick=False),
        *own_facts(mentee, mentor),
    ]
    return [row for row in rows if row.mentee or row.mentor]


def own_facts(mentee: Participant, mentor: Participant) -> list[Fact]:
    """The programme's own questions that matching uses, as both answered them."""
    found = []
    for question in feeding(mentee.programme):
        ours, theirs = (one.answers.get(question.key) for one in (mentee, mentor))
        common = set(options_in(question, ours)) & set(options_in(question, theirs))
        mine, other = (listed(in_words(question, each), most=4) for each in (ours, theirs))
        found.append(Fact(question.label, mine, other, bool(common)))
    return found


def role_words(one: Participant) -> str:
    stage = label("stage", one.stage).split(" (")[0] if one.stage else ""
    years = ngettext("%d year", "%d years", one.years) % one.years if one.years else ""
    words = [one.role_title or stage, years]
    return ", ".join(word for word in words if word)


def regions(mentee: Participant, mentor: Participant) -> tuple[str, str, bool]:
    here, there = (
        one.region or (one.school.region if one.school else "") for one in (mentee, mentor)
    )
    words = [label("region", region) if region else "" for region in (here, there)]
    return words[0], words[1], bool(here) and here == there


def answers(one: Participant, key: str) -> list[str]:
    value = one.answers.get(key)
    return [str(each) for each in value] if isinstance(value, list) else []


def shared(
    heading: str,
    kind: str,
    mentee: Participant,
    mentor: Participant,
    keys: tuple[str, str] | None = None,
    *,
    tick: bool = True,
    first: bool = False,
) -> Fact:
    """A list question answered by both."""
    keys = keys or (kind, kind)
    ours, theirs = answers(mentee, keys[0]), answers(mentor, keys[1])
    common = set(ours) & set(theirs)

    def words(given: list[str]) -> str:
        ordered = sorted(given, key=lambda each: each not in common)
        return listed((brief(kind, each) for each in ordered), most=4)

    return Fact(heading, words(ours), words(theirs), tick and bool(common), first)


def brief(kind: str, key: str) -> str:
    """One answer without what stands in brackets or after a comma."""
    return short(kind, key).split(",")[0]


def free_times(mentee: Participant, mentor: Participant) -> Fact:
    """When each is free, what suits both first."""
    ours, theirs = answers(mentee, "availability"), answers(mentor, "availability")
    common = set(ours) & set(theirs)

    def words(given: list[str]) -> str:
        ordered = sorted(given, key=lambda each: each not in common)
        return listed((slot(each) for each in ordered), most=2)

    return Fact(_("Free"), words(ours), words(theirs), bool(common), first=True)


def quote(one: Participant, key: str) -> str:
    """The beginning of what a person wrote for their partner to read."""
    text = one.answers.get(key) or one.answers.get("about_me") or ""
    words = " ".join(str(text).split())
    if not words:
        return ""
    short = words if len(words) <= 140 else words[:137].rsplit(" ", 1)[0] + "…"
    return f"“{short}”"
