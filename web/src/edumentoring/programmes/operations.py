"""Every change to a programme and to those in it, each in one transaction with its history.

For the rooms above:

- `enrol` brings somebody in, or up to date; `change_participant` changes what is known of them.
- `take_place(mentor, mentee)` before a pair opens and `give_back_place(mentor, mentee)` when it
  ends or is taken back. Both lock the two rows in order of their keys, count again, and raise
  Refused; the database refuses too. Call them inside the transaction that changes the pair.
- `set_status(participants, status)` when a pair moves on (introduced, paired, waiting).
- `add_question` for a column of a sheet that no question fits.
"""

import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from edumentoring.common.refused import Refused, Stale
from edumentoring.people import operations as people
from edumentoring.people.models import User
from edumentoring.programmes import columns
from edumentoring.programmes.kinds import rules_of
from edumentoring.programmes.models import (
    AnswerChange,
    Coordinator,
    Participant,
    Programme,
    Question,
)
from edumentoring.programmes.questions import STANDARD, as_options, read_answer, week_options
from edumentoring.schools.models import Organisation

# --- Programmes ---------------------------------------------------------------------------------


@transaction.atomic
def create_programme(
    *,
    name: str,
    kind: str,
    by: User,
    organisation: Organisation | None = None,
    summary: str = "",
    slug: str = "",
) -> Programme:
    """A programme with the standard questions and its kind's rules; `by` becomes its owner."""
    programme = Programme.objects.create(
        slug=slug or _free_slug(name),
        name=name.strip(),
        kind=Programme.Kind(kind),
        organisation=organisation,
        summary=summary.strip(),
        rules=rules_of(kind),
        time_zone=settings.TIME_ZONE,
    )
    _ask_standard_questions(programme)
    people.record(
        "create_programme",
        programme,
        by=by,
        summary=f"Made the programme {programme.name}",
        programme_id=programme.pk,
    )
    add_coordinator(programme, email=by.email, role=Coordinator.Role.OWNER, by=by)
    return programme


