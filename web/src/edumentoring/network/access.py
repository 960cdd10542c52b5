"""Fetch what is in the network and check the right to it in one step; strangers meet a 404."""

from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.http import Http404, HttpRequest

from edumentoring.consents.models import Purpose
from edumentoring.consents.operations import holds
from edumentoring.network.apart import hidden_from
from edumentoring.network.directory import listed_for, name_of
from edumentoring.network.letters import PURPOSE
from edumentoring.network.models import Answer, Group, Message, Question, Thread
from edumentoring.network.models.messages import ThreadQuerySet
from edumentoring.network.models.questions import AnyPost
from edumentoring.notes.models import Note
from edumentoring.pairs.keys import read_key
from edumentoring.people.models import User
from edumentoring.programmes.apart import from_whom, not_from
from edumentoring.programmes.models import Coordinator, Participant, ParticipantQuerySet

HERE = (Participant.State.IN, Participant.State.PAUSED)


@dataclass
class Reader:
    """Somebody of the programme, and what they may find in its network."""

    me: Participant

    @cached_property
    def hidden(self) -> set[int]:
        """Whom they do not meet here."""
        return hidden_from(self.me.user)

    @cached_property
    def is_listed(self) -> bool:
        """Whether they said that others may find them; only then do they find others."""
        return holds(self.me, Purpose.DIRECTORY)

    @property
    def people(self) -> ParticipantQuerySet:
        """Whom they may find. Nobody, until they may be found themselves."""
        return listed_for(self.me, self.hidden) if self.is_listed else Participant.objects.none()

    def may_answer(self, question: Question) -> bool:
        """In a group that is closed nobody writes on; nor does a mentee answer for the mentors."""
        if question.group is not None:
            here = Group.objects.open().joined_by(self.me)
            return here.filter(pk=question.group.pk).exists()
        return self.me.is_mentor or question.by_id == self.me.pk


def parts_of(request: HttpRequest) -> list[Participant]:
    """The running programmes this person takes part in."""
    found = Participant.objects.with_person().filter(user=request.user.pk, state__in=HERE)
    return list(found.filter(programme__archived_at=None).order_by("programme__name"))


def reader_in(request: HttpRequest, slug: str) -> Reader:
    """The signed-in person as one of this programme; others meet 404, coordinators too."""
    found = Participant.objects.with_person().select_related("listing").filter(state__in=HERE)
    try:
        return Reader(
            found.get(user=request.user.pk, programme__slug=slug, programme__archived_at=None)
        )
    except Participant.DoesNotExist:
        raise Http404 from None


def person_to_write_to(reader: Reader, code: UUID) -> Participant:
    """Somebody this person may find."""
    found = reader.people.filter(code=code).first()
    if found is None:
        raise Http404
    return found


def group_for(reader: Reader, code: UUID) -> Group:
    """An open group of the programme."""
    mine = Group.objects.open().filter(programme=reader.me.programme_id)
    found = mine.select_related("programme").filter(code=code).first()
    if found is None:
        raise Http404
    return found


def question_for(reader: Reader, code: UUID) -> Question:
    """A question this person may read."""
    found = Question.objects.readable_by(reader.me, reader.hidden).with_people()
    question = found.filter(code=code).first()
    if question is None:
        raise Http404
    return question


def answer_for(reader: Reader, code: UUID) -> Answer:
    """An answer this person may read."""
    found = Answer.objects.readable_by(reader.me, reader.hidden)
    answer = found.select_related("by__user", "question__programme").filter(code=code).first()
    if answer is None:
        raise Http404
    return answer


def post_for(reader: Reader, code: UUID) -> AnyPost:
    """A question or an answer this person may read."""
    try:
        return question_for(reader, code)
    except Http404:
        return answer_for(reader, code)


def own_question_note(reader: Reader, code: str) -> Note | None:
    """A question of one's own private list, to carry its words over; None for anything else."""
    try:
        wanted = UUID(code)
    except ValueError:
        return None
    return Note.objects.kept().written_by(reader.me.user).questions().filter(code=wanted).first()


