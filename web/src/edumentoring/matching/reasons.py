"""Why two people fit, in words: for the mentee, for the mentor, and in short for the board.

The engine gives codes and ids. An identity wish never reaches this file: the engine keeps
it out of its reasons, and there are no words for it here.
"""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from edumentoring.matching.words import inside, listed, short, slot

if TYPE_CHECKING:
    from pairwell import Layers, Reason

MENTEE, MENTOR = "mentee", "mentor"
AT_MOST = 5


class Words(NamedTuple):
    """One reason: what the mentee reads, what the mentor reads, and the board's few words."""

    mentee: str | Promise
    mentor: str | Promise
    short: str | Promise


_t = gettext_lazy
SENTENCES: dict[str, Words] = {
    "subject.same": Words(
        _t("You both teach %(subjects)s."), _t("You both teach %(subjects)s."), _t("Same subject")
    ),
    "subject.near": Words(
        _t("%(partner)s teaches %(mentor_subject)s, which is close to your %(mentee_subject)s."),
        _t("%(partner)s teaches %(mentee_subject)s, which is close to your %(mentor_subject)s."),
        _t("Subjects close"),
    ),
    "subject.none": Words("", "", _t("Different subject")),
    "topics.offered": Words(
        _t("%(partner)s can help with %(topics)s, as you asked."),
        _t("%(partner)s would like help with %(topics)s, which you offered."),
        _t("%(Topics)s"),
    ),
    "topics.near": Words(
        _t("%(partner)s can help with something close to %(topics)s."),
        _t("%(partner)s would like help with %(topics)s, close to what you offered."),
        _t("Close to: %(Topics)s"),
    ),
    "topics.none": Words("", "", _t("No topic shared")),
    "text.shared": Words(
        _t("You both wrote about %(themes)s."),
        _t("You both wrote about %(themes)s."),
        _t("Both wrote of: %(Themes)s"),
    ),
    "text.none": Words("", "", ""),
    "phase.same": Words(
        _t("You both know %(phases)s."), _t("You both know %(phases)s."), _t("Same age group")
    ),
    "phase.near": Words(
        _t("You teach age groups that are close."),
        _t("You teach age groups that are close."),
        _t("Close age group"),
    ),
    "phase.none": Words("", "", _t("Different age group")),
    "stage.ahead": Words(
        _t("%(partner)s is further on in teaching, and has been where you are."),
        _t("%(partner)s is at a stage you have been through."),
        _t("Further on"),
    ),
    "stage.same": Words(
        _t("You are at the same stage of your career."),
        _t("You are at the same stage of your career."),
        _t("Same career stage"),
    ),
    "stage.behind": Words("", "", _t("Mentor is earlier in career")),
    "distance.near": Words(
        _t("Your schools are within %(km)s km of each other."),
        _t("Your schools are within %(km)s km of each other."),
        _t("Within %(km)s km"),
    ),
    "distance.region": Words(
        _t("You are both in %(region)s."),
        _t("You are both in %(region)s."),
        _t("Both in %(region)s"),
    ),
    "distance.near_region": Words(
        _t("Your parts of the country are next to each other."),
        _t("Your parts of the country are next to each other."),
        _t("Regions next to each other"),
    ),
    "distance.none": Words("", "", _t("Far apart")),
    "context.shared": Words(
        _t("%(partner)s knows schools like yours: %(contexts)s."),
        _t("%(partner)s works in a school like yours: %(contexts)s."),
        _t("Similar school"),
    ),
    "context.none": Words("", "", _t("Different kind of school")),
    "availability.shared": Words(
        _t("You are both often free: %(slots)s."),
        _t("You are both often free: %(slots)s."),
        _t("%(Slots)s"),
    ),
    "availability.none": Words("", "", _t("No hour shared")),
    "helps.offered": Words(
        _t("You hoped for %(helps)s, and %(partner)s offers it."),
        _t("%(partner)s hopes for %(helps)s, which you offer."),
        _t("Same kind of help"),
    ),
    "helps.none": Words("", "", _t("Other kind of help")),
    "wishes.both": Words(
        _t("Each of you has what the other wished for."),
        _t("Each of you has what the other wished for."),
        _t("Both wishes met"),
    ),
    "wishes.mentee": Words(
        _t("%(partner)s has what you wished for."),
        _t("You have what %(partner)s wished for."),
        _t("A wish met"),
    ),
    "wishes.mentor": Words(
        _t("You have what %(partner)s wished for."),
        _t("%(partner)s has what you wished for."),
        _t("A wish met"),
    ),
    "wishes.none": Words("", "", ""),
    "traits.shared": Words(
        _t("You both answered %(traits)s."),
        _t("You both answered %(traits)s."),
        _t("Both said: %(Traits)s"),
    ),
    "traits.none": Words("", "", _t("Other answers to your questions")),
}
LISTS = ("subjects", "topics", "themes", "phases", "contexts", "helps")
KIND_OF = {
    "mentee_subject": "subjects",
    "mentor_subject": "subjects",
    "mentee_phase": "phases",
    "mentor_phase": "phases",
    "region": "region",
}


