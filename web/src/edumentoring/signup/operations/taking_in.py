"""What the clock does with sign-ups that were sent: a person, a consent, a letter each.

Sending only marks a draft; the rest happens here, so that the page that answers takes the
same time for an address that is known and one that is not. A batch is one transaction: the
service may be killed at any moment and every sign-up is taken in once.
"""

import logging
import time
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from edumentoring.common.mail import queue_letters
from edumentoring.common.models import Letter
from edumentoring.common.refused import Refused
from edumentoring.consents.operations import give_at_once
from edumentoring.people.models import Event
from edumentoring.people.operations import line, record_all
from edumentoring.programmes import columns
from edumentoring.programmes.models import Participant, Programme, Question
from edumentoring.programmes.operations import Newcomer, enrol_newcomers
from edumentoring.programmes.questions import LISTS, OTHER, asked_of, labels_of, read_answer
from edumentoring.reach.operations import link_for, note_arrivals
from edumentoring.schools.models import Organisation
from edumentoring.signup import letters
from edumentoring.signup.choices import choices_of
from edumentoring.signup.models import Draft

logger = logging.getLogger(__name__)

# Writers wait for each other on SQLite, so one batch holds the database for well under a
# tenth of a second; and those of another process wait by looking again after a while, so that
# batches on each other's heels would keep everybody who is just sending a sign-up out.
BATCH = 7  # people; everybody who types waits while a batch is written
BREATH = 0.1  # seconds between two batches; SQLite looks again after that long at most
OF_OPTIONS = {Question.Kind.ONE, Question.Kind.SEVERAL, Question.Kind.RANKED, Question.Kind.WEEK}
Asked = Mapping[str, Question]
# They were known and do not take part: to them it is like signing up for the first time.
NOT_HERE = (Participant.State.SIGNED_UP, Participant.State.LEFT)
LONGEST_TURN = 30.0  # seconds; the clock has other work


def take_in_sign_ups() -> int:
    """Take in whatever was sent, a batch at a time. Says how many. Run by the clock."""
    until, count = time.monotonic() + LONGEST_TURN, 0
    while time.monotonic() < until:
        keys = list(Draft.objects.to_take_in().values_list("pk", flat=True)[:BATCH])
        if not keys:
            break
        count += _take_in_or_note(keys)
        if len(keys) == BATCH:
            time.sleep(BREATH)
    return count


def _take_in_or_note(keys: Sequence[int]) -> int:
    """A batch that fails is tried one by one, so that one sign-up never keeps the others out."""
    try:
        return take_in(keys)
    except Exception as error:
        if len(keys) > 1:
            return sum(_take_in_or_note([key]) for key in keys)
        logger.exception("A sign-up could not be taken in; it is tried again in 15 minutes")
        Draft.objects.filter(pk=keys[0]).update(trouble=f"{type(error).__name__}: {error}"[:300])
        return 0


def try_again() -> int:
    """Put sign-ups that could not be taken in back in the queue. Run by the clock."""
    return Draft.objects.in_trouble().update(trouble="")


def take_in(keys: Iterable[int]) -> int:
    """Take these in, in one transaction. Those that were taken in meanwhile are left alone."""
    drafts = list(Draft.objects.to_take_in().select_related("programme").filter(pk__in=keys))
    known = _states(drafts)
    # Read and written before the transaction: on SQLite everybody else's typing waits for it.
    written = {draft.pk: _letter(draft, known.get(_who(draft))) for draft in drafts}
    asked = _asked_in({draft.programme_id for draft in drafts})
    answers = {draft.pk: answers_of(draft, asked[draft.programme_id]) for draft in drafts}
    with transaction.atomic():
        waiting = Draft.objects.to_take_in().select_for_update(of=("self",))
        locked = list(waiting.select_related("programme").filter(pk__in=keys))
        before, known = known, _states(locked)
        newcomers = {_who(each): each for each in reversed(locked) if _who(each) not in known}
        first = {draft.pk for draft in newcomers.values()}
        _bring_in([draft for draft in locked if draft.pk in first], answers, asked)
        known |= dict.fromkeys(newcomers, Participant.State.SIGNED_UP)
        for draft in locked:
            if draft.pk not in first:
                _note_known(draft)
        letters_due = []
        for draft in locked:
            state = None if draft.pk in first else known[_who(draft)]
            stands = before.get(_who(draft)) == state
            letter = written[draft.pk] if stands else _letter(draft, state)
            letter.person_code = draft.participant.user.code if draft.participant else None
            letters_due.append(letter)
        Draft.objects.bulk_update(locked, ["taken_in_at", "kind", "participant"])
        queue_letters(letters_due)
    return len(locked)


def _who(draft: Draft) -> tuple[int, str]:
    return draft.programme_id, draft.email


def _states(drafts: Sequence[Draft]) -> dict[tuple[int, str], str]:
    """How those stand whose address is in the programme already."""
    rows = Participant.objects.with_emails(draft.email for draft in drafts)
    return {
        (programme, email): state
        for programme, email, state in rows.values_list("programme", "user__email", "state")
    }


