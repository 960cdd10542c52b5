"""Links are made, retired and brought back; who came by which is noted once; calls are kept."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urlsplit

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.common.refused import Refused, Stale
from edumentoring.people import operations as people
from edumentoring.people.models import User
from edumentoring.programmes.models import Participant, Programme
from edumentoring.programmes.operations import change_settings
from edumentoring.reach.models import Arrival, Call, Link
from edumentoring.reach.words import USUAL

# No letter or number that looks like another: codes are typed from posters.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
CODE_LENGTH = 7
MOST_LINKS = 200
MOST_SITES = 20
LONGEST_CALL = 4000
MOST_QUESTIONS = 12
HERE = frozenset({"localhost", "127.0.0.1"})


@transaction.atomic
def make_link(programme: Programme, *, label: str, by: User | None) -> Link:
    """A campaign's link under a name that the report shows."""
    label = " ".join(label.split())
    if not label:
        raise Refused(_("Give the link a name, for example “Poster in the staff room”."))
    Programme.objects.select_for_update().get(pk=programme.pk)
    links = programme.links.campaign()
    if links.filter(label__iexact=label).exists():
        raise Refused(
            _("There is a link called “%s” already. Use that one, or choose another name.") % label
        )
    if links.count() >= MOST_LINKS:
        raise Refused(
            _("A programme may have %s links. Use one that is there for this too.") % MOST_LINKS
        )
    link = _with_free_code(programme=programme, label=label[:80], made_by=by)
    _record("make_link", link, by, f"Made the link “{link.label}”")
    return link


def personal_link(participant: Participant) -> Link | None:
    """The link of somebody who takes part, if they have asked for one."""
    return Link.objects.personal().filter(owner=participant).first()


@transaction.atomic
def make_personal_link(participant: Participant) -> Link:
    """Somebody's own link; asking twice gives the same, and brings a stopped one back."""
    owner = Participant.objects.select_for_update().get(pk=participant.pk)
    if owner.state == Participant.State.LEFT:
        raise Refused(_("You have left this programme. Sign up again to invite others to it."))
    link = personal_link(owner)
    if link is None:
        return _with_free_code(
            programme=participant.programme,
            kind=Link.Kind.PERSONAL,
            owner=owner,
            made_by=participant.user,
        )
    Link.objects.filter(pk=link.pk).update(retired_at=None)
    link.retired_at = None
    return link


@transaction.atomic
def retire_link(link: Link, *, by: User | None) -> Link:
    """Count no more by this link. It still leads to the page: posters hang for years."""
    if Link.objects.filter(pk=link.pk, retired_at=None).update(retired_at=timezone.now()):
        _record("retire_link", link, by, f"Retired the link “{link}”")
    link.refresh_from_db()
    return link


@transaction.atomic
def bring_back_link(link: Link, *, by: User | None) -> Link:
    """Count by this link again."""
    if Link.objects.filter(pk=link.pk).exclude(retired_at=None).update(retired_at=None):
        _record("bring_back_link", link, by, f"Brought back the link “{link}”")
    link.refresh_from_db()
    return link


def link_for(programme: Programme, code: str) -> Link | None:
    """The programme's link of this code, if it still counts. Changes nothing."""
    if not code or len(code) > 12:
        return None
    return Link.objects.current().filter(programme=programme, code=code.lower()).first()


def note_arrivals(arrived: Iterable[tuple[Participant, Link | None]]) -> None:
    """Note by which links people came. The first note of each stands: signing up again changes
    nothing."""
    Arrival.objects.bulk_create(
        (_arrival(participant, link) for participant, link in arrived), ignore_conflicts=True
    )


def _arrival(participant: Participant, link: Link | None) -> Arrival:
    if link is not None and link.programme_id != participant.programme_id:
        raise ValueError(f"{link.code} is a link of another programme.")
    # By its key: the row may be there already, and this one would stay at the participant unsaved.
    return Arrival(participant_id=participant.pk, link=link, source=_source(link))


def _source(link: Link | None) -> str:
    """Personal links keep no words: who invited whom is nobody's business."""
    return link.label if link and link.kind == Link.Kind.CAMPAIGN else ""


