"""Every change to a sheet that has a rule: begin, save, share, take back, remove, start again.

These are people's own papers: the programme's history tells of none of them. Each sheet carries
its own days instead.
"""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.common.refused import Refused, Stale
from edumentoring.goals.operations import add_action
from edumentoring.pairs import nudges
from edumentoring.pairs.models import Pair
from edumentoring.pairs.operations import note_sign
from edumentoring.pairs.sides import Side
from edumentoring.programmes.models import Participant
from edumentoring.tools.forms import Filled
from edumentoring.tools.models import Aside, Sheet, TakenQuestion
from edumentoring.tools.shapes import Tool

Visibility = Sheet.Visibility
# What was removed can be brought back until then.
KEPT_FOR = timedelta(days=30)


# --- Writing ------------------------------------------------------------------------------------


@transaction.atomic
def begin_sheet(tool: Tool, *, writer: Participant, pair: Pair | None) -> Sheet:
    """A new draft. One that was begun and left empty is taken up again: a second press, or Back,
    makes no second sheet."""
    Participant.objects.select_for_update().get(pk=writer.pk)
    empty = Sheet.objects.drafts().kept().filter(version=1, reused_from=None)
    found = empty.filter(writer=writer, pair=pair, tool_key=tool.key).first()
    return found or Sheet.objects.create(writer=writer, pair=pair, tool_key=tool.key)


@transaction.atomic
def save_sheet(sheet: Sheet, *, by: Participant, filled: Filled) -> Sheet:
    """Keep what was written: what may be shared in the sheet, what is one's own beside it.

    Raises Stale where somebody saved since: the other of the two, or another tab. The same tab is
    never too late: its last save may have been made and only the answer lost.
    """
    locked = Sheet.objects.select_for_update().get(pk=sheet.pk)
    before = _state(locked, by)
    is_own_tab = bool(filled.tab) and filled.tab == locked.saved_tab
    if locked.version != filled.version and not is_own_tab:
        raise Stale(_("Somebody saved this form while you were writing."))
    if locked.writer_id == by.pk and not locked.is_shared:
        locked.kept_back = sorted(filled.kept_back - locked.tool.only_mine)
    own = _own_keys(locked, by)
    hidden = set(locked.kept_back) - own
    kept = {key: words for key, words in filled.answers.items() if key in own}
    shared = {key: words for key, words in filled.answers.items() if key not in own | hidden}
    locked.title, locked.answers = filled.title, shared
    locked.look_again_on = filled.look_again_on
    if before == _state(locked, by, kept):
        return locked  # pressed again, with nothing new
    Aside.objects.update_or_create(sheet=locked, owner=by, defaults={"answers": kept})
    locked.saved_tab = filled.tab
    return _keep(locked)


def _state(sheet: Sheet, person: Participant, own: dict[str, Any] | None = None) -> list[Any]:
    """Everything that saving can change."""
    if own is None:
        aside = Aside.objects.visible_to(person).filter(sheet=sheet).first()
        own = aside.answers if aside else {}
    return [sheet.title, sheet.answers, sheet.look_again_on, list(sheet.kept_back), own]


def _own_keys(sheet: Sheet, person: Participant) -> set[str]:
    """Keys of the boxes whose words are this person's alone."""
    back = set(sheet.kept_back) if sheet.writer_id == person.pk else set()
    return back | sheet.tool.only_mine


def _keep(sheet: Sheet) -> Sheet:
    sheet.version += 1
    sheet.saved_at = timezone.now()
    sheet.save()
    return sheet


# --- Sharing ------------------------------------------------------------------------------------


@transaction.atomic
def share_sheet(sheet: Sheet, side: Side) -> Sheet:
    """Let the other one read it. Its action step becomes an action of the pair, once."""
    locked = Sheet.objects.select_for_update().get(pk=sheet.pk)
    if locked.is_shared:
        return locked
    if not locked.answers:
        raise Refused(
            _("There is nothing in it yet for %s to read. Write a line first, or keep a draft.")
            % side.other_name
        )
    locked.visibility, locked.shared_at = Visibility.SHARED, timezone.now()
    _add_action(locked, side)
    _keep(locked)
    note_sign(side.pair)
    nudges.offer(
        side.other,
        kind="tool",
        key=_nudge_key(locked),
        line=_("%(name)s shared with you: %(tool)s")
        % {"name": side.me.user.first_name, "tool": locked.tool.title},
        url=reverse("tools:pair_tools", args=[side.pair.code]),
    )
    return locked