def _free_slug(name: str) -> str:
    stem = slugify(name)[:50] or "programme"
    taken = set(Programme.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    taken.add("new")  # the address of the page that makes programmes
    return next(
        slug
        for slug in (stem, *(f"{stem}-{number}" for number in range(2, len(taken) + 3)))
        if slug not in taken
    )


def _ask_standard_questions(programme: Programme) -> None:
    Question.objects.bulk_create(
        Question(
            programme=programme,
            key=standard.key,
            kind=standard.kind,
            asked_of=standard.asked_of,
            label=str(standard.label),
            hint=str(standard.hint),
            options=(
                week_options()
                if standard.kind == Question.Kind.WEEK
                else as_options(standard.options)
            ),
            required=standard.required,
            sensitive=standard.sensitive,
            place=place,
        )
        for place, standard in enumerate(STANDARD, start=1)
    )


@transaction.atomic
def add_question(
    programme: Programme,
    *,
    key: str,
    label: str,
    by: User | None,
    kind: str = Question.Kind.LONG_TEXT,
    asked_of: str = Question.Asked.EVERYONE,
    options: Iterable[Mapping[str, str]] = (),
) -> Question:
    """One more question, at the end. A key already asked gives the question that asks it."""
    question, made = Question.objects.get_or_create(
        programme=programme,
        key=key,
        retired_at=None,
        defaults={
            "kind": Question.Kind(kind),
            "asked_of": Question.Asked(asked_of),
            "label": label[:300],
            "options": [dict(option) for option in options],
            "place": 1 + (programme.questions.aggregate(last=Max("place"))["last"] or 0),
        },
    )
    if made:
        people.record(
            "add_question",
            question,
            by=by,
            summary=f"Added the question “{question.label}”",
            programme_id=programme.pk,
        )
    return question


SETTINGS = ("name", "summary", "sender_name", "reply_to", "time_zone", "rules", "organisation")


@transaction.atomic
def change_settings(
    programme: Programme, *, changes: Mapping[str, Any], by: User, version: int | None = None
) -> Programme:
    """Change what the settings page holds. Raises Stale when somebody saved in between."""
    _refuse_unknown(changes, SETTINGS)
    current = Programme.objects.select_for_update().get(pk=programme.pk)
    changed = [name for name, value in changes.items() if getattr(current, name) != value]
    if version is not None and version != current.version and changed:
        raise Stale(
            _("Somebody else changed these settings while you were writing. Yours are kept below.")
        )
    for name in changed:
        setattr(current, name, changes[name])
    if changed:
        words = ", ".join(changed).replace("_", " ")
        current.version += 1
        current.save(update_fields=[*changed, "version"])
        people.record(
            "change_settings",
            current,
            by=by,
            summary=f"Changed the programme's {words}",
            programme_id=current.pk,
        )
    return current


# --- Coordinators -------------------------------------------------------------------------------


@transaction.atomic
def add_coordinator(
    programme: Programme, *, email: str, role: str, by: User | None, name: str = ""
) -> Coordinator:
    """Give somebody a seat at the desk; they need a second factor to use it."""
    user = find_or_make_user(email=email, name=name)
    seat, made = Coordinator.objects.get_or_create(
        programme=programme, user=user, defaults={"role": Coordinator.Role(role)}
    )
    if not made:
        raise Refused(
            _("%(person)s already has a seat here, as %(role)s. Change the role in the list.")
            % {"person": user, "role": seat.get_role_display()}
        )
    people.require_second_factor(user)
    _record_seat("add_coordinator", seat, by=by, summary=f"Added {user} as {seat.role}")
    return seat


@transaction.atomic
def change_role(seat: Coordinator, *, role: str, by: User) -> Coordinator:
    """Give a coordinator another role. The last owner stays an owner."""
    seat = _lock_seats(seat)
    wanted = Coordinator.Role(role)
    if seat.role == wanted:
        return seat
    _refuse_if_last_owner(seat)
    before, seat.role = seat.role, wanted
    seat.save(update_fields=["role"])
    _record_seat(
        "change_role", seat, by=by, summary=f"Made {seat.user} {wanted.value}, formerly {before}"
    )
    return seat


@transaction.atomic
def remove_coordinator(seat: Coordinator, *, by: User) -> None:
    """Take a seat away, at once. The last owner stays."""
    seat = _lock_seats(seat)
    _refuse_if_last_owner(seat)
    _record_seat("remove_coordinator", seat, by=by, summary=f"Removed {seat.user} as {seat.role}")
    seat.delete()


def _lock_seats(seat: Coordinator) -> Coordinator:
    """This seat, with all seats of its programme locked: two owners may leave at once."""
    seats = Coordinator.objects.select_for_update().filter(programme=seat.programme_id)
    for each in seats.select_related("user", "programme").order_by("pk"):
        if each.pk == seat.pk:
            return each
    raise Refused(_("That person no longer has a seat here."))


def _refuse_if_last_owner(seat: Coordinator) -> None:
    owners = Coordinator.objects.filter(programme=seat.programme_id, role=Coordinator.Role.OWNER)
    if seat.role == Coordinator.Role.OWNER and not owners.exclude(pk=seat.pk).exists():
        raise Refused(_("%s is the only owner. Make somebody else an owner first.") % seat.user)


def _record_seat(action: str, seat: Coordinator, *, by: User | None, summary: str) -> None:
    people.record(
        action,
        seat,
        by=by,
        summary=summary,
        programme_id=seat.programme_id,
        person=str(seat.user.code),
    )


# --- Participants -------------------------------------------------------------------------------


def find_or_make_user(*, email: str, name: str = "") -> User:
    """The person with this e-mail, however it is capitalised, or a new one."""
    address = email.strip()
    user = User.objects.filter(email__iexact=address).first()
    if user is None:
        user = User.objects.create_user(address, name)
    elif name.strip() and not user.name:
        user.name = name.strip()
        user.save(update_fields=["name"])
    if not EmailAddress.objects.filter(user=user).exists():
        EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=False)
    return user


