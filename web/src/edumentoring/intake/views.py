"""The pages of an import: bring in, match columns, check rows, saved."""

from typing import Any, cast
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edumentoring.common.refused import Refused, Stale
from edumentoring.common.tables import CSV_TYPE, write_csv
from edumentoring.design.toasts import toast
from edumentoring.intake import operations, showing
from edumentoring.intake.access import upload_for
from edumentoring.intake.forms import ROLES, StartForm
from edumentoring.intake.left_out import rows_to_mend
from edumentoring.intake.models import Upload
from edumentoring.intake.saving import save_upload, undo_upload
from edumentoring.intake.understanding.choices import Choices, columns_of
from edumentoring.intake.understanding.guessing import program_of
from edumentoring.intake.understanding.targets import BY_ID
from edumentoring.intake.understanding.values import BLANK
from edumentoring.people.access import staff
from edumentoring.people.models import User
from edumentoring.programmes.access import desk_for
from edumentoring.programmes.navigation import address_of, desk_context

page = require_http_methods(["GET", "HEAD", "POST"])

STEPS = (
    gettext_lazy("Bring in"),
    gettext_lazy("Match columns"),
    gettext_lazy("Check rows"),
    gettext_lazy("Saved"),
)


def _me(request: HttpRequest) -> User:
    return cast("User", request.user)  # `staff` lets nobody else in


