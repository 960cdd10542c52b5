"""Somebody whose every word is a canary, planted in every room.

A room's own `tests/canary.py` may have `plant(part)`, which fills that room's rows for one
participant with `NAME`, `EMAIL` and `WORD`; it is found and called here.
"""

from datetime import timedelta
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

import edumentoring
from edumentoring.common.models import DueTime, Letter
from edumentoring.common.tests import make as letters
from edumentoring.intake.models import RememberedChoices
from edumentoring.intake.tests import make as intake
from edumentoring.matching import operations as matching
from edumentoring.matching import pair_changes
from edumentoring.matching.tests import make as matches
from edumentoring.pairs import operations as pairs
from edumentoring.pairs.models import Pair
from edumentoring.pairs.tests import make as introductions
from edumentoring.people import operations as people
from edumentoring.people.tests import make as accounts
from edumentoring.programmes import operations as programmes
from edumentoring.programmes.models import AnswerChange, Note, Participant, Programme, SavedView
from edumentoring.programmes.tests import make
from edumentoring.schools.models import RegisterImport

ROOMS = Path(edumentoring.__file__).parent
NAME, EMAIL, WORD = "Quillfeather O'Zephyrine", "quill@canary.example", "xylograph"
OLD_EMAIL, OLD_NAME = "old.quill@canary.example", "Quillfeather Marchbanks"
CANARIES = ("quillfeather", "zephyrine", "marchbanks", EMAIL, OLD_EMAIL, WORD)
SHEET = {"Email Address": EMAIL, "Your full name": NAME, "What do you want?": f"Help with {WORD}"}


def planted() -> SimpleNamespace:
    """The person in two programmes, in a published round and an open one, in sheets, letters,
    history and other people's words."""
    here = SimpleNamespace(programme=matches.programme(mentors=2, mentees=3))
    here.owner = matches.owner(here.programme)
    here.other_programme = make.programme("Another Staffroom")
    here.user = accounts.person(EMAIL, NAME, known_as="Quillfeather")
    EmailAddress.objects.create(user=here.user, email=OLD_EMAIL)
    here.part = _join(here, here.programme, is_mentor=True)
    here.other_part = _join(here, here.other_programme, is_mentee=True)
    _sign_in(here)
    _match(here)
    _introduce(here)
    _bring_in(here)
    _mention(here)
    _in_passing(here)
    for part in (here.part, here.other_part):
        for table in sorted(ROOMS.glob("*/tests/canary.py")):
            if table.parts[-3] != "config":
                import_module(f"edumentoring.{table.parts[-3]}.tests.canary").plant(part)
    return here


def _join(here: SimpleNamespace, programme: Programme, **roles: bool) -> Participant:
    texts = dict.fromkeys(("about_me", "wanted_text", "offered_text"), f"{WORD}, says {NAME}")
    part, _new = programmes.enrol(
        programme,
        email=EMAIL,
        name=NAME,
        columns={"role_title": f"Head of {WORD}", "school_text": f"{WORD} Academy"}
        | ({"capacity": 1} if "is_mentor" in roles else {}),
        answers={**texts, "phases": ["ks3"], "topics_offered": ["workload"]},
        source=f"A sheet that {NAME} filled in",
        by=here.owner,
        **roles,
    )
    AnswerChange.objects.create(participant=part, key="name", before=OLD_NAME, after=NAME)
    programmes.change_participant(part, changes={"role_title": f"{WORD} lead"}, by=here.user)
    Participant.objects.filter(pk=part.pk).update(tags=[WORD], note=f"{NAME}: {WORD}")
    Note.objects.create(participant=part, by=here.owner, text=f"{NAME} likes {WORD}")
    part.refresh_from_db()
    return part


def _sign_in(here: SimpleNamespace) -> None:
    people.ask_to_sign_in(EMAIL)
    here.client = accounts.sign_in(accounts.browser(), here.user)
    UserSession.objects.create(
        user=here.user, ip="192.0.2.7", session_key=here.client.session.session_key, user_agent=WORD
    )
    pending = SessionStore()
    pending["account_login"] = {"email": EMAIL}
    pending.save()
    here.user.last_login = timezone.now()
    here.user.save(update_fields=["last_login"])