Own = Mapping[str, tuple[str, str]]


def say(reason: "Reason", reader: str, partner: str, own: Own) -> str:
    """One reason in a reader's words, or in short; nothing where it is no reason.

    `own` has the words of the programme's own questions, by trait.
    """
    values = filled(reason.params, partner, own)
    if reason.code == "traits.shared" and not values["traits"]:
        return ""
    return str(getattr(SENTENCES[reason.code], reader)) % values


def own_answers(traits: Iterable[str], own: Own) -> tuple[str, str]:
    """What both answered to a programme's own questions: as a phrase, and the answers alone."""
    by_question: dict[str, list[str]] = {}
    for trait in traits:
        if trait in own:
            question, answer = own[trait]
            by_question.setdefault(question, []).append(answer)
    said = [
        _("“%(answers)s” to “%(question)s”")
        % {"answers": listed(answers, most=2), "question": question}
        for question, answers in by_question.items()
    ]
    answers = [answer for each in by_question.values() for answer in each]
    return listed(said[:2]), ", ".join(answers[:2])


def filled(params: Any, partner: str, own: Own) -> dict[str, str]:
    """A reason's ids as words."""
    values = {"partner": partner, "km": str(params.get("km", ""))}
    values["Themes"] = ", ".join(short("topics", each) for each in params.get("themes", ())[:2])
    for name, value in params.items():
        if name in LISTS:
            values[name] = listed((inside(name, each) for each in value), most=3)
        elif name == "slots":
            values[name] = listed((slot(each) for each in value), most=2)
        elif name in KIND_OF and value is not None:
            values[name] = inside(KIND_OF[name], value)
    if "traits" in params:
        values["traits"], values["Traits"] = own_answers(params["traits"], own)
    if "topics" in params:
        values["Topics"] = ", ".join(short("topics", each) for each in params["topics"][:2])
    if "slots" in params:
        values["Slots"] = slot(params["slots"][0]) if params["slots"] else ""
    return values


def for_reader(found: Iterable["Reason"], reader: str, partner: str, own: Own) -> list[str]:
    """Up to five sentences for one of the two, the weightiest first."""
    said = [say(reason, reader, partner, own) for reason in found if reason.points]
    return [sentence for sentence in said if sentence][:AT_MOST]


def for_both(
    layers: "Layers",
    pair: tuple[int, int],
    weights: dict[str, int],
    names: tuple[str, str],
    own: Own,
) -> dict[str, list[str]]:
    """The sentences of an introduction. `pair` and `names` are the mentor's, then the mentee's."""
    found = layers.reasons(str(pair[0]), str(pair[1]), weights=weights)
    return {
        MENTOR: for_reader(found, MENTOR, names[1], own),
        MENTEE: for_reader(found, MENTEE, names[0], own),
    }


def in_short(found: Iterable["Reason"], fit: int, own: Own) -> str:
    """A line for the board, of two who told us little too."""
    return strongest(found, fit, own) or _("They told us little to compare.")


def strongest(found: Iterable["Reason"], fit: int, own: Own) -> str:
    """What is strongest, and for a low fit what is missing; empty of two who told us little."""
    reasons = list(found)
    good = [reason for reason in reasons if reason.points]
    missing = sorted((one for one in reasons if not one.points), key=lambda one: -one.most)
    chosen = good[:3] if fit >= 65 or not missing else [*good[:2], missing[0]]
    words = [say(one, "short", "", own) for one in chosen]
    said = ". ".join(word[:1].upper() + word[1:] for word in words if word)
    return f"{said}." if said else ""


# --- what stops a pair ---------------------------------------------------------------------

BLOCKS: dict[str, Promise] = {
    "self": _t("Nobody can be their own mentor"),
    "their_no": _t("One of the two has ruled this out, or they were introduced before"),
    "own_school": _t("They work in the same school"),
    "own_trust": _t("They work in the same trust"),
    "line_manager": _t("The mentor manages or assesses them"),
    "same_traits": _t("They answered a question differently that must be answered alike"),
    "trained_only": _t("The mentor is not trained"),
    "verified_only": _t("One of the two is not verified yet"),
    "min_years": _t("The mentor is not known to have taught long enough"),
    "min_stage_gap": _t("The mentor is not far enough ahead"),
    "same_phase": _t("They teach different age groups"),
    "same_subject": _t("They teach different subjects"),
    "shared_availability": _t("No hour suits both"),
    "contact_mode": _t("No way of meeting suits both"),
    "their_school": _t("One of them asked for another school"),
    "their_trust": _t("One of them asked for another trust"),
    "their_phase": _t("One of them insists on the same age group"),
    "their_subject": _t("One of them insists on the same subject"),
    "their_availability": _t("One of them insists on a shared hour"),
}
NEVER = frozenset({"self", "their_no"})


def blocks_in_words(codes: Iterable[str], *, required_school: bool = False) -> list[str]:
    """What stops a pair, a sentence each without its full stop."""
    found = []
    for code in codes:
        if code == "own_school" and required_school:
            found.append(_("They work in different schools"))
        else:
            found.append(str(BLOCKS[code]))
    return found