@transaction.atomic
def save_call(programme: Programme, *, text: str, by: User, after: int | None) -> Call:
    """Keep the call for missing mentors; `after` is the version the writer began from."""
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise Refused(_("The call is empty. Write at least a line, or go back to the draft."))
    if len(text) > LONGEST_CALL:
        raise Refused(
            _("The call has %(over)s characters too many. %(most)s fit.")
            % {"over": len(text) - LONGEST_CALL, "most": LONGEST_CALL}
        )
    Programme.objects.select_for_update().get(pk=programme.pk)
    last = programme.calls.first()
    if last and last.text == text:
        return last
    if (last.pk if last else None) != after:
        raise Stale(
            _("Somebody else saved a call while you were writing. Yours is kept in the box below.")
        )
    call = Call.objects.create(programme=programme, text=text, by=by)
    people.record(
        "save_call",
        call,
        by=by,
        summary="Saved the call for mentors who are missing",
        programme_id=programme.pk,
    )
    return call


@transaction.atomic
def allow_embedding(programme: Programme, *, sites: str, by: User) -> list[str]:
    """Which sites may show the sign-up form in a frame: one address a line."""
    origins = list(dict.fromkeys(origin_of(line) for line in sites.split() if line.strip()))
    if len(origins) > MOST_SITES:
        raise Refused(_("Name at most %s sites. Take some away.") % MOST_SITES)
    current = Programme.objects.select_for_update().get(pk=programme.pk)
    if current.words.get("embed_sites", []) != origins:
        current.words = {**current.words, "embed_sites": origins}
        current.version += 1
        current.save(update_fields=["words", "version"])
        people.record(
            "allow_embedding",
            current,
            by=by,
            summary="Changed which sites may show the sign-up form",
            programme_id=current.pk,
            sites=origins,
        )
    programme.words = current.words
    return origins


def word_questions(
    programme: Programme, *, questions: Sequence[Mapping[str, str]], by: User, version: int
) -> list[dict[str, str]]:
    """Put these in place of the public page's fair questions; none, or the usual, are the usual.

    Raises Stale when somebody changed the programme since `version`.
    """
    if len(questions) > MOST_QUESTIONS:
        raise Refused(_("The page has room for %s questions. Take some away.") % MOST_QUESTIONS)
    kept = [{"question": one["question"], "answer": one["answer"]} for one in questions]
    usual = USUAL[programme.kind].questions
    if kept == [{"question": str(one.question), "answer": str(one.answer)} for one in usual]:
        kept = []
    words = {key: said for key, said in programme.words.items() if key != "questions"}
    if kept:
        words["questions"] = kept
    change_settings(programme, changes={"words": words}, by=by, version=version)
    return kept


@transaction.atomic
def use_usual_questions(programme: Programme, *, by: User) -> None:
    """Forget the programme's own fair questions."""
    current = Programme.objects.select_for_update().get(pk=programme.pk)
    word_questions(current, questions=[], by=by, version=current.version)


def origin_of(address: str) -> str:
    """The scheme, name and port of a site, as a browser compares them.

    The value goes into a security header, so nothing but plain letters of a host passes.
    """
    wrong = (
        _("“%s” is not the address of a site. Write it like https://www.school.sch.uk")
        % (address[:80])
    )
    try:
        parts = urlsplit(address if "://" in address else f"https://{address}")
        host, port = (parts.hostname or "").encode("idna").decode(), parts.port
    except (ValueError, UnicodeError):
        raise Refused(wrong) from None
    if parts.username is not None or not _is_host(host):
        raise Refused(wrong)
    if parts.scheme != "https" and not (parts.scheme == "http" and host in HERE):
        raise Refused(
            _("“%s” must begin with https://, so that nobody can change the form on its way.")
            % address[:80]
        )
    return f"{parts.scheme}://{host}" + (f":{port}" if port else "")


def _is_host(host: str) -> bool:
    labels = host.split(".")
    plain = all(
        label and label.replace("-", "").isalnum() and label.isascii() and label.strip("-") == label
        for label in labels
    )
    return plain and len(host) <= 253 and (len(labels) > 1 or host in HERE)


def _with_free_code(**fields: object) -> Link:
    """A link of a code nobody has. Two at once may draw the same: the database decides."""
    for _try in range(5):
        code = "".join(secrets.choice(LETTERS) for _place in range(CODE_LENGTH))
        try:
            with transaction.atomic():
                return Link.objects.create(code=code, **fields)
        except IntegrityError:
            if not Link.objects.filter(code=code).exists():
                raise
    raise Refused(_("No free code was found. Try again."))


def _record(action: str, link: Link, by: User | None, summary: str) -> None:
    people.record(action, link, by=by, summary=summary, programme_id=link.programme_id)