@page
@staff
def uploads(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin an import, or go on with an earlier one."""
    seat = desk_for(request, slug, "people")
    form = StartForm(request.POST, request.FILES) if request.method == "POST" else StartForm()
    if request.method == "POST" and form.is_valid():
        try:
            upload = _start(request, seat.programme, form)
        except Refused as refusal:
            form.add_error("file" if request.FILES.get("file") else "pasted", str(refusal))
        else:
            return redirect("intake:columns", slug, upload.code)
    context = desk_context(
        seat,
        "people",
        form=form,
        steps=STEPS,
        earlier=Upload.objects.filter(programme=seat.programme)
        .exclude(state=Upload.State.PUT_AWAY)
        .select_related("programme", "by")
        .defer("table", "edits", "known", "guesses")[:20],
        examples=_examples(),
    )
    status = 422 if form.errors else 200
    return render(request, "intake/uploads.html", context, status=status)


def _start(request: HttpRequest, programme: Any, form: StartForm) -> Upload:
    file = form.cleaned_data.get("file")
    return operations.start_upload(
        programme,
        by=_me(request),
        data=file.read() if file else None,
        pasted=form.cleaned_data["pasted"],
        file_name=file.name if file else "",
        as_role=form.cleaned_data["as_role"],
    )


def _examples() -> list[tuple[str, str]]:
    """The demonstration's raw files, where there is a demonstration."""
    from django.conf import settings

    if not settings.DEMONSTRATION:
        return []
    return [
        (label, url)
        for label, name in (
            (_("Google Forms, as CSV"), "csv"),
            (_("Microsoft Forms, as Excel"), "xlsx"),
        )
        if (url := address_of(f"demonstration:{name}"))
    ]


# --- Columns ------------------------------------------------------------------------------------


@page
@staff
def columns(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """Confirm what each column is."""
    seat, upload = upload_for(request, slug, code)
    if not upload.is_unfinished:
        return redirect(upload)
    wrong = ""
    if request.method == "POST":
        try:
            answer = _take_columns(request, upload)
        except Refused as refusal:
            wrong = str(refusal)
        else:
            return answer
    table, choices = upload.read_table(), upload.chosen()
    found = columns_of(table, choices.sheets)
    lines = showing.column_lines(upload, found, choices)
    context = desk_context(
        seat,
        "people",
        upload=upload,
        steps=STEPS,
        lines=lines,
        doubtful=sum(1 for line in lines if line.doubtful),
        groups=showing.target_groups(),
        orders=showing.DAY_OR_MONTH,
        roles=ROLES,
        sheets=[
            (sheet, sheet.name in choices.sheets, choices.roles.get(sheet.name, ""))
            for sheet in table
        ],
        program=program_of(found),
        before=operations.imported_before(upload),
        warnings=table.warnings,
        wrong=wrong,
    )
    return render(request, "intake/columns.html", context, status=422 if wrong else 200)


def _take_columns(request: HttpRequest, upload: Upload) -> HttpResponse:
    chosen = _choices_in(request, upload)
    operations.keep_choices(upload, chosen)
    picked = request.POST.getlist("sheet")
    if picked and sorted(picked) != sorted(chosen.sheets):
        operations.choose_sheets(upload, picked)
        return redirect("intake:columns", upload.programme.slug, upload.code)
    if request.POST.get("act") == "keep":
        return redirect("intake:columns", upload.programme.slug, upload.code)
    operations.choose_columns(upload, chosen)
    return redirect("intake:check", upload.programme.slug, upload.code)


def _choices_in(request: HttpRequest, upload: Upload) -> Choices:
    """What the page chose, over what was chosen before; a value nobody offered is ignored."""
    choices = upload.chosen()
    for column in columns_of(upload.read_table(), choices.sheets):
        field = f"column-{showing.hash_of(column.key)}"
        target = request.POST.get(field)
        if target in BY_ID:
            choices.columns[column.key] = str(target)
        order = request.POST.get(f"{field}-order")
        if order in {"dmy", "mdy"}:
            choices.orders[column.key] = str(order)
    for at, name in enumerate(sheet.name for sheet in upload.read_table()):
        role = request.POST.get(f"role-{at}")
        if role in dict(ROLES):
            choices.roles[name] = str(role)
    return choices


# --- Rows ---------------------------------------------------------------------------------------


@require_safe
@staff
def check(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """What was read, what to look at, and what saving would do."""
    seat, upload = upload_for(request, slug, code)
    if upload.state == Upload.State.READING:
        return render(
            request, "intake/reading.html", desk_context(seat, "people", upload=upload, steps=STEPS)
        )
    if upload.state != Upload.State.CHECKING:
        return redirect(upload)
    return _checked_page(request, seat, upload)


def _checked_page(
    request: HttpRequest, seat: Any, upload: Upload, *, status: int = 200
) -> HttpResponse:
    preview = operations.preview(upload)
    plan = preview.plan
    looks = showing.looks_of(plan)
    pairs = showing.pairs_of(upload, plan)
    every = bool(request.GET.get("all"))
    context = desk_context(
        seat,
        "people",
        upload=upload,
        steps=STEPS,
        plan=plan,
        looks=looks if every else looks[: showing.FIRST],
        look_count=len(looks),
        more=0 if every else max(0, len(looks) - showing.FIRST),
        pairs=pairs if every else pairs[:5],
        pair_count=len(pairs),
        more_pairs=0 if every else max(0, len(pairs) - 5),
        lines=showing.read_lines(preview),
        changes=showing.changes_of(upload, plan)[:200],
        decided=showing.decisions_of(upload, plan),
        left_out=showing.left_out_of(plan),
        fingerprint=plan.fingerprint(),
        before=operations.imported_before(upload),
        program=program_of(preview.checked.columns),
        not_saved=len(plan.waiting) + len(plan.left_out),
    )
    return render(request, "intake/check.html", context, status=status)


@require_POST
@staff
def mend(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """Keep one decision at once: a value, some words, a row left out, a double."""
    _seat, upload = upload_for(request, slug, code)
    key = request.POST.get("key") or request.GET.get("key", "")
    kind, _bar, rest = key.partition("|")
    act = request.POST.get("act") or request.GET.get("act", "use")
    value = {
        "use": request.POST.get("value", "").strip(),
        "out": "out",
        "blank": BLANK,
        "back": "",
    }.get(act, act)
    kept = {"c": "cells", "w": "words", "r": "rows", "d": "doubles"}.get(kind)
    row = request.POST.get("row", "")
    if act == "out" and row:
        kept, rest, kind = "rows", row, "r"
    allowed = {"rows": {"out", ""}, "doubles": {"one", "two", "newer", ""}}
    if kept is None or not rest or value not in allowed.get(kept, {value}):
        return HttpResponse(_("That could not be understood. Open the page again."), status=400)
    if act == "use" and not value:
        messages.error(request, _("Write or choose something first, or leave the row out."))
        return redirect("intake:check", slug, code)
    try:
        operations.decide(upload, {kept: {rest: value}})
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(upload)
    if act != "back":
        undo = reverse("intake:mend", args=[slug, code])
        toast(
            request,
            _("Kept. The counts are up to date."),
            undo=f"{undo}?{urlencode({'key': f'{kind}|{rest}', 'act': 'back'})}",
        )
    return redirect("intake:check", slug, code)


@require_POST
@staff
def save(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """Save what the preview showed, or show the new preview."""
    seat, upload = upload_for(request, slug, code)
    try:
        save_upload(upload, fingerprint=request.POST.get("fingerprint", ""), by=_me(request))
    except Stale as stale:
        messages.error(request, str(stale))
        upload.refresh_from_db()
        return _checked_page(request, seat, upload, status=409)
    except Refused as refusal:
        messages.error(request, str(refusal))
        upload.refresh_from_db()
        return redirect(upload)
    return redirect("intake:done", slug, code)


@require_safe
@staff
def done(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """What was saved, the way back, and what comes next."""
    seat, upload = upload_for(request, slug, code)
    if upload.is_unfinished:
        return redirect(upload)
    context = desk_context(
        seat,
        "people",
        upload=upload,
        steps=STEPS,
        report=upload.report,
        match_url=address_of("matching:rounds", slug),
        not_saved=upload.report.get("waiting", 0),
    )
    return render(request, "intake/done.html", context)


@require_POST
@staff
def undo(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """Take a saved import back."""
    _seat, upload = upload_for(request, slug, code)
    try:
        undo_upload(upload, by=_me(request))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("intake:done", slug, code)


@require_POST
@staff
def carry_on(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """Go on with the rows that waited when the rest was saved."""
    _seat, upload = upload_for(request, slug, code)
    try:
        rest = operations.carry_on(upload, by=_me(request))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("intake:done", slug, code)
    return redirect("intake:check", slug, rest.code)


@require_POST
@staff
def put_away(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """Give an import up before it is saved."""
    _seat, upload = upload_for(request, slug, code)
    try:
        operations.put_away(upload, by=_me(request))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(upload)
    toast(request, _("Put away %s. Nobody was brought in.") % upload.file_name)
    return redirect("intake:uploads", slug)


@require_safe
@staff
def bad_rows(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """The rows that would not come in, as they came, with the reason beside each."""
    _seat, upload = upload_for(request, slug, code)
    rows = list(rows_to_mend(operations.preview(upload)))
    response = HttpResponse(write_csv(rows), content_type=CSV_TYPE)
    response["Content-Disposition"] = f'attachment; filename="rows-to-mend-{slug}.csv"'
    return response
