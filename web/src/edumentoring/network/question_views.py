"""Questions to the mentors or a group, and answers."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edumentoring.common.refused import Refused
from edumentoring.design.toasts import toast
from edumentoring.network import operations
from edumentoring.network.access import (
    Reader,
    answer_for,
    own_question_note,
    parts_of,
    post_for,
    question_for,
    reader_in,
)
from edumentoring.network.forms import AnswerForm, AskForm, JudgeForm
from edumentoring.network.models import Answer, Group, Helpful, Judgement, NotTold, Question
from edumentoring.network.showing import show

PAGE = 20


@never_cache
@login_required
@require_safe
def questions(request: HttpRequest, slug: str) -> HttpResponse:
    """What was asked of the mentors: all of it for a mentor, one's own for a mentee."""
    reader = reader_in(request, slug)
    kind = _kind_of(request, reader)
    found = Question.objects.readable_by(reader.me, reader.hidden).with_people()
    found = found.filter(group=None, kind=kind)
    which = request.GET.get("show", "")
    if which == "open":
        found = found.exclude(answers__removed_at=None, answers__isnull=False)
    if which == "helpful":
        found = found.filter(answers__marks__participant=reader.me).distinct()
    page = Paginator(
        found.annotate(
            said=Count("answers", distinct=True), judged=Count("judgements", distinct=True)
        ).order_by("-at", "-pk"),
        PAGE,
    ).get_page(request.GET.get("page"))
    chips = [
        {"label": words, "url": f"{request.path}?kind={kind}&show={key}", "current": which == key}
        for key, words in (
            ("", _("All")),
            ("open", _("No answer yet")),
            ("helpful", _("Helpful to me")),
        )
    ]
    kinds = [
        {"label": words, "url": f"{request.path}?kind={key}", "current": kind == key}
        for key, words in (
            ("question", _("Questions")),
            ("target", _("Targets we set")),
            ("case", _("To judge together")),
        )
    ]
    context: dict[str, Any] = {"page": page, "chips": chips, "which": which}
    context |= {"kind": kind, "kinds": kinds}
    context["is_told"] = not NotTold.objects.filter(participant=reader.me).exists()
    return show(request, "questions", reader, part="questions", **context)


def _kind_of(request: HttpRequest, reader: Reader) -> str:
    """Targets and cases are among mentors; for everybody else there are questions."""
    kind = request.GET.get("kind", "")
    here = reader.me.is_mentor and kind in Question.Kind
    return kind if here else Question.Kind.QUESTION


@login_required
@require_POST
def tell_me(request: HttpRequest, slug: str) -> HttpResponse:
    """Whether I read of new questions in my weekly letter."""
    reader = reader_in(request, slug)
    wanted = request.POST.get("tell") == "yes"
    operations.choose_telling(reader.me, wanted=wanted)
    words = (
        _("Your weekly letter tells you of new questions.")
        if wanted
        else _("Saved. Your weekly letter tells you of no new questions.")
    )
    toast(request, words)
    return redirect("network:questions", slug)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask the mentors or one of my groups. A private question's words are shown here first, and
    go nowhere before the button is pressed."""
    reader = reader_in(request, slug)
    group = _group_asked(request, reader)
    kind = Question.Kind.QUESTION if group else _kind_of(request, reader)
    if request.method == "POST":
        form = AskForm(request.POST, kind=kind)
    else:
        form = AskForm(initial=_first(request, reader), kind=kind)
    if form.is_bound and form.is_valid():
        try:
            made = operations.ask(reader.me, group=group, kind=kind, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("text", str(refusal))
        else:
            toast(request, _("Asked. When somebody answers, we tell you in your next letter."))
            return redirect("network:question", slug, made.code)
    context: dict[str, Any] = {"form": form, "group": group, "kind": kind}
    context["from_note"] = bool(form.initial.get("text"))
    status = 422 if form.is_bound else 200
    part = "groups" if group else "questions"
    return show(request, "ask", reader, part=part, status=status, **context)


def _group_asked(request: HttpRequest, reader: Reader) -> Group | None:
    code = request.GET.get("group", "")
    if not code:
        return None
    mine = Group.objects.open().joined_by(reader.me)
    found = next((one for one in mine if str(one.code) == code), None)
    if found is None:
        raise Http404
    return found


def _first(request: HttpRequest, reader: Reader) -> dict[str, Any]:
    """The words of one's own private question, where it came from there."""
    note = own_question_note(reader, request.GET.get("note", ""))
    if note is None:
        return {}
    return {"text": "\n\n".join(part for part in (note.title, note.text) if part.strip())}


