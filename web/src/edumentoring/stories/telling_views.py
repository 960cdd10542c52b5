"""Pages on which somebody tells a story: from their place, or from outside by e-mail."""

from typing import Any
from uuid import UUID, uuid4

from allauth.core import ratelimit
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edumentoring.common.autosave import answer_autosave, unsaved_at
from edumentoring.common.pupils import warn_of_pupils
from edumentoring.common.refused import Refused
from edumentoring.common.sent import version_in
from edumentoring.people.models import User
from edumentoring.programmes.access import published_programme
from edumentoring.programmes.front import place_of
from edumentoring.programmes.models import Participant, Programme
from edumentoring.stories import operations
from edumentoring.stories.access import draft_for, parts_of, teller_in
from edumentoring.stories.forms import TellForm, TellFromOutsideForm
from edumentoring.stories.keys import story_key
from edumentoring.stories.models import Story, Talk

get_and_post = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """My stories: those begun, those sent, and how far each is."""
    user = request.user
    assert isinstance(user, User)  # noqa: S101  for the type alone
    told = list(Story.objects.told_by(user).with_words())
    context = {
        "drafts": [one for one in told if one.state == Story.State.DRAFT],
        "told": [(one, story_key(one)) for one in told if one.state != Story.State.DRAFT],
        "parts": parts_of(user),
        "talks": Talk.objects.coming().filter(user=user).with_slot(),
    }
    return render(request, "stories/mine.html", context)


@never_cache
@login_required
@require_safe
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """On to a fresh page whose address is the story's own: sent twice, it is one story."""
    part = teller_in(request, slug)
    begun = Story.objects.told_by(part.user).filter(
        programme=part.programme, state=Story.State.DRAFT
    )
    draft = begun.order_by("-saved_at").first()
    return redirect("stories:write", slug, draft.code if draft else uuid4())


@never_cache
@login_required
@get_and_post
def write(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """Tell it, and say what you allow, on one page."""
    part = teller_in(request, slug)
    draft = draft_for(part, code)
    if draft and draft.state != Story.State.DRAFT:
        return redirect("stories:own", story_key(draft))
    if request.method != "POST":
        return _writing(request, part, code, draft, _form_of(part, draft))
    form = TellForm(request.POST)
    if not form.is_valid():
        return _writing(request, part, code, draft, form, status=422)
    words = form.words()
    try:
        story = operations.tell(part, code, words)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _writing(request, part, code, draft, form, status=422)
    warn_of_pupils(request, words.title, words.text)
    return redirect("stories:own", story_key(story))


def _form_of(part: Participant, draft: Story | None) -> TellForm:
    """As it was left, or with what we know already."""
    if draft and draft.typed:
        typed = QueryDict(mutable=True)
        for name, values in draft.typed.items():
            typed.setlist(name, values)
        form = TellForm(typed)
        form.is_bound, form.initial = False, _initial_of(form, typed)
        return form
    role = part.role_title or part.get_stage_display()
    return TellForm(initial={"name": part.user.name, "role": role})


def _initial_of(form: TellForm, typed: QueryDict) -> dict[str, Any]:
    """What stood in each box, so that nobody is told of errors before they pressed."""
    return {
        name: form.fields[name].widget.value_from_datadict(typed, {}, name) for name in form.fields
    }


def _writing(
    request: HttpRequest,
    part: Participant,
    code: UUID,
    draft: Story | None,
    form: TellForm,
    *,
    status: int = 200,
) -> HttpResponse:
    context = {
        "part": part,
        "programme": part.programme,
        "form": form,
        "code": code,
        "draft": draft,
        "unsaved": unsaved_at(status),
        "version": version_in(request.POST) if status == 422 else (draft.version if draft else 0),
    }
    return render(request, "stories/write.html", context, status=status)


@login_required
@require_POST
def save(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """Keep what is being typed; the answer is for the script (see `common.autosave`)."""
    part = teller_in(request, slug)
    draft_for(part, code)
    return answer_autosave(lambda: operations.save_draft(part, code, request.POST))


@login_required
@require_POST
def drop(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """Let a draft go."""
    draft = draft_for(teller_in(request, slug), code)
    if draft and draft.state == Story.State.DRAFT:
        operations.remove(draft)
    return redirect("stories:mine")


# --- From outside ---------------------------------------------------------------------------------


@never_cache
@get_and_post
def tell(request: HttpRequest, slug: str) -> HttpResponse:
    """Tell it without a place here. Nobody reads it until the letter's link is pressed."""
    programme = published_programme(slug)
    if _takes_part(request, programme):
        return redirect("stories:new", slug)
    form = TellFromOutsideForm(request.POST if request.method == "POST" else None)
    if not form.is_bound:
        return _telling(request, programme, form)
    if not form.is_valid():
        return _telling(request, programme, form, status=422)
    if not ratelimit.consume(request, action="tell_story"):
        form.add_error(None, _("Many stories came from where you are. Try again in ten minutes."))
        return _telling(request, programme, form, status=429)
    given = form.cleaned_data
    try:
        operations.tell_from_outside(
            programme,
            email=given["email"],
            words=form.words(),
            code=given["form_key"],
            is_junk=form.is_junk,
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _telling(request, programme, form, status=429)
    warn_of_pupils(request, given["title"], given["text"])
    return redirect("stories:told", slug)


def _takes_part(request: HttpRequest, programme: Programme) -> bool:
    mine = Participant.objects.filter(programme=programme, user=request.user.pk)
    return mine.exclude(state=Participant.State.SIGNED_UP).exists()


def _telling(
    request: HttpRequest, programme: Programme, form: TellFromOutsideForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "programme": programme,
        "place": place_of(programme, person=request.user),
        "form": form,
    }
    return render(request, "stories/tell.html", context, status=status)


@never_cache
@require_safe
def told(request: HttpRequest, slug: str) -> HttpResponse:
    """Thank you, and what happens next. The same whoever told whatever."""
    programme = published_programme(slug)
    place = place_of(programme, person=request.user)
    return render(request, "stories/told.html", {"programme": programme, "place": place})
