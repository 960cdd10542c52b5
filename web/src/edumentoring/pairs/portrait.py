"""A few sentences about a person, for somebody who has never met them.

Only what helps a first talk: role, school, whom they teach, how long. Nothing here
tells how to reach them.
"""

from collections.abc import Collection
from itertools import pairwise

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from edumentoring.common.mail import one_line
from edumentoring.pairs.openers import gives_away, quotable
from edumentoring.programmes.models import Participant
from edumentoring.programmes.vocabulary import PHASES, STAGES, SUBJECTS, by_id

LONGEST_QUOTE = 170
_STAGES, _SUBJECTS, _PHASES = by_id(STAGES), by_id(SUBJECTS), by_id(PHASES)
# Ages that follow on from each other, so that two phases read as one span.
_AGES = {"eyfs": (0, 5), "ks1": (5, 7), "ks2": (7, 11), "ks3": (11, 14), "ks4": (14, 16)} | {
    "ks5": (16, 18)
}


def portrait(person: Participant) -> list[str]:
    """Sentences such as "Head of science at Long Lane School." Empty where nothing is known."""
    return [sentence for sentence in (_work(person), _teaches(person), _years(person)) if sentence]


def own_words(person: Participant) -> str:
    """A sentence or two of their own about themselves that give nothing away, or ""."""
    words = str(person.answers.get("about_me") or "")
    return quotable(words, known=[person.user.name], longest=LONGEST_QUOTE, sentences=2)


def role_and_school(person: Participant) -> str:
    """One line, for lists: "Head of science, Long Lane School"."""
    return ", ".join(part for part in (_role(person), _school(person)) if part)


def _role(person: Participant) -> str:
    title = _short(person.role_title)
    if title and not gives_away(title):
        return title[0].upper() + title[1:]
    stage = _STAGES.get(person.stage)
    return str(stage.label).split(" (")[0] if stage else ""


def _school(person: Participant) -> str:
    name = _short(person.school_name)
    return "" if gives_away(name) else name


def _short(words: str) -> str:
    return Truncator(one_line(words)).chars(90)


def _work(person: Participant) -> str:
    role, school = _role(person), _school(person)
    if role and school:
        return _("%(role)s at %(school)s.") % {"role": role, "school": school}
    if school:
        return _("Works at %s.") % school
    return f"{role}." if role else ""


def _teaches(person: Participant) -> str:
    chosen = [s for s in person.answers.get("subjects") or [] if s in _SUBJECTS][:3]
    subjects = [in_a_sentence(str(_SUBJECTS[subject].label)) for subject in chosen]
    whom = ages(person.answers.get("phases") or [])
    if subjects and whom:
        return _("Teaches %(subjects)s, %(whom)s.") % {"subjects": listed(subjects), "whom": whom}
    if subjects:
        return _("Teaches %s.") % listed(subjects)
    return _("Teaches %s.") % whom if whom else ""


def in_a_sentence(label: str) -> str:
    """ "Mathematics" becomes "mathematics"; languages and capitals stay as they are."""
    plain = label.split(" (", maxsplit=1)[0]
    keeps = plain.split()[0].isupper() or plain.split()[0] in _PROPER
    return plain if keeps else plain[0].lower() + plain[1:]


_PROPER = {"English", "French", "German", "Spanish", "Italian", "Mandarin", "Welsh", "Latin"}


def ages(chosen: Collection[str]) -> str:
    """Whom somebody teaches, for example "ages 5 to 11"; "" where nothing is known."""
    phases = [phase for phase in _PHASES if phase in chosen]
    spans = [_AGES[phase] for phase in phases if phase in _AGES]
    if not phases or len(spans) < len(phases):
        return listed([in_a_sentence(str(_PHASES[phase].label)) for phase in phases[:3]])
    together = all(first[1] == after[0] for first, after in pairwise(spans))
    if not together:
        return listed([_ages(*span) for span in spans])
    return _ages(spans[0][0], spans[-1][1])


def _ages(youngest: int, oldest: int) -> str:
    if not youngest:
        return _("up to age %s") % oldest
    return _("ages %(from)s to %(to)s") % {"from": youngest, "to": oldest}


def _years(person: Participant) -> str:
    if not person.years:
        return ""
    return ngettext("%d year of teaching.", "%d years of teaching.", person.years) % person.years


def listed(things: list[str]) -> str:
    """ "maths", "maths and music", "maths, music and art"."""
    if len(things) < 2:
        return "".join(things)
    return _("%(most)s and %(last)s") % {"most": ", ".join(things[:-1]), "last": things[-1]}
