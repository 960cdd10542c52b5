"""Pages for signing in, and a person's own account.

allauth's views stand behind most of them; ours add the link, the limits and the wording.
"""

from typing import Any

from allauth.account import views as account
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.usersessions import views as usersessions
from allauth.usersessions.internal.flows.sessions import end_sessions
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.csp import CSP
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edumentoring.common.letter_names import name_of
from edumentoring.common.models import Letter
from edumentoring.design.toasts import toast
from edumentoring.people import entrance
from edumentoring.people.access import is_staff, staff
from edumentoring.people.adapters import MFAAdapter
from edumentoring.people.demonstration import CHARACTERS
from edumentoring.people.forms import AboutMeForm, CodeForm, SignInForm
from edumentoring.people.models import User
from edumentoring.people.operations import TooManyLetters, sign_in_for, use_sign_in

page_methods = require_http_methods(["GET", "HEAD", "POST"])

# --- Signing in -------------------------------------------------------------------------------


class SignInView(account.RequestLoginCodeView):
    """One box for the address; then the letter is on its way, whoever asked."""

    form_class = SignInForm
    template_name = "account/login.html"

    def form_valid(self, form: SignInForm) -> HttpResponse:
        try:
            entrance.begin(self.request, form.cleaned_data["email"], then=self.get_next_url() or "")
        except TooManyLetters as refusal:
            form.add_error("email", str(refusal))
            return self.too_many(form)
        return redirect(self.get_success_url())

    def form_invalid(self, form: SignInForm) -> HttpResponse:
        if form.has_error("email", "too_many"):
            return self.too_many(form)
        return self.render_to_response(self.get_context_data(form=form))

    def too_many(self, form: SignInForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=429)

    def _redirect_to_pending_stage(self, request: HttpRequest, stage: object) -> None:
        """Who comes back here has mistyped the address: let them ask again."""


class CodeView(account.ConfirmLoginCodeView):
    """The six numbers, typed in the browser that asked for them."""

    form_class = CodeForm

    def _verify_form_valid(self, form: CodeForm) -> HttpResponse:
        if not use_sign_in(self.stage.state["sign_in"]):
            # The session stays untouched: a twin of this very request may be signing in.
            return spent(self.request)
        return super()._verify_form_valid(form)


sign_in = page_methods(entrance.evenly(SignInView.as_view()))
type_code = page_methods(entrance.evenly(CodeView.as_view()))


@never_cache
@page_methods
def sign_in_link(request: HttpRequest, key: str) -> HttpResponse:
    """The letter's link. Reading it changes nothing, however often a mail scanner does."""
    wish = sign_in_for(key)
    if wish is None or wish.user is None:
        return spent(request)
    if request.method == "POST":
        return entrance.enter_by_link(request, wish) or spent(request)
    return render(request, "people/sign_in_link.html", {"email": wish.email})


def spent(request: HttpRequest) -> HttpResponse:
    """A link or code that was used or is too old: say so, and what to do."""
    return render(request, "people/spent.html", status=410)


# --- The second factor ------------------------------------------------------------------------


class AddAuthenticatorApp(totp.ActivateTOTPView):
    """Whoever just proved a new factor need not prove it again in this session."""

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        _count_as_used(self.request, Authenticator.Type.TOTP)
        return response


class AddPasskey(webauthn.AddWebAuthnView):
    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        _count_as_used(self.request, Authenticator.Type.WEBAUTHN)
        return response


class RemovePasskey(webauthn.RemoveWebAuthnView):
    """allauth asks the adapter before it takes off an app, but not before a passkey."""

    def form_valid(self, form: Any) -> HttpResponse:
        if not MFAAdapter().can_delete_authenticator(self.get_object()):
            messages.error(self.request, MFAAdapter.error_messages["cannot_delete_authenticator"])
            return redirect("mfa_index")
        return super().form_valid(form)


def _count_as_used(request: HttpRequest, kind: str) -> None:
    record_authentication(request, request.user, method="mfa", type=kind, reauthenticated=True)


add_authenticator_app = AddAuthenticatorApp.as_view()
add_passkey = AddPasskey.as_view()
remove_passkey = RemovePasskey.as_view()
recovery_codes = never_cache(require_safe(recovery.view_recovery_codes))

# --- My account -------------------------------------------------------------------------------