def _letter(draft: Draft, state: str | None) -> Letter:
    """Whoever takes part is asked whether it was they; whoever does not yet, to confirm."""
    if state in (None, *NOT_HERE):
        return letters.confirm(draft)
    return letters.was_this_you(draft)


def _note_known(draft: Draft) -> None:
    """Somebody who is there already: their answers change only when they confirm."""
    people = Participant.objects.select_related("user")
    participant = people.get(programme=draft.programme_id, user__email=draft.email)
    _note(draft, participant, Draft.Kind.KNOWN)


def _note(draft: Draft, participant: Participant, kind: str) -> None:
    draft.taken_in_at = timezone.now()
    draft.kind, draft.participant = kind, participant


def _bring_in(
    drafts: Sequence[Draft], answers: Mapping[int, Any], asked: Mapping[int, Any]
) -> None:
    """Those who are new: a participant, what they agreed to and how they came, for each."""
    for programme, theirs in _by_programme(drafts):
        newcomers = [_newcomer(draft, *answers[draft.pk]) for draft in theirs]
        people = enrol_newcomers(programme, newcomers, asked=asked[programme.pk])
        record_all(_signed_up(participant) for participant in people)
        came = list(zip(people, theirs, strict=True))
        said = ((person, draft.consents, draft.sent_at) for person, draft in came if draft.sent_at)
        give_at_once(programme, said, way="form")
        note_arrivals((person, link_for(programme, draft.via)) for person, draft in came)
        for participant, draft in came:
            _note(draft, participant, Draft.Kind.NEW)


def _by_programme(drafts: Sequence[Draft]) -> list[tuple[Programme, list[Draft]]]:
    parts: dict[int, tuple[Programme, list[Draft]]] = {}
    for draft in drafts:
        parts.setdefault(draft.programme_id, (draft.programme, []))[1].append(draft)
    return list(parts.values())


def _newcomer(draft: Draft, given: dict[str, Any], answers: dict[str, Any]) -> Newcomer:
    return Newcomer(
        email=draft.email,
        name=draft.name,
        is_mentor=draft.is_mentor,
        is_mentee=draft.is_mentee,
        columns=given,
        answers=answers,
        signed_up_at=draft.sent_at,
    )


def _signed_up(participant: Participant) -> Event:
    return line(
        "sign_up",
        participant,
        by=None,
        programme_id=participant.programme_id,
        summary=f"{participant} signed up",
    )


# --- Answers, as operations take them -----------------------------------------------------------


def _asked_in(programmes: set[int]) -> dict[int, dict[str, Question]]:
    """The questions of these programmes as they are now, by their keys: once for a batch."""
    asked: dict[int, dict[str, Question]] = {each: {} for each in programmes}
    for question in Question.objects.filter(programme__in=programmes, retired_at=None):
        asked[question.programme_id][question.key] = question
    return asked


def answers_of(
    draft: Draft, questions: Asked | None = None
) -> tuple[dict[str, Any], dict[str, Any]]:
    """A draft's columns and answers, as the questions are now.

    Answers to questions of a role that was given up are left out. Where a coordinator took an
    option away meanwhile, its words are kept as the person's own.
    """
    if questions is None:
        questions = _asked_in({draft.programme_id})[draft.programme_id]
    asked = {
        question.key: question
        for question in asked_of(questions.values(), **draft.ways, stage=draft.stage)
    }
    held = {key: value for key, value in draft.answers.items() if key in asked}
    given = {key: held.pop(key) for key in list(held) if key in columns.LABELS}
    if "school" in asked and draft.held("school_text"):
        given["school_text"] = draft.held("school_text")
    _place(given)
    return given, {key: _as_now(asked[key], value) for key, value in held.items()}


def _place(given: dict[str, Any]) -> None:
    """A school that left the register is kept by its name; one that is there tells the region."""
    if not given.get("school"):
        return
    school = Organisation.objects.filter(pk=given["school"]).first()
    if school is None:
        del given["school"]
    elif not given.get("region"):
        given["region"] = school.region


def _as_now(question: Question, value: Any) -> Any:
    if question.kind in OF_OPTIONS:
        entries = set(value) if isinstance(value, list) else {value}
        if entries <= choices_of(question).ids:
            return value
    try:
        read_answer(question, value)
    except Refused:
        return _in_own_words(question, value)
    return value


def _in_own_words(question: Question, value: Any) -> Any:
    """Options that went keep the words they had, looked up in the question's earlier versions."""
    now = labels_of(question)
    before: dict[str, str] = {}
    for earlier in question.programme.questions.filter(key=question.key).order_by("version"):
        before |= labels_of(earlier)
    entries = value if isinstance(value, list) else [value]
    kept = [
        entry
        if entry in now or str(entry).startswith(OTHER)
        else f"{OTHER}{before.get(entry, entry)}"
        for entry in map(str, entries)
    ]
    if question.kind in LISTS:
        return kept
    return kept[0] if question.kind == Question.Kind.ONE else None
