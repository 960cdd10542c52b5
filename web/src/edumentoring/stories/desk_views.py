"""Stories at the desk: the list, one story, another wording, and what becomes of it."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edumentoring.common.pupils import findings
from edumentoring.common.refused import Refused, Stale
from edumentoring.common.sent import version_in
from edumentoring.design.toasts import toast
from edumentoring.people.access import staff
from edumentoring.programmes.models import Coordinator
from edumentoring.programmes.navigation import desk_context
from edumentoring.stories import letters, operations
from edumentoring.stories.access import stories_desk, story_at, story_to_decide
from edumentoring.stories.forms import (
    DeclineForm,
    EditorsForm,
    LookAfterForm,
    NoteForm,
    WordingForm,
)
from edumentoring.stories.models import DECIDES, NameAs, Permission, Story, StoryQuerySet, Theme

PAGE = 30
get_and_post = require_http_methods(["GET", "HEAD", "POST"])
WHICH = ("waiting", *(state for state in Story.State.values if state not in Story.NOT_YET_TOLD))


@staff
@require_safe
def desk(request: HttpRequest, slug: str) -> HttpResponse:
    """What was told: what waits for us first, then by how far it is, with the themes."""
    seat = stories_desk(request, slug)
    which = request.GET.get("which", "")
    theme = request.GET.get("theme", "")[:40]
    told = Story.objects.of_desk(seat)
    found = _narrowed(told, which, theme).with_words().prefetch_related("themes")
    themes = Theme.objects.filter(story__in=told.exclude(state__in=Story.OVER).values("pk"))
    context = {
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "any": told.exists(),
        "chips": _chips(request, told, which),
        "themes": themes.values("word").annotate(stories=Count("pk")).order_by("-stories", "word"),
        "theme": theme,
        "decides": seat.may(DECIDES),
        "wall_url": reverse("stories:wall", args=[slug]),
    }
    return render(request, "stories/desk.html", desk_context(seat, "stories", **context))


def _narrowed(told: StoryQuerySet, which: str, theme: str) -> StoryQuerySet:
    found = told
    if which == "waiting":
        found = told.waiting()
    elif which in WHICH:
        found = told.filter(state=which)
    return found.filter(themes__word=theme) if theme else found


def _chips(request: HttpRequest, told: StoryQuerySet, which: str) -> list[dict[str, Any]]:
    counted = dict(told.order_by().values_list("state").annotate(Count("pk")))
    rows = [("", _("All"), sum(counted.values()))]
    rows += [("waiting", _("Waits for us"), sum(counted.get(one, 0) for one in Story.WAITS_FOR_US))]
    rows += [
        (state.value, str(state.label), counted.get(state.value, 0))
        for state in Story.State
        if counted.get(state.value)
    ]
    return [
        {
            "label": label,
            "url": f"{request.path}?{urlencode({'which': key})}" if key else request.path,
            "current": which == key,
            "amount": amount,
        }
        for key, label, amount in rows
    ]


# --- One story ------------------------------------------------------------------------------------


@staff
@require_safe
def story(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """Its words, what its teller allows, and what can be done now."""
    seat = stories_desk(request, slug)
    return _story_page(request, seat, story_at(seat, code))


def _story_page(
    request: HttpRequest, seat: Coordinator, found: Story, *, status: int = 200, **more: Any
) -> HttpResponse:
    decides, over = seat.may(DECIDES), found.state == Story.State.WITHDRAWN
    context = {
        "story": found,
        "decides": decides,
        "is_withdrawn": over,
        "teller": found.name if decides else _as_permitted(found),
        "asked": found.proposed,
        "tellings": [] if over else found.tellings.select_related("by").order_by("-number")[:20],
        "allowed": letters.allowed_in_words(found),
        "notes": found.notes.select_related("by") if decides else [],
        "pupils": [] if over else findings(f"{found.title}\n{found.text}"),
        "after_form": _after_form(seat, found),
        "note_form": NoteForm(prefix="note"),
        "preview": letters.preview("published", found) if decides and not over else None,
        **more,
    }
    return render(
        request, "stories/desk_story.html", desk_context(seat, "stories", **context), status=status
    )


def _as_permitted(story: Story) -> str:
    """The name an editor reads: as much of it as the teller allows anywhere."""
    order = (NameAs.FULL, NameAs.FIRST, NameAs.ROLE, NameAs.NOBODY)
    given = {one.name_as for one in Permission.objects.standing().filter(story=story)}
    return story.named(next((one for one in order if one in given), NameAs.NOBODY))


def _after_form(seat: Coordinator, story: Story, data: Any = None) -> LookAfterForm:
    if not seat.may(DECIDES):
        return EditorsForm(story, [], data)
    seats = seat.programme.coordinators.select_related("user", "programme").order_by("user__name")
    return LookAfterForm(story, list(seats), data)


@staff
@require_POST
def look_after(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """Whose it is, which editor reads it, themes, and what to talk about."""
    seat = stories_desk(request, slug)
    found = story_at(seat, code)
    form = _after_form(seat, found, request.POST)
    if not form.is_valid():
        return _story_page(request, seat, found, status=422, after_form=form)
    given = form.cleaned_data
    words = {
        "themes": form.named_themes(),
        "prompts": given["prompts"],
        "by": seat.user,
        "version": given["version"],
    }
    try:
        if seat.may(DECIDES):
            whose = {"owner": form.person("owner"), "editor": form.person("editor")}
            operations.look_after(found, **whose, **words)
        else:
            operations.word_themes(found, **words)
    except Stale as stale:
        return _stale(request, seat, found, form, str(stale))
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _story_page(request, seat, found, status=422, after_form=form)
    toast(request, _("Saved."))
    return _back(slug, code)


def _stale(
    request: HttpRequest, seat: Coordinator, found: Story, sent: LookAfterForm, why: str
) -> HttpResponse:
    """The page as it is now, what differs from what was sent, and the boxes as they were typed:
    pressing again saves those."""
    messages.error(request, why)
    now = _after_form(seat, found)
    differs = []
    for name, field in sent.fields.items():
        is_now, was_sent = now.initial.get(name) or "", sent.cleaned_data.get(name) or ""
        if name != "version" and is_now != was_sent:
            shown = [_shown(field, value) for value in (is_now, was_sent)]
            differs.append((field.label, *shown))
    again = _after_form(seat, found)
    again.initial.update(sent.cleaned_data, version=found.version)
    return _story_page(request, seat, found, status=409, after_form=again, differs=differs)


def _shown(field: Any, value: str) -> str:
    return str(dict(getattr(field, "choices", [])).get(value, value))


@staff
@require_POST
def note(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """Words for the desk alone."""
    seat = stories_desk(request, slug)
    found = story_to_decide(seat, code)
    form = NoteForm(request.POST, prefix="note")
    if not form.is_valid():
        return _story_page(request, seat, found, status=422, note_form=form)
    operations.add_note(found, form.cleaned_data["text"], by=seat.user)
    return _back(slug, code)


@staff
@require_POST
def move(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """Make it ready, publish it, or take it down."""
    seat = stories_desk(request, slug)
    found = story_to_decide(seat, code)
    moves: dict[str, tuple[Callable[..., Story], str]] = {
        "ready": (operations.make_ready, _("Ready to be published.")),
        "publish": (operations.publish, _("Published. Its teller gets a letter.")),
        "take_down": (operations.take_down, _("Taken down. It is shown nowhere now.")),
    }
    act, said = moves.get(request.POST.get("move", ""), (None, ""))
    if act is None:
        messages.error(request, _("Choose what to do with the story."))
        return _back(slug, code)
    try:
        act(found, by=seat.user, version=version_in(request.POST) or None)
    except Stale as stale:
        messages.error(request, str(stale))
        return _story_page(request, seat, story_at(seat, code), status=409)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        toast(request, said)
    return _back(slug, code)


@staff
@get_and_post
def propose(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """Write another wording, which its teller is asked about."""
    seat = stories_desk(request, slug)
    found = story_at(seat, code)
    if found.state == Story.State.WITHDRAWN:
        return _taken_back(request, slug, code)
    asked = found.proposed
    stands = asked or found.telling
    first: dict[str, Any] = {"version": found.version}
    if stands:
        first |= {"title": stands.title, "text": stands.text, "why": stands.why}
    form = WordingForm(request.POST if request.method == "POST" else None, initial=first)
    if not (form.is_bound and form.is_valid()):
        return _propose_page(request, seat, found, form, status=422 if form.is_bound else 200)
    given = form.cleaned_data
    try:
        operations.propose(
            found,
            title=given["title"],
            text=given["text"],
            why=given["why"],
            by=seat.user,
            version=given["version"],
        )
    except Stale as stale:
        messages.error(request, str(stale))
        fresh = WordingForm(initial={**given, "version": found.version})
        return _propose_page(request, seat, found, fresh, status=409)
    except Refused as refusal:
        form.add_error("text", str(refusal))
        return _propose_page(request, seat, found, form, status=422)
    toast(request, _("Sent to its teller. Until they say yes, nothing changes."))
    return _back(slug, code)


def _taken_back(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """Forms about a story would show its words, which are its teller's alone again."""
    messages.error(request, _("Its teller took this story back, so nothing is to be done."))
    return _back(slug, code)


