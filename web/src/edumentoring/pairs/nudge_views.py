"""How often we write: chosen on a page of one's own, and from the foot of every letter."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from edumentoring.design.toasts import toast
from edumentoring.pairs import nudges
from edumentoring.pairs.forms import LettersForm
from edumentoring.people.models import User

get_and_post = require_http_methods(["GET", "HEAD", "POST"])
ONE_CLICK = "List-Unsubscribe"


def _sent(request: HttpRequest) -> QueryDict | None:
    """What was sent, also where nothing was chosen."""
    return request.POST if request.method == "POST" else None


@never_cache
@login_required
@get_and_post
def my_letters(request: HttpRequest) -> HttpResponse:
    """Which letters I get, and when I do not want to be reminded."""
    me = User.objects.get(pk=request.user.pk or 0)
    form = LettersForm(_sent(request), initial={"letters": me.letters})
    if form.is_bound and form.is_valid():
        nudges.choose(me, form.cleaned_data["letters"])
        toast(request, _("Saved. You can change it at any time."))
        return redirect("pairs:my_letters")
    context = {"form": form, "rests_until": nudges.rests_until(me)}
    return render(request, "pairs/my_letters.html", context, status=422 if form.is_bound else 200)


@never_cache
@csrf_exempt
@get_and_post
def letters_by_key(request: HttpRequest, token: str) -> HttpResponse:
    """The same from a letter, without signing in: whoever holds the letter may choose.

    A mail program's button posts here from nowhere, so there is no cookie to check; the key in
    the address is what proves the right. GET only shows: scanners open every link.
    """
    reader = nudges.reader_of(token)
    if reader is None:
        return render(request, "pairs/letters_expired.html", status=404)
    if request.POST.get(ONE_CLICK) == "One-Click":
        nudges.choose(reader, nudges.OFF)
        return HttpResponse(_("You get no more reminders from us."), content_type="text/plain")
    form = LettersForm(_sent(request), initial={"letters": reader.letters})
    saved = form.is_bound and form.is_valid()
    if saved:
        nudges.choose(reader, form.cleaned_data["letters"])
    context = {"form": form, "saved": saved}
    status = 422 if form.is_bound and not saved else 200
    return render(request, "pairs/letters_by_key.html", context, status=status)