# --- Messages -------------------------------------------------------------------------------------


@dataclass
class Talk:
    """A conversation, as one of the two opens it."""

    thread: Thread
    me: Participant

    @property
    def other(self) -> Participant | None:
        return self.thread.to if self.is_mine else self.thread.begun_by

    @property
    def is_mine(self) -> bool:
        """Whether this person began it."""
        return self.thread.begun_by_id == self.me.pk

    @cached_property
    def messages(self) -> list[Message]:
        return list(self.thread.messages.select_related("by__user"))

    @property
    def other_name(self) -> str:
        """Their name, once they wrote with it; before that, what they show in the directory."""
        other = self.other
        if other and (not self.is_mine or any(one.by_id == other.pk for one in self.messages)):
            return other.name
        return name_of(other)

    @property
    def list_name(self) -> str:
        """The name for a list, without reading every message: theirs once they wrote last."""
        other = self.other
        wrote = not self.is_mine or getattr(self.thread, "last_to", None) == self.me.user_id
        return other.name if other and wrote else name_of(other)

    @property
    def i_share(self) -> bool:
        thread = self.thread
        return bool(thread.begun_shares_at if self.is_mine else thread.to_shares_at)

    @property
    def their_email(self) -> str:
        """Their e-mail, if they gave it to me."""
        thread, other = self.thread, self.other
        given = thread.to_shares_at if self.is_mine else thread.begun_shares_at
        return other.user.email if given and other else ""


def talk_of(thread: Thread, me: User) -> Talk:
    """The conversation from the side of one of the two."""
    begun = thread.begun_by
    mine = begun if begun and begun.user_id == me.pk else thread.to
    if mine is None:
        raise Http404
    return Talk(thread, mine)


def talk_for(request: HttpRequest, code: UUID) -> Talk:
    """A conversation, for the two in it while both take part; not once they are kept apart."""
    user = request.user
    if not isinstance(user, User):
        raise Http404
    found = Thread.objects.of(user).with_people().filter(programme__archived_at=None)
    thread = found.filter(code=code).first()
    if thread is None:
        raise Http404
    talk = talk_of(thread, user)
    other = talk.other
    if talk.me.state not in HERE or (other and other.user_id in from_whom(user.pk)):
        raise Http404
    return talk


def talks_of(reader: Reader) -> ThreadQuerySet:
    """One's conversations in this programme, the latest first; none with people one is kept
    apart from."""
    me = reader.me.user_id
    found = Thread.objects.of(me).filter(programme=reader.me.programme_id).with_people()
    kept = found.filter(not_from(me, "begun_by__user"), not_from(me, "to__user"))
    return kept.with_last()


def talk_by_key(token: str) -> Talk | None:
    """The conversation a letter's link is about, from its reader's side."""
    found = read_key(PURPOSE, token)
    if found is None:
        return None
    code, key = found
    thread = Thread.objects.with_people().filter(programme__archived_at=None, code=code).first()
    mine = [one for one in (thread.begun_by, thread.to) if one] if thread else []
    me = next((one for one in mine if one.pk == key and one.state in HERE), None)
    if thread is None or me is None:
        return None
    talk = Talk(thread, me)
    other = talk.other
    return None if other and other.user_id in from_whom(me.user_id) else talk


# --- The desk -------------------------------------------------------------------------------------


def group_at(seat: Coordinator, code: UUID) -> Group:
    """A group of the programme at this desk, open or closed."""
    try:
        return Group.objects.get(programme=seat.programme, code=code)
    except Group.DoesNotExist:
        raise Http404 from None


def question_at(seat: Coordinator, code: UUID) -> Question:
    """A question of the programme at this desk, removed or not."""
    try:
        return Question.objects.with_people().get(programme=seat.programme, code=code)
    except Question.DoesNotExist:
        raise Http404 from None


def post_at(seat: Coordinator, code: UUID) -> AnyPost:
    """A question or an answer of the programme at this desk."""
    answers = Answer.objects.select_related("question__programme", "by__user")
    found = answers.filter(question__programme=seat.programme, code=code).first()
    return found or question_at(seat, code)