@transaction.atomic
def enrol(
    programme: Programme,
    *,
    email: str,
    name: str,
    is_mentor: bool = False,
    is_mentee: bool = False,
    columns: Mapping[str, Any] | None = None,
    answers: Mapping[str, Any] | None = None,
    signed_up_at: datetime | None = None,
    source: str = "",
    by: User | None,
    together: uuid.UUID | None = None,
    with_history: bool = True,
) -> tuple[Participant, bool]:
    """Bring a person into a programme, or what is known of them up to date.

    Both roles are kept when they come one after the other. The latest answer wins: a row
    signed up before what is already there only fills gaps, and an empty cell never takes an
    answer away. `together` ties the changes of
    one import; `with_history=False` leaves the history line to a caller that brings in many.
    Returns the participant and whether it is new.
    """
    if not (is_mentor or is_mentee):
        raise Refused(_("Say whether %s takes part as mentor, as mentee or as both.") % name)
    given = {
        key: value
        for key, value in {**(columns or {}), **(answers or {})}.items()
        if value not in (None, "", [])
    }
    user = find_or_make_user(email=email, name=name)
    participant = (
        Participant.objects.select_for_update().filter(programme=programme, user=user).first()
    )
    created = participant is None
    if participant is None:
        participant = _newcomer(
            programme,
            user,
            is_mentor=is_mentor,
            is_mentee=is_mentee,
            signed_up_at=signed_up_at,
            source=source,
        )
        _apply(participant, _read_all(programme, given))
        participant.save()
    else:
        roles = {"is_mentor": participant.is_mentor or is_mentor}
        roles["is_mentee"] = participant.is_mentee or is_mentee
        given = _with_places(participant, roles, given)
        if signed_up_at and signed_up_at < participant.signed_up_at:
            given = {key: value for key, value in given.items() if _is_gap(participant, key)}
        elif signed_up_at:
            given["signed_up_at"] = signed_up_at
        _change(participant, {**given, **roles}, by=by, source="import", together=together)
    if with_history and created:
        _record_person("enrol_participant", participant, by, f"{name or email} joined")
    return participant, created


def _newcomer(
    programme: Programme,
    user: User,
    *,
    is_mentor: bool,
    is_mentee: bool,
    signed_up_at: datetime | None,
    source: str,
) -> Participant:
    """An unsaved participant with what their role presets."""
    return Participant(
        programme=programme,
        user=user,
        is_mentor=is_mentor,
        is_mentee=is_mentee,
        capacity=programme.rules.get("default_capacity", 1) if is_mentor else 0,
        demand=1 if is_mentee else 0,
        signed_up_at=signed_up_at or timezone.now(),
        source=source[:200],
    )


def _with_places(
    participant: Participant, roles: Mapping[str, bool], given: Mapping[str, Any]
) -> dict[str, Any]:
    """What was given, with the usual places for a role that is new to this person."""
    usual: dict[str, Any] = {}
    if roles["is_mentor"] and not participant.is_mentor:
        usual["capacity"] = participant.programme.rules.get("default_capacity", 1)
    if roles["is_mentee"] and not participant.is_mentee:
        usual["demand"] = 1
    return {**usual, **given}


def _is_gap(participant: Participant, key: str) -> bool:
    held = (
        columns.current(participant, key) if key in columns.LABELS else participant.answers.get(key)
    )
    return held in (None, "", [], 0)


@transaction.atomic
def change_participant(
    participant: Participant,
    *,
    changes: Mapping[str, Any],
    by: User | None,
    source: str = "desk",
    version: int | None = None,
    together: uuid.UUID | None = None,
) -> list[AnswerChange]:
    """Change columns and answers by their keys; what is the same already is left alone.

    `version` is the one the editor saw. Raises Stale when another change touched the same
    keys since; changes of different keys join, so neither is lost. Raises Refused for a
    value that does not fit, and ValueError for a key that is neither column nor question.
    """
    current = (
        Participant.objects.select_for_update(of=("self",)).with_person().get(pk=participant.pk)
    )
    if version is not None and version != current.version:
        _refuse_if_touched_since(current, changes, version)
    made = _change(current, changes, by=by, source=source, together=together)
    if made:
        words = ", ".join(str(columns.LABELS.get(change.key, change.key)) for change in made)
        _record_person("change_participant", current, by, f"Changed {current}: {words.lower()}")
    return made


