"""A teller's pages behind their letter's link: what they allow, another wording, taking it back.

GET shows and POST acts: programs that look through mail open every link.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edumentoring.common.refused import Refused
from edumentoring.design.toasts import toast
from edumentoring.people.models import User
from edumentoring.programmes.front import place_of
from edumentoring.stories import letters, operations, uses
from edumentoring.stories.access import asked_telling, story_by_key
from edumentoring.stories.explained import STANDS
from edumentoring.stories.forms import AllowForm, WordsForm
from edumentoring.stories.models import Place, Slot, Story, Telling
from edumentoring.stories.sharing import channels_of

get_and_post = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@require_safe
def own(request: HttpRequest, token: str) -> HttpResponse:
    """My story: how far it is, what I allow, and how to take it back."""
    story = story_by_key(token)
    is_on_wall = Story.objects.usable_in(Place.WALL).filter(pk=story.pk).exists()
    context: dict[str, Any] = {
        "stands": STANDS[story.state],
        "allowed": letters.allowed_in_words(story),
        "asked": None if story.is_over else story.proposed,
        "is_on_wall": is_on_wall,
        "channels": channels_of(story) if is_on_wall else [],
        "may_talk": not story.is_over and Slot.objects.free().filter(programme=story.programme),
        "may_remove": story.is_over,
    }
    return _page(request, "stories/own.html", story, token, **context)


@never_cache
@get_and_post
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Yes, this story is mine."""
    story = story_by_key(token)
    if story.state != Story.State.UNCONFIRMED:
        return redirect("stories:own", token)
    if request.method != "POST":
        return _page(request, "stories/confirm.html", story, token)
    operations.confirm(story)
    toast(request, _("Thank you. Your story is with us."))
    return redirect("stories:own", token)


@never_cache
@get_and_post
def allow(request: HttpRequest, token: str) -> HttpResponse:
    """Change where it may stand, under which name, and until when."""
    story = story_by_key(token)
    form = AllowForm(story, request.POST if request.method == "POST" else None)
    if not (form.is_bound and form.is_valid()):
        status = 422 if form.is_bound else 200
        return _page(request, "stories/allow.html", story, token, status=status, form=form)
    given = form.cleaned_data
    kept = operations.allow(story, form.choices(), name=given["name"], role=given["role"])
    if kept.state == Story.State.WITHDRAWN:
        toast(request, _("You chose no place, so your story is shown nowhere now."))
    else:
        toast(request, _("Saved. It holds from this moment."))
    return redirect("stories:own", token)


@never_cache
@get_and_post
def withdraw(request: HttpRequest, token: str) -> HttpResponse:
    """Take it back: one button, and it is shown nowhere."""
    story = story_by_key(token)
    if story.state == Story.State.WITHDRAWN:
        return redirect("stories:own", token)
    if request.method != "POST":
        out = letters.mail_that_is_out(uses.sent(story))
        return _page(request, "stories/withdraw.html", story, token, out=out)
    operations.withdraw(story, by=_signed_in_teller(request, story))
    toast(request, _("Your story is shown nowhere now."))
    return redirect("stories:own", token)


@never_cache
@require_POST
def remove(request: HttpRequest, token: str) -> HttpResponse:
    """Let go of the words too."""
    story = story_by_key(token)
    slug = story.programme.slug
    try:
        operations.remove(story)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("stories:own", token)
    toast(request, _("Your story is removed. Nothing of it is left."))
    is_teller = _signed_in_teller(request, story) is not None
    return redirect(reverse("stories:mine") if is_teller else reverse("stories:wall", args=[slug]))


@never_cache
@get_and_post
def wording(request: HttpRequest, token: str) -> HttpResponse:
    """Both wordings side by side: yes, no, or in my own way."""
    story = story_by_key(token)
    if request.method != "POST" and (story.is_over or story.proposed is None):
        return redirect("stories:own", token)
    asked = asked_telling(story)
    first = {"title": asked.title, "text": asked.text}
    form = WordsForm(initial=first)
    if request.method != "POST":
        return _both(request, story, token, asked, form)
    press = request.POST.get("press")
    if press == "suggest":
        form = WordsForm(request.POST)
        if not form.is_valid():
            return _both(request, story, token, asked, form, status=422)
    try:
        _answer(press, asked, form)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        toast(request, _("Thank you. Saved."))
    return redirect("stories:own", token)


def _answer(press: str | None, asked: Telling, form: WordsForm) -> None:
    if press == "yes":
        operations.accept(asked)
    elif press == "no":
        operations.refuse(asked)
    elif press == "suggest":
        given = form.cleaned_data
        operations.suggest(asked, title=given["title"], text=given["text"])
    else:
        raise Refused(_("Say yes or no, or write it your own way."))


def _both(
    request: HttpRequest,
    story: Story,
    token: str,
    asked: Telling,
    form: WordsForm,
    *,
    status: int = 200,
) -> HttpResponse:
    context = {"asked": asked, "form": form}
    return _page(request, "stories/wording.html", story, token, status=status, **context)


def _signed_in_teller(request: HttpRequest, story: Story) -> User | None:
    user = request.user
    return user if isinstance(user, User) and user.pk == story.user_id else None


def _page(
    request: HttpRequest,
    template: str,
    story: Story,
    token: str,
    *,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    context |= {
        "story": story,
        "token": token,
        "programme": story.programme,
        "place": place_of(story.programme),
        "is_teller": _signed_in_teller(request, story) is not None,
    }
    return render(request, template, context, status=status)