@never_cache
@login_required
@require_safe
def ask_from_note(request: HttpRequest, note: UUID) -> HttpResponse:
    """From one's private list to the form that shows the words; nothing is sent by it."""
    for part in parts_of(request):
        found = own_question_note(Reader(part), str(note))
        if found and (found.pair is None or found.pair.programme_id == part.programme_id):
            asked = reverse("network:ask", args=[part.programme.slug])
            return redirect(f"{asked}?note={note}")
    raise Http404


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """One question with its answers, and a box for mine."""
    reader = reader_in(request, slug)
    found = question_for(reader, code)
    judgements = Judgement.objects.readable_by(reader.me, reader.hidden).filter(question=found)
    has_judged = found.is_case and judgements.filter(by=reader.me).exists()
    to_judge = found.is_case and reader.me.is_mentor and not has_judged
    if request.method == "POST" and request.POST.get("do") == "judge" and to_judge:
        return _judged(request, reader, found)
    may_answer = reader.may_answer(found) and (
        not found.is_case or has_judged or found.by_id == reader.me.pk
    )
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_bound and not may_answer:
        raise Http404
    if form.is_bound and form.is_valid():
        try:
            operations.answer(found, by=reader.me, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("text", str(refusal))
        else:
            toast(request, _("Thank you. Your answer is there."))
            return redirect("network:question", slug, code)
    answers = Answer.objects.readable_by(reader.me, reader.hidden).filter(question=found)
    marked = Helpful.objects.filter(participant=reader.me, answer__question=found)
    context = {
        "question": found,
        "answers": answers.select_related("by__user", "question"),
        "marked": set(marked.values_list("answer", flat=True)),
        "may_answer": may_answer,
        "form": form,
        "judge_form": JudgeForm() if to_judge else None,
        "judgements": judgements.select_related("by__user") if found.is_case else (),
    }
    part = "groups" if found.group else "questions"
    status = 422 if form.is_bound else 200
    return show(request, "question", reader, part=part, status=status, **context)


def _judged(request: HttpRequest, reader: Reader, found: Question) -> HttpResponse:
    """Keep my judgement, or show again what is missing in it."""
    form = JudgeForm(request.POST)
    if form.is_valid():
        try:
            operations.judge(found, by=reader.me, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("text", str(refusal))
        else:
            toast(request, _("Kept. Now you see how others see it."))
            return redirect("network:question", found.programme.slug, found.code)
    context = {"question": found, "judge_form": form, "answers": (), "marked": set()}
    return show(request, "question", reader, part="questions", status=422, **context)


@login_required
@require_POST
def helpful(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """A mark for myself."""
    reader = reader_in(request, slug)
    found = answer_for(reader, code)
    operations.mark_helpful(found, reader.me, on="off" not in request.POST)
    return redirect("network:question", slug, found.question.code)


@login_required
@require_POST
def report(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """Ask the coordinators to look at it."""
    reader = reader_in(request, slug)
    found = post_for(reader, code)
    operations.report(found, reader.me)
    toast(request, _("The coordinators will look at it. Your name is not shown to them."))
    about = found.question if isinstance(found, Answer) else found
    return redirect("network:question", slug, about.code)


@login_required
@require_POST
def take_back(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """Remove what I wrote."""
    reader = reader_in(request, slug)
    found = post_for(reader, code)
    try:
        operations.take_back(found, reader.me)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("network:questions", slug)
    toast(request, _("It is gone, with your words."))
    if isinstance(found, Answer):
        return redirect("network:question", slug, found.question.code)
    return redirect("network:questions", slug)
