"""Messages between two people; their addresses stay with them until they choose otherwise."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edumentoring.common.refused import Refused
from edumentoring.design.toasts import toast
from edumentoring.network import operations
from edumentoring.network.access import (
    Talk,
    person_to_write_to,
    reader_in,
    talk_by_key,
    talk_for,
    talk_of,
    talks_of,
)
from edumentoring.network.directory import card_of
from edumentoring.network.forms import MessageForm
from edumentoring.network.models import Block
from edumentoring.network.showing import show
from edumentoring.programmes.front import place_of

PAGE = 20
page_or_form = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@login_required
@page_or_form
def write_first(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """Write to somebody I found."""
    reader = reader_in(request, slug)
    whom = person_to_write_to(reader, code)
    form = MessageForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            made = operations.write_first(reader.me, whom, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("text", str(refusal))
        else:
            toast(request, _("Sent. You see the answer here, and we write to you."))
            return redirect("network:thread", made.code)
    status = 422 if form.is_bound else 200
    card = card_of(whom)
    return show(request, "write", reader, part="directory", status=status, form=form, card=card)


@never_cache
@login_required
@require_safe
def messages_here(request: HttpRequest, slug: str) -> HttpResponse:
    """My conversations, the latest first."""
    reader = reader_in(request, slug)
    page = Paginator(talks_of(reader), PAGE).get_page(request.GET.get("page"))
    talks = [talk_of(thread, reader.me.user) for thread in page.object_list]
    return show(request, "messages", reader, part="messages", page=page, talks=talks)


@never_cache
@login_required
@page_or_form
def thread(request: HttpRequest, code: UUID) -> HttpResponse:
    """One conversation, and a box to write on."""
    talk = talk_for(request, code)
    form = MessageForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            operations.write(talk.thread, by=talk.me, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("text", str(refusal))
        else:
            toast(request, _("Sent."))
            return redirect("network:thread", code)
    context = {
        "talk": talk,
        "form": form,
        "is_blocked": talk.other is not None
        and Block.objects.filter(by=talk.me, whom=talk.other).exists(),
    }
    reader = reader_in(request, talk.thread.programme.slug)
    status = 422 if form.is_bound else 200
    return show(request, "thread", reader, part="messages", status=status, **context)


@login_required
@require_POST
def close(request: HttpRequest, code: UUID) -> HttpResponse:
    """I would rather not: one press, no reason."""
    talk = talk_for(request, code)
    operations.close(talk.thread, by=talk.me)
    undo = reverse("network:open_again", args=[code])
    toast(request, _("Closed. They get no letter about it."), undo=undo)
    return redirect("network:thread", code)


@login_required
@require_POST
def open_again(request: HttpRequest, code: UUID) -> HttpResponse:
    """Open what I closed."""
    talk = talk_for(request, code)
    try:
        operations.open_again(talk.thread, by=talk.me)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("network:thread", code)


@login_required
@require_POST
def block(request: HttpRequest, code: UUID) -> HttpResponse:
    """Hear from them no more, or let them find me again."""
    talk = talk_for(request, code)
    if talk.other is None:
        messages.error(request, _("They have left, and cannot write to you."))
    elif "off" in request.POST:
        operations.unblock(talk.me, talk.other)
        toast(request, _("You two can find each other again. This conversation stays closed."))
    else:
        operations.block(talk.me, talk.other)
        toast(request, _("They cannot find you or write to you. They are not told."))
    return redirect("network:thread", code)


@login_required
@require_POST
def share_email(request: HttpRequest, code: UUID) -> HttpResponse:
    """Give them my e-mail, or take it back."""
    talk = talk_for(request, code)
    on = "off" not in request.POST
    operations.share_email(talk.thread, by=talk.me, on=on)
    said = _("They can see your e-mail in this conversation.") if on else _("It is hidden again.")
    toast(request, said)
    return redirect("network:thread", code)


@never_cache
@page_or_form
def reply_by_key(request: HttpRequest, token: str) -> HttpResponse:
    """The link in the letter. GET only shows, so a mail scanner that opens it answers nothing;
    the words themselves are read after signing in."""
    talk = talk_by_key(token)
    if talk is None:
        return render(request, "network/unknown.html", status=404)
    if request.method == "POST":
        _answer_by_key(request, talk)
        return redirect(request.path)
    context = {
        "talk": talk,
        "programme": talk.thread.programme,
        "place": place_of(talk.thread.programme),
        "closed_by_me": talk.thread.closed_by_id == talk.me.pk and talk.thread.closed_at,
    }
    return render(request, "network/reply.html", context)


def _answer_by_key(request: HttpRequest, talk: Talk) -> None:
    answer = request.POST.get("answer")
    if answer == "block" and talk.other:
        operations.block(talk.me, talk.other)
    elif answer == "rather_not":
        operations.close(talk.thread, by=talk.me)
    elif answer == "open":
        try:
            operations.open_again(talk.thread, by=talk.me)
        except Refused as refusal:
            messages.error(request, str(refusal))
    else:
        messages.error(request, _("Choose one of the buttons."))