def _match(here: SimpleNamespace) -> None:
    """A round, published an hour ago, with the person in a locked pair that has a note."""
    round_ = matching.open_round(here.programme, by=here.owner, name=f"For {NAME}")
    matching.propose(round_, by=here.owner)
    round_.refresh_from_db()
    assert matching.work_out(round_.pk, round_.run)
    round_ = matches.again(round_)
    mentor, mentee = next(
        (row[0], row[1]) for row in matches.board(round_).pairs if row[0] == here.part.pk
    )
    pair_changes.lock(round_, mentor, mentee, by=here.owner, version=round_.version)
    pair_changes.write_note(
        round_, mentor, mentee, by=here.owner, version=round_.version, text=f"{NAME} and {WORD}"
    )
    matching.publish(round_, by=here.owner, version=round_.version)
    here.round = round_
    an_hour_ago = timezone.now() - timedelta(hours=1)
    Pair.objects.update(held_until=an_hour_ago)
    Letter.objects.filter(kind="introduction").update(
        state=Letter.State.SENT, sent_at=an_hour_ago, not_before=an_hour_ago
    )
    pairs.send_off_held()
    here.pair = Pair.objects.get(mentor=here.part)
    here.partner = here.pair.mentee


def _introduce(here: SimpleNamespace) -> None:
    """In the other programme: one pair that agreed, one whose letters still wait."""
    Participant.objects.filter(pk=here.other_part.pk).update(demand=2)
    here.other_part.refresh_from_db()
    for name, make_pair in (("agreed", introductions.agreed), ("held", introductions.held)):
        mentor = introductions.mentor(here.other_programme)
        pair = make_pair(
            here.other_programme,
            mentor=mentor,
            mentee=here.other_part,
            round_number={"agreed": 1, "held": 2}[name],
            reasons={"mentor": [f"{NAME} asked for {WORD}."], "mentee": [f"You want {WORD}."]},
        )
        setattr(here, name, pair)


def _bring_in(here: SimpleNamespace) -> None:
    """The sheet they came in, saved; and another that somebody is still looking at."""
    other = intake.person(7, **{"What do you want?": f"Somebody like {NAME}, {EMAIL}"})
    sheet = intake.sheet({**intake.person(1), **SHEET}, other)
    here.saved = intake.upload(sheet, programme_=here.programme, file_name=f"{NAME}.csv")
    intake.save(here.saved)
    here.open = intake.upload(
        intake.sheet({**intake.person(2), **SHEET}, intake.person(8)),
        programme_=here.other_programme,
    )
    here.neighbour = Participant.objects.get(user__email="person7@school.example")


def _mention(here: SimpleNamespace) -> None:
    """What others said of them: answers, notes, lists, letters, history."""
    bystander = here.programme.participants.exclude(pk=here.part.pk).order_by("pk").first()
    here.bystander = bystander
    programmes.change_participant(
        bystander,
        changes={"line_manages": [EMAIL, "someone.else@school.example"]},
        by=here.owner,
    )
    Participant.objects.filter(pk=bystander.pk).update(note=f"Works with {NAME.lower()} on Mondays")
    SavedView.objects.create(
        programme=here.programme,
        by=here.owner,
        name="Mondays",
        address="q=Quillfeather+O%27Zephyrine&role=mentor",
    )
    people.record(
        "write_to",
        bystander,
        by=here.owner,
        programme_id=here.programme.pk,
        summary=f"Asked about {NAME}",
        about=EMAIL,
    )
    people.record("change_participant", bystander, by=None, summary=f"Also for {OLD_NAME}")
    here.letter = letters.letter(
        kind="query",
        to="someone.else@school.example",
        programme_id=here.programme.pk,
        subject="A word about a colleague",
        text="We spoke with Quillfeather\nO'Zephyrine on Monday. Lena sends her best.",
        html="<p>We spoke with Quillfeather O&#x27;Zephyrine on Monday.</p>",
        state=Letter.State.SENT,
    )


def _in_passing(here: SimpleNamespace) -> None:
    """Where a name is not looked for: keys' names, errors' words, files, remembered meanings."""
    Authenticator.objects.create(
        user=here.user, type="webauthn", data={"name": f"{NAME}'s phone", "credential": {}}
    )
    DueTime.objects.create(name="work", trouble=f"Refused: {NAME} has left")
    RegisterImport.objects.create(file_name=f"{NAME}.csv", sha256="0" * 64, by_code=here.user.code)
    DBTaskResult.objects.create(
        status="FAILED",
        args_kwargs={"args": [1], "kwargs": {}},
        run_after=timezone.now(),
        traceback=f"KeyError: {EMAIL}",
        task_path="edumentoring.matching.tasks.propose_round",
    )
    RememberedChoices.objects.filter(programme=here.programme).update(
        words={f"topics_wanted|help with {WORD}": "workload", f"region|{EMAIL}": "london"}
    )
    Programme.objects.filter(pk=here.programme.pk).update(summary=f"Begun by {NAME} and others.")