def _add_action(sheet: Sheet, side: Side) -> None:
    box = sheet.tool.action_box
    words = sheet.answers.get(box.key, "") if box else ""
    if not words or sheet.action_added_at:
        return
    add_action(
        side,
        text=words,
        due_on=sheet.look_again_on,
        source=str(sheet.tool.title),
        whose=side.pair.mentee if sheet.tool.is_for_the_mentee else side.me,
    )
    sheet.action_added_at = timezone.now()


@transaction.atomic
def take_back_sheet(sheet: Sheet) -> Sheet:
    """The other one can no longer read it. What they wrote for themselves stays theirs."""
    locked = Sheet.objects.select_for_update().get(pk=sheet.pk)
    if not locked.is_shared:
        return locked
    locked.visibility = Visibility.OWN
    _keep(locked)
    nudges.take_back(_nudge_key(locked))
    return locked


def _nudge_key(sheet: Sheet) -> str:
    return f"tools:{sheet.code}"


@transaction.atomic
def set_aside(sheet: Sheet, *, finished: bool) -> Sheet:
    """Keep it for oneself, as a draft or as finished. A shared one stays shared."""
    locked = Sheet.objects.select_for_update().get(pk=sheet.pk)
    if not locked.is_shared:
        locked.visibility = Visibility.OWN if finished else Visibility.DRAFT
        locked.save(update_fields=["visibility"])
    return locked


# --- Removing, and starting from an old one -------------------------------------------------------


@transaction.atomic
def remove_sheet(sheet: Sheet) -> None:
    """Out of sight for both. It can be had back for 30 days; then it is gone for good."""
    Sheet.objects.filter(pk=sheet.pk, removed_at=None).update(removed_at=timezone.now())
    nudges.take_back(_nudge_key(sheet))


def drop_removed() -> int:
    """Let go for good of what was removed a month ago. Says how much it was."""
    before = timezone.now() - KEPT_FOR
    return Sheet.objects.filter(removed_at__lt=before).delete()[1].get("tools.Sheet", 0)


def restore_sheet(sheet: Sheet) -> None:
    """Have back what one removed."""
    Sheet.objects.filter(pk=sheet.pk).update(removed_at=None)


@transaction.atomic
def start_from(sheet: Sheet, *, by: Participant, side: Side | None) -> Sheet:
    """A new draft with the words this person can read in an old sheet; its day stays behind."""
    asides = Aside.objects.visible_to(by).filter(sheet=sheet)
    own: dict[str, Any] = next((aside.answers for aside in asides), {})
    is_writer = sheet.writer_id == by.pk
    made = Sheet.objects.create(
        pair=side.pair if side else None,
        writer=by,
        tool_key=sheet.tool_key,
        title=sheet.title,
        answers=sheet.answers,
        kept_back=sheet.kept_back if is_writer else [],
        reused_from=sheet,
    )
    if own:
        Aside.objects.create(sheet=made, owner=by, answers=own)
    return made


@transaction.atomic
def put_into(sheet: Sheet, words: dict[str, str], *, by: Participant) -> Sheet:
    """Add words from a library to boxes, each beneath what stands there."""
    locked = Sheet.objects.select_for_update().get(pk=sheet.pk)
    own = _own_keys(locked, by)
    if set(words) & set(locked.kept_back) - own:
        raise Refused(_("This step is not shared with you. Choose another form, or start one."))
    aside, _made = Aside.objects.get_or_create(sheet=locked, owner=by)
    for box, more in words.items():
        holder = aside if box in own else locked
        holder.answers = _added(holder.answers, box, more)
    aside.save()
    return _keep(locked)


def _added(answers: dict[str, Any], box: str, words: str) -> dict[str, Any]:
    there = str(answers.get(box, "")).strip()
    if words in there:
        return answers
    return {**answers, box: f"{there}\n{words}".strip()}


# --- Questions to take along ----------------------------------------------------------------------


@transaction.atomic
def take_question(key: str, side: Side) -> TakenQuestion:
    """Keep a question for the next meeting. Taken twice, it is there once."""
    taken, _made = TakenQuestion.objects.get_or_create(
        pair=side.pair, participant=side.me, key=key, asked_at=None
    )
    return taken


def mark_asked(taken: TakenQuestion) -> None:
    """It was asked, or is not wanted any more."""
    TakenQuestion.objects.filter(pk=taken.pk, asked_at=None).update(asked_at=timezone.now())