@login_required
@page_methods
def me(request: HttpRequest) -> HttpResponse:
    """My name, how I sign in, where I am signed in."""
    assert isinstance(request.user, User)  # noqa: S101 - for the type checker
    form = AboutMeForm(request.POST if request.method == "POST" else None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        toast(request, _("Saved."))
        return _with_language(redirect("people:me"), request.user)
    return render(request, "people/me.html", {"form": form, "is_staff": is_staff(request.user)})


def _with_language(response: HttpResponseRedirect, user: User) -> HttpResponseRedirect:
    if user.language:
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, user.language, max_age=365 * 24 * 60 * 60, samesite="Lax"
        )
    else:
        response.delete_cookie(settings.LANGUAGE_COOKIE_NAME, samesite="Lax")
    return response


list_sessions = page_methods(usersessions.list_usersessions)


@login_required
@require_POST
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign one of my other browsers out, at once."""
    session = get_object_or_404(UserSession, pk=pk, user=request.user)
    was_here = session.is_current()
    end_sessions(request, [session])
    if was_here:
        return redirect("home")
    toast(request, _("Signed out there."))
    return redirect("usersessions_list")


# --- Demonstration ----------------------------------------------------------------------------


@page_methods
def demonstration(request: HttpRequest) -> HttpResponse:
    """Choose which fictional person to be."""
    if not settings.DEMONSTRATION:
        raise Http404
    if request.method == "POST":
        return _become(request, request.POST.get("who", ""))
    return render(request, "people/demonstration.html", {"characters": CHARACTERS})


def _become(request: HttpRequest, who: str) -> HttpResponse:
    character = next((one for one in CHARACTERS if one.who == who), None)
    user = character and User.objects.filter(email=character.email, is_active=True).first()
    if not user:
        messages.error(request, _("The demonstration’s people are not loaded yet. Reload them."))
        return redirect("people:demonstration")
    entrance.enter_as(request, user)
    return redirect("home")


# --- The outbox page --------------------------------------------------------------------------


def outbox_readers(view: Any) -> Any:
    """Anyone in the demonstration; otherwise whoever hosts the service, if it keeps its mail."""

    def gate(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if settings.DEMONSTRATION:
            return view(request, *args, **kwargs)
        if settings.MAIL_IS_KEPT and (
            not request.user.is_authenticated or request.user.is_superuser
        ):
            return staff(view)(request, *args, **kwargs)
        raise Http404

    return gate


@require_safe
@outbox_readers
def outbox(request: HttpRequest) -> HttpResponse:
    """Every letter kept, newest first."""
    kind, to = request.GET.get("kind", ""), request.GET.get("to", "").strip()
    letters = Letter.objects.defer("text", "html").order_by("-queued_at", "-pk")
    if kind:
        letters = letters.filter(kind=kind)
    if to:
        letters = letters.filter(to__icontains=to)
    page = Paginator(letters, 50).get_page(request.GET.get("page"))
    written = Letter.objects.order_by("kind").values_list("kind", flat=True).distinct()
    kinds = sorted(((name_of(each), each) for each in written), key=lambda named: named[0].lower())
    context = {"page": page, "kind": kind, "to": to, "kinds": kinds}
    return render(request, "people/outbox.html", context)


@require_safe
@outbox_readers
def outbox_letter(request: HttpRequest, code: object) -> HttpResponse:
    """One letter, as it is or will be sent."""
    return render(request, "people/outbox_letter.html", {"letter": _letter(code)})


# A letter's HTML must carry its styles inline, as mail programs want. It may show them here
# and nothing else: no script, no form, no picture from elsewhere.
LETTER_POLICY: dict[str, list[str]] = {
    "default-src": [CSP.NONE],
    "style-src": [CSP.UNSAFE_INLINE],
    "img-src": ["data:"],
    "frame-ancestors": [CSP.SELF],
    "form-action": [CSP.NONE],
    "sandbox": [
        "allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation"
    ],
}


@require_safe
@outbox_readers
@csp_override(LETTER_POLICY)
@xframe_options_sameorigin
def outbox_html(request: HttpRequest, code: object) -> HttpResponse:
    """The HTML part alone, for the frame on the letter's page; its links open in the whole tab."""
    html = _letter(code).html
    if not html:
        raise Http404
    return HttpResponse(html.replace("<head>", '<head><base target="_top">', 1))


def _letter(code: object) -> Letter:
    return get_object_or_404(Letter, code=code)
