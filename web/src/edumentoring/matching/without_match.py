"""Who has no match, by what is in the way, with what could change and what that would gain."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from edumentoring.matching.models import BoardState
from edumentoring.matching.people_lines import Line, lines
from edumentoring.matching.strategy import alike_of, holds
from edumentoring.matching.words import inside, label, listed
from edumentoring.programmes.models import Programme

NAMED = 6
MOST_NAMED = 200

CHANGES: dict[str, Promise] = {
    "own_school": gettext_lazy("Allow pairs in one school, each with a reason"),
    "own_trust": gettext_lazy("Allow pairs in one trust"),
    "min_years": gettext_lazy("Ask for fewer years of teaching"),
    "min_stage_gap": gettext_lazy("Allow mentors at an earlier stage"),
    "same_phase": gettext_lazy("Allow other age groups"),
    "same_subject": gettext_lazy("Allow other subjects"),
    "shared_availability": gettext_lazy("Let pairs find an hour themselves"),
    "contact_mode": gettext_lazy("Let pairs settle how to meet"),
    "same_traits": gettext_lazy("Let people pair who answered differently"),
    "trained_only": gettext_lazy("Allow mentors who are not trained yet"),
    "verified_only": gettext_lazy("Allow people who are not verified yet"),
    "line_manager": gettext_lazy("Find mentors who do not manage them"),
    "their_school": gettext_lazy("Ask whether their own school would do"),
    "their_trust": gettext_lazy("Ask whether their own trust would do"),
    "their_phase": gettext_lazy("Ask whether another age group would do"),
    "their_subject": gettext_lazy("Ask whether another subject would do"),
    "their_availability": gettext_lazy("Ask whether another time would do"),
}
IN_THE_WAY: dict[str, Promise] = {
    "own_school": gettext_lazy("Different schools only"),
    "own_trust": gettext_lazy("Different trusts only"),
    "min_years": gettext_lazy("Years of teaching"),
    "min_stage_gap": gettext_lazy("Nobody far enough ahead"),
    "same_phase": gettext_lazy("Same age group only"),
    "same_subject": gettext_lazy("Same subject only"),
    "shared_availability": gettext_lazy("No shared hour"),
    "contact_mode": gettext_lazy("No shared way to meet"),
    "same_traits": gettext_lazy("A different answer to your own question"),
    "trained_only": gettext_lazy("Trained mentors only"),
    "verified_only": gettext_lazy("Not verified yet"),
    "line_manager": gettext_lazy("Mentors who manage them"),
    "their_school": gettext_lazy("They asked for another school"),
    "their_trust": gettext_lazy("They asked for another trust"),
    "their_phase": gettext_lazy("They asked for their own age group"),
    "their_subject": gettext_lazy("They asked for their own subject"),
    "their_availability": gettext_lazy("They asked for a shared hour"),
    "their_no": gettext_lazy("Ruled out by one of the two"),
    "self": gettext_lazy("Nobody but themselves"),
}


# What is in the way, what it does to them, and what could change: where no rule stands in it.
SIMPLY: dict[str, tuple[str | Promise, ...]] = {
    "aside": (
        gettext_lazy("Taken off by you"),
        gettext_lazy("They wait for the next re-run"),
        gettext_lazy("Choose somebody for them, or re-run"),
    ),
    "waits": (
        gettext_lazy("Waiting for a re-run"),
        gettext_lazy("Somebody else has their mentor now"),
        gettext_lazy("Choose somebody for them, or re-run"),
    ),
    "not_looked_into": (
        gettext_lazy("Not looked into"),
        gettext_lazy("Too many have no match to look at each"),
        gettext_lazy("Look at the others first, then re-run"),
    ),
    "forbidden": (
        gettext_lazy("Kept apart by you"),
        gettext_lazy("You said no to the only fit left"),
        gettext_lazy("Let one of those pairs be again"),
    ),
    "no_mentors": (
        gettext_lazy("No mentor has a place"),
        "",
        gettext_lazy("Ask more people to be mentors"),
    ),
}


@dataclass
class Group:
    """People stopped by the same thing."""

    heading: str
    detail: str
    change: str
    people: list[Line] = field(default_factory=list)
    gain: int = 0
    try_rule: str = ""

    @property
    def named(self) -> list[Line]:
        return self.people[:NAMED]

    @property
    def others(self) -> list[Line]:
        """Those after the first few, as far as a page can name them."""
        return self.people[NAMED:MOST_NAMED]

    @property
    def unnamed(self) -> int:
        return max(len(self.people) - MOST_NAMED, 0)

    @property
    def rest(self) -> int:
        return max(len(self.people) - NAMED, 0)

    @property
    def gain_words(self) -> str:
        """ "3 of 4", or nothing where no figure was worked out."""
        if not self.gain:
            return ""
        return _("%(gain)d more") % {"gain": self.gain}


def groups(board: BoardState) -> list[Group]:
    """Everyone without a match, the largest group first."""
    short = board.result.get("unmatched", [])
    aside = set(board.aside)
    by_cause: dict[tuple[str, str | None], list[dict[str, Any]]] = defaultdict(list)
    for each in short:
        cause = "aside" if each["mentee"] in aside else each["cause"]
        by_cause[cause, each["rule"] if cause == "rule" else None].append(each)
    people = lines(board.round.programme, [each["mentee"] for each in short])
    found = [as_group(board, cause, rule, members) for (cause, rule), members in by_cause.items()]
    for group, members in zip(found, by_cause.values(), strict=True):
        group.people = [people[one["mentee"]] for one in members if one["mentee"] in people]
    return sorted(found, key=lambda group: -len(group.people))


def as_group(
    board: BoardState, cause: str, rule: str | None, members: list[dict[str, Any]]
) -> Group:
    """One cause in words."""
    if cause in SIMPLY:
        heading, detail, change = map(str, SIMPLY[cause])
        return Group(heading, detail, change)
    if cause == "rule" and rule is not None:
        gain = best_gain(members, rule)
        return Group(
            str(IN_THE_WAY.get(rule, rule)),
            detail_of(board, rule),
            str(CHANGES.get(rule, _("Look for another mentor"))),
            gain=gain,
            try_rule=rule if holds(board.strategy["musts"], rule) else "",
        )
    return no_place(board, members)


def detail_of(board: BoardState, rule: str) -> str:
    """What the rule does to them, in a few words."""
    if rule == "verified_only":
        return _("They, or all the mentors left for them, are not known to work in a school")
    if rule == "same_traits" and alike_of(board.strategy):
        asked = listed(_("“%s”") % words for words in alike_of(board.strategy).values())
        return _("No mentor with a place gave their answer to %s") % asked
    return _("No mentor with a place passes this")


def no_place(board: BoardState, members: list[dict[str, Any]]) -> Group:
    """Mentors who would do are full."""
    rule, gain = "", 0
    for each in members:
        for name, more, _helps in each["gains"]:
            if more > gain and holds(board.strategy["musts"], name):
                rule, gain = name, more
    rivals = max((each["rivals"] for each in members), default=0)
    places = max((each["places"] for each in members), default=0)
    detail = ""
    if rivals > places > 0:
        detail = _("%(people)d people want the same %(places)d places") % {
            "people": rivals,
            "places": places,
        }
    change = str(CHANGES[rule]) if gain else _("Ask past mentors to take one more")
    return Group(_("No one has room"), detail, change, gain=gain, try_rule=rule if gain else "")


def best_gain(members: list[dict[str, Any]], rule: str) -> int:
    return max(
        (more for each in members for name, more, _helps in each["gains"] if name == rule),
        default=0,
    )


def recruiting(board: BoardState) -> list[str]:
    """Which mentors to look for: each sentence was tried by solving again."""
    return [
        advice_words(each)
        for each in board.result.get("recruits", [])
        if each["gains"] or each["points"]
    ]


def advice_words(each: dict[str, Any]) -> str:
    """ "Two more secondary science mentors in the North East would match five more people." """
    who = profile(each)
    if each["gains"]:
        more = ngettext("%(count)d more mentor", "%(count)d more mentors", each["mentors"]) % {
            "count": each["mentors"]
        }
        gain = ngettext(
            "would match %(gain)d more person.", "would match %(gain)d more people.", each["gains"]
        ) % {"gain": each["gains"]}
        return " ".join(part for part in (more, who, gain) if part)
    return _("One more mentor %s would lift fits most.") % who


def profile(each: dict[str, Any]) -> str:
    """What kind of mentor: subject, age group, region, topics."""
    parts = []
    teaches = []
    if each["subject"]:
        teaches.append(inside("subjects", each["subject"]))
    if each["phase"]:
        teaches.append(inside("phases", each["phase"]).split(",")[0])
    if teaches:
        parts.append(_("for %s") % listed(teaches))
    if each["region"]:
        parts.append(_("in %s") % region_inside(each["region"]))
    if each["topics"] and not teaches:
        topics = listed((inside("topics", topic) for topic in each["topics"]), most=2)
        parts.append(_("who can help with %s") % topics)
    return " ".join(parts)


def region_inside(key: str) -> str:
    """ "the North East", but "London"."""
    words = label("region", key)
    named = {"london", "wales", "scotland", "northern_ireland", "overseas"}
    return words if key in named else _("the %s") % words


@dataclass(frozen=True)
class Room:
    """A mentor with free places."""

    mentor: Line
    places: int
    could: int | None


def with_room(programme: Programme, board: BoardState, *, most: int = 200) -> list[Room]:
    """Mentors with free places, those the rules allow fewest people first."""
    idle = sorted(board.result.get("idle", []), key=lambda each: each[2] or 0)[:most]
    people = lines(programme, [each[0] for each in idle])
    return [Room(people[key], places, could) for key, places, could in idle if key in people]