def _propose_page(
    request: HttpRequest, seat: Coordinator, found: Story, form: WordingForm, *, status: int = 200
) -> HttpResponse:
    """Beside the box stand the words as they are now, so that a change since is seen."""
    context = {
        "story": found,
        "form": form,
        "asked": found.proposed,
        "preview": letters.preview("wording", found, str(form["why"].value() or "")),
    }
    return render(
        request, "stories/propose.html", desk_context(seat, "stories", **context), status=status
    )


@staff
@get_and_post
def decline(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """A kind no: the letter is read first, then sent."""
    seat = stories_desk(request, slug)
    found = story_to_decide(seat, code)
    if found.state == Story.State.WITHDRAWN:
        return _taken_back(request, slug, code)
    data = request.POST if request.method == "POST" else None
    form = DeclineForm(data, initial={"version": found.version})
    is_ready = form.is_bound and form.is_valid()
    if not is_ready or request.POST.get("press") != "send":
        return _decline_page(request, seat, found, form, 422 if data and not is_ready else 200)
    given = form.cleaned_data
    try:
        operations.decline(found, words=given["words"], by=seat.user, version=given["version"])
    except Stale as stale:
        messages.error(request, str(stale))
        found = story_at(seat, code)
        fresh = DeclineForm(initial={**given, "version": found.version})
        return _decline_page(request, seat, found, fresh, 409)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        toast(request, _("Sent, with thanks."))
    return _back(slug, code)


def _decline_page(
    request: HttpRequest, seat: Coordinator, found: Story, form: DeclineForm, status: int
) -> HttpResponse:
    words = str(form["words"].value() or "").strip()
    context = {"story": found, "form": form, "preview": letters.preview("declined", found, words)}
    return render(
        request, "stories/decline.html", desk_context(seat, "stories", **context), status=status
    )


def _back(slug: str, code: UUID) -> HttpResponse:
    return redirect("stories:desk_story", slug, code)