def _refuse_if_touched_since(
    current: Participant, changes: Mapping[str, Any], version: int
) -> None:
    later = current.answer_changes.filter(participant_version__gt=version, key__in=list(changes))
    touched = set(later.values_list("key", flat=True))
    wanted = _read_all(current.programme, {key: changes[key] for key in touched})
    if any(_held(current, key) != value for key, value in wanted.items()):
        raise Stale(
            _("Somebody else changed %s while you were writing. Nothing of yours is lost.")
            % current
        )


def _held(participant: Participant, key: str) -> Any:
    if key in columns.LABELS:
        return columns.current(participant, key)
    return participant.answers.get(key)


def _read_all(programme: Programme, given: Mapping[str, Any]) -> dict[str, Any]:
    """Every value in its plain form. Raises ValueError for a key that nothing asks for."""
    answer_keys = [key for key in given if key not in columns.LABELS]
    asked = {
        question.key: question
        for question in (
            programme.questions.filter(key__in=answer_keys, retired_at=None) if answer_keys else ()
        )
    }
    _refuse_unknown(answer_keys, asked)
    return {
        key: columns.read(key, value) if key in columns.READERS else value
        for key, value in given.items()
        if key in columns.LABELS
    } | {key: read_answer(asked[key], given[key]) for key in answer_keys}


def _change(
    participant: Participant,
    changes: Mapping[str, Any],
    *,
    by: User | None,
    source: str,
    together: uuid.UUID | None,
) -> list[AnswerChange]:
    """Make the changes on a locked participant and keep what was before."""
    wanted = _settle_roles(participant, _read_all(participant.programme, changes))
    before = {key: _held(participant, key) for key in wanted}
    wanted = {key: value for key, value in wanted.items() if before[key] != value}
    if not wanted:
        return []
    _change_the_person(participant, wanted)
    _apply(participant, wanted)
    _refuse_broken_promises(participant)
    participant.version += 1
    participant.save()
    together = together or uuid.uuid4()
    wordings = dict(
        participant.programme.questions.filter(retired_at=None, key__in=list(wanted)).values_list(
            "key", "version"
        )
    )
    return AnswerChange.objects.bulk_create(
        AnswerChange(
            participant=participant,
            participant_version=participant.version,
            key=key,
            question_version=wordings.get(key, 1),
            before=before[key],
            after=value,
            by=by,
            source=source,
            together=together,
        )
        for key, value in wanted.items()
    )


def _settle_roles(participant: Participant, wanted: dict[str, Any]) -> dict[str, Any]:
    """A role that is given up takes its places along; one that is taken up brings one."""
    for role, places in (("is_mentor", "capacity"), ("is_mentee", "demand")):
        stays = wanted.get(role, getattr(participant, role))
        if not stays and (role in wanted or places in wanted):
            wanted[places] = 0
        elif wanted.get(role) and not getattr(participant, role) and places not in wanted:
            wanted[places] = 1
    return wanted


def _apply(participant: Participant, wanted: Mapping[str, Any]) -> None:
    """Set what was read on the participant; the caller saves."""
    for key, value in wanted.items():
        if key in columns.OF_THE_PERSON:
            continue
        if key in columns.LABELS:
            columns.put(participant, key, value)
        elif value is None:
            participant.answers.pop(key, None)
        else:
            participant.answers[key] = value
    if not participant.is_mentor:
        participant.capacity = 0
    if not participant.is_mentee:
        participant.demand = 0


