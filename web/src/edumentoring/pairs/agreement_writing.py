"""The form in which two people write down how they work: the same wherever it stands."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from edumentoring.common.refused import Refused, Stale
from edumentoring.design.toasts import toast
from edumentoring.pairs import operations
from edumentoring.pairs.beginnings import first_words
from edumentoring.pairs.course_forms import AgreementForm
from edumentoring.pairs.models import Agreement
from edumentoring.pairs.operations.agreeing import PIECES
from edumentoring.pairs.sides import Side


@dataclass(frozen=True)
class Written:
    """The form, what it began from, how the page is answered, and whether it was kept."""

    form: AgreementForm
    current: Agreement | None
    status: int = 200
    is_kept: bool = False


def write_agreement(request: HttpRequest, side: Side, *, also: str = "") -> Written:
    """Show the form, or keep what was sent. Refused words stay in the boxes.

    `also` stands below the purpose to begin with, for the writer to work in or take out.
    """
    current = side.pair.agreements.select_related("by__user").first()
    version = current.version if current else 0
    if request.method != "POST":
        seen = {name: getattr(current, name) for name in PIECES} if current else first_words(side)
        if also and also not in seen["purpose"]:
            seen["purpose"] = f"{seen['purpose']}\n\n{also}".strip()
        return Written(AgreementForm(initial={**seen, "version": version}), current)
    form = AgreementForm(request.POST)
    if not form.is_valid():
        return Written(form, current, status=422)
    try:
        operations.suggest_agreement(side, words=form.words, version=form.cleaned_data["version"])
    except Stale as stale:
        messages.error(request, str(stale))
        typed = request.POST.copy()
        typed["version"] = str(version)
        return Written(AgreementForm(typed), current, status=409)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return Written(form, current, status=422)
    toast(request, _("Saved. %s can say that it is fine.") % side.other_name)
    return Written(form, current, is_kept=True)
