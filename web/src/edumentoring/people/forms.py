"""What people type to sign in and about themselves."""

from typing import Any

from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from allauth.core import context, ratelimit
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from edumentoring.people.adapters import TOO_MANY_HERE, MFAAdapter
from edumentoring.people.addresses import LONGEST, asked_once
from edumentoring.people.models import User


class SignInForm(RequestLoginCodeForm):
    """One box: the e-mail address."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("We send you a letter with a link and a code. There is no password."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Type your e-mail address."),
            "invalid": _("That is not a whole e-mail address. It looks like name@school.org.uk."),
        },
    )

    def clean_email(self) -> str:
        """Count this try for the place it came from. Who has an account is not looked up here."""
        if not ratelimit.consume(context.request, action="request_login_code"):
            raise ValidationError(TOO_MANY_HERE, code="too_many")
        return str(self.cleaned_data["email"]).strip().lower()


class AddressForm(forms.Form):
    """The new e-mail of somebody who is signed in. Whose it is, is not looked up here."""

    email = forms.CharField(
        label=_("Your new e-mail"),
        help_text=_("We send a letter there. The link in it makes the change."),
        max_length=LONGEST * 4,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={"required": _("Type your new e-mail.")},
    )
    email_seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_email(self) -> str:
        address = asked_once(self, self.cleaned_data["email"])
        if address == self.user.email.lower():
            raise ValidationError(_("That is your e-mail already. Type the new one."))
        if not ratelimit.consume(context.request, action="request_login_code"):
            raise ValidationError(TOO_MANY_HERE, code="too_many")
        return address


class CodeForm(ConfirmLoginCodeForm):
    """The six numbers from the letter."""

    code = forms.CharField(
        label=_("The 6 numbers in the letter"),
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "inputmode": "numeric",
                "class": "width-10",
                "maxlength": "12",
            }
        ),
        error_messages={"required": _("Type the 6 numbers in the letter.")},
    )


def _code_box(label: Any, help_text: Any = "") -> forms.CharField:
    """A box for a code: numbers first on a phone, offered by the device where it can."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "width-10"}
        ),
        error_messages={"required": _("Type the code.")},
    )


class OnceOnly:
    """allauth remembers a used code for half a minute; with our tolerance it lives for more."""

    user: User

    def clean_code(self) -> str:
        code = str(super().clean_code())  # type: ignore[misc]
        used = f"second-factor-used:{self.user.pk}:{normalize_user_code(code)}"
        if not cache.add(used, True, 90):
            raise MFAAdapter().validation_error("incorrect_code")
        return code


class FactorForm(OnceOnly, AuthenticateForm):
    """The second factor, typed at sign-in."""

    code = _code_box(
        _("The code your authenticator app shows"), _("Or one of your recovery codes.")
    )


class FactorAgainForm(OnceOnly, ReauthenticateForm):
    """The second factor, typed once more before something that matters."""

    code = _code_box(
        _("The code your authenticator app shows"), _("Or one of your recovery codes.")
    )


class AddAppForm(ActivateTOTPForm):
    """The first code of a new authenticator app."""

    code = _code_box(_("The 6 numbers that the app shows now"))


class AddPasskeyForm(AddWebAuthnForm):
    """A name for the passkey; the browser fills in the rest."""

    name = forms.CharField(
        label=_("A name for this passkey"),
        help_text=_("So that you know it in the list, for example “My phone”."),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"class": "width-20", "autocomplete": "off"}),
    )
    passwordless = forms.BooleanField(
        label=_("Let me sign in with this passkey alone"),
        help_text=_("Without a letter. Take the tick away for an older security key."),
        required=False,
        initial=True,
    )


class PasskeyNameForm(EditWebAuthnForm):
    name = forms.CharField(
        label=_("A name for this passkey"),
        max_length=60,
        widget=forms.TextInput(attrs={"class": "width-20", "autocomplete": "off"}),
        error_messages={"required": _("Type a name.")},
    )


class AboutMeForm(forms.ModelForm[User]):
    """My name, what to call me and my language."""

    class Meta:
        model = User
        fields = ["name", "known_as", "language"]
        labels = {
            "name": _("Your name"),
            "known_as": _("What shall we call you?"),
            "language": _("Your language"),
        }
        help_texts = {
            "name": _("As your partner and coordinators will read it."),
            "known_as": _("For the start of letters. Leave empty to use your first name."),
        }
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "known_as": forms.TextInput(attrs={"autocomplete": "nickname", "class": "width-20"}),
        }
        error_messages = {"name": {"required": _("Type your name.")}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True
        written = languages()
        if len(written) < 2:
            del self.fields["language"]
        else:
            self.fields["language"] = forms.ChoiceField(
                label=_("Your language"),
                required=False,
                choices=[("", _("As my device")), *written],
            )


def languages() -> list[tuple[str, Any]]:
    """The languages whose words have been written; English needs no catalogue."""
    ready = [
        code
        for code, _label in settings.LANGUAGES
        if code.startswith("en")
        or any(
            (folder / code.replace("-", "_") / "LC_MESSAGES" / "django.mo").exists()
            for folder in settings.LOCALE_PATHS
        )
    ]
    return [(code, label) for code, label in settings.LANGUAGES if code in ready]