def _refuse_broken_promises(participant: Participant) -> None:
    """No fewer places than pairs take already; the database would refuse as well."""
    if not (participant.is_mentor or participant.is_mentee):
        raise Refused(
            _("%s would be neither mentor nor mentee. Mark them as left instead.") % participant
        )
    if participant.capacity < participant.mentees_now:
        raise Refused(
            _(
                "%(person)s has %(now)s people already, so there cannot be %(wanted)s places. "
                "End a pair first."
            )
            % {
                "person": participant,
                "now": participant.mentees_now,
                "wanted": participant.capacity,
            }
        )
    if participant.demand < participant.mentors_now:
        raise Refused(
            _("%(person)s has %(now)s mentors already. End a pair first.")
            % {"person": participant, "now": participant.mentors_now}
        )


def _change_the_person(participant: Participant, wanted: Mapping[str, Any]) -> None:
    """Name and e-mail sit on the account. An e-mail is a key to it, so whoever has signed in,
    or is known elsewhere, changes their own: no desk may redirect another's sign-in."""
    user, changed = participant.user, [key for key in columns.OF_THE_PERSON if key in wanted]
    if not changed:
        return
    if not may_change_account(participant):
        raise Refused(
            _("%s has an account of their own. Only they can change their name and e-mail.") % user
        )
    for key in changed:
        setattr(user, key, str(wanted[key]).strip())
    if User.objects.filter(email__iexact=user.email).exclude(pk=user.pk).exists():
        raise Refused(_("Somebody else already has the e-mail %s.") % user.email)
    user.save(update_fields=changed)
    if "email" in changed:
        EmailAddress.objects.filter(user=user).delete()
        EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=False)


def may_change_account(participant: Participant) -> bool:
    """Whether the desk may correct this person's name and e-mail."""
    user = participant.user
    return not (
        user.last_login
        or user.is_superuser
        or user.coordinating.exists()
        or user.participations.exclude(pk=participant.pk).exists()
    )


@transaction.atomic
def undo_change(together: uuid.UUID, *, programme: Programme, by: User) -> int:
    """Take back what was changed in one go. Returns how many people it touched.

    Raises Refused when somebody has changed the same thing since: that change stands.
    """
    changes = AnswerChange.objects.filter(together=together, participant__programme=programme)
    by_person: dict[int, dict[str, AnswerChange]] = {}
    for change in changes.order_by("pk"):
        by_person.setdefault(change.participant_id, {})[change.key] = change
    if not by_person:
        raise Refused(_("There is nothing left to undo there."))
    undone = uuid.uuid4()
    for participant in _locked(by_person):
        mine = by_person[participant.pk]
        if any(_held(participant, key) != change.after for key, change in mine.items()):
            raise Refused(
                _("%s was changed again since. That change stands, so nothing was undone.")
                % participant
            )
        before = {key: change.before for key, change in mine.items()}
        _change(participant, before, by=by, source="desk", together=undone)
        _record_person("undo_change", participant, by, f"Undid a change of {participant}")
    return len(by_person)


@transaction.atomic
def change_together(
    participants: Iterable[Participant], *, changes: Mapping[str, Any], by: User
) -> tuple[uuid.UUID, int]:
    """Change the same thing for several people. Returns what undoes it, and how many changed."""
    together, changed = uuid.uuid4(), 0
    for participant in _locked(participant.pk for participant in participants):
        if _change(participant, changes, by=by, source="desk", together=together):
            changed += 1
            words = "; ".join(
                f"{columns.LABELS[key]}, {columns.in_words(key, value)}".lower()
                if key in columns.LABELS
                else key
                for key, value in changes.items()
            )
            _record_person("change_participant", participant, by, f"Changed {participant}: {words}")
    return together, changed


def _locked(keys: Iterable[int]) -> list[Participant]:
    """These participants, locked in order of their keys so that two callers cannot deadlock."""
    return list(
        Participant.objects.select_for_update(of=("self",))
        .with_person()
        .filter(pk__in=list(keys))
        .order_by("pk")
    )


def _record_person(action: str, participant: Participant, by: User | None, summary: str) -> None:
    people.record(
        action, participant, by=by, summary=summary, programme_id=participant.programme_id
    )


def _refuse_unknown(given: Iterable[str], known: Iterable[str]) -> None:
    unknown = sorted(set(given) - set(known))
    if unknown:
        raise ValueError(f"Nothing is kept under {', '.join(unknown)}. Known: {sorted(known)}")


@transaction.atomic
def refile(programme: Programme) -> int:
    """Mend the copies that lists sort and search by, after names or schools changed elsewhere."""
    stale = []
    for participant in programme.participants.with_person().iterator(chunk_size=500):
        before = (participant.filed_as, participant.found_by, participant.facets)
        participant.file_away()
        if before != (participant.filed_as, participant.found_by, participant.facets):
            stale.append(participant)
    Participant.objects.bulk_update(stale, ["filed_as", "found_by", "facets"], batch_size=200)
    return len(stale)


# --- Places -------------------------------------------------------------------------------------


@transaction.atomic
def take_place(mentor: Participant, mentee: Participant) -> None:
    """Let a pair take one of the mentor's places and one of the mentee's requests.

    Raises Refused when either has none left, is paused or has left. Both arguments are
    brought up to date.
    """
    fresh = _both(mentor, mentee)
    giver, taker = fresh[mentor.pk], fresh[mentee.pk]
    for person in (giver, taker):
        if person.state != Participant.State.IN:
            raise Refused(
                _("%(person)s is not taking part now (%(state)s). Bring them back first.")
                % {"person": person, "state": person.get_state_display().lower()}
            )
    if giver.free_places < 1:
        raise Refused(
            _(
                "%(person)s already has as many mentees as agreed (%(places)s). Choose another "
                "mentor, or raise the limit on the mentor's page."
            )
            % {"person": giver, "places": giver.capacity}
        )
    if taker.open_requests < 1:
        raise Refused(
            _("%s already has as many mentors as they asked for. Choose another mentee.") % taker
        )
    giver.mentees_now += 1
    taker.mentors_now += 1
    _save_places(giver, taker, status=Participant.Status.INTRODUCED)
    _refresh(mentor, mentee)


@transaction.atomic
def give_back_place(mentor: Participant, mentee: Participant) -> None:
    """A pair ended or was taken back: its places are free. Both arguments are brought up to date.

    Whoever has no pair left waits again.
    """
    fresh = _both(mentor, mentee)
    giver, taker = fresh[mentor.pk], fresh[mentee.pk]
    if not (giver.mentees_now and taker.mentors_now):
        raise ValueError(f"{mentor.pk} and {mentee.pk} take no places that could be given back")
    giver.mentees_now -= 1
    taker.mentors_now -= 1
    _save_places(giver, taker)
    _refresh(mentor, mentee)


def _both(mentor: Participant, mentee: Participant) -> dict[int, Participant]:
    if mentor.programme_id != mentee.programme_id or mentor.pk == mentee.pk:
        raise ValueError("A pair is two people of one programme.")
    return {participant.pk: participant for participant in _locked([mentor.pk, mentee.pk])}


def _save_places(*participants: Participant, status: str = "") -> None:
    for participant in participants:
        if not (participant.mentees_now or participant.mentors_now):
            participant.status = Participant.Status.WAITING
        elif status and participant.status == Participant.Status.WAITING:
            participant.status = status
        participant.save(update_fields=["mentees_now", "mentors_now", "status"])


def _refresh(*participants: Participant) -> None:
    for participant in participants:
        participant.refresh_from_db(fields=["mentees_now", "mentors_now", "status"])


def set_status(participants: Iterable[Participant], status: str) -> int:
    """Say how far these people's pairs are. Returns how many rows changed."""
    keys = [participant.pk for participant in participants]
    return (
        Participant.objects.filter(pk__in=keys)
        .exclude(status=status)
        .update(status=Participant.Status(status), updated_at=timezone.now())
    )
