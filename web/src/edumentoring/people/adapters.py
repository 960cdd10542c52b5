"""How django-allauth, which does the signing in, speaks and sends letters in this house."""

import base64
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from edumentoring.people.access import FACTORS, is_staff
from edumentoring.people.letters import send_security_notice
from edumentoring.people.models import User
from edumentoring.people.operations import confirm_address

NOTICES = {
    "mfa/email/totp_activated": _("An authenticator app was added to your account."),
    "mfa/email/totp_deactivated": _("The authenticator app was taken off your account."),
    "mfa/email/webauthn_added": _("A passkey was added to your account."),
    "mfa/email/webauthn_removed": _("A passkey was taken off your account."),
    "mfa/email/recovery_codes_generated": _("New recovery codes were made for your account."),
}


TOO_MANY_HERE = _("Too many people asked from this place. Wait 10 minutes, then try again.")


class AccountAdapter(DefaultAccountAdapter):
    """Letters through our own queue; no public sign-up; our words for refusals."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_code": _("That is not the code in the letter. Type the 6 numbers again."),
        "too_many_login_attempts": _("That was too many tries. Wait 5 minutes, then try again."),
        "rate_limited": _(
            "Too many people asked from this place. Wait 10 minutes, then try again."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def login(self, request: HttpRequest, user: User) -> None:
        super().login(request, user)
        confirm_address(user)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:  # noqa: ARG002
        """The notices that allauth sends after a change; sign-in letters are in `letters.py`."""
        user = User.objects.get(email=email.lower())
        send_security_notice(user, str(NOTICES[template_prefix]))


class MFAAdapter(DefaultMFAAdapter):
    """Second factors: secrets sealed, and staff keep at least one."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("That is not the code your app shows now. Type the newest one."),
        "cannot_delete_authenticator": _(
            "You run a programme, so you need at least one. Add another, then take this one off."
        ),
    }

    def encrypt(self, text: str) -> str:
        """Seal a secret before it is stored: a stolen back-up must not hold working codes."""
        return _seal().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _seal().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        if not is_staff(authenticator.user):
            return True
        others = Authenticator.objects.filter(user=authenticator.user, type__in=FACTORS)
        return others.exclude(pk=authenticator.pk).exists()

    def generate_authenticator_name(self, user: User, type: str) -> str:  # noqa: A002
        """A first name for a passkey, until its owner gives a better one."""
        count = Authenticator.objects.filter(user=user, type=type).count()
        return _("Passkey %(number)s") % {"number": count + 1}

    def build_totp_svg(self, url: str) -> str:
        """The square to scan, on white: phones do not read it from a dark page otherwise."""
        import qrcode
        from qrcode.image.svg import SvgPathFillImage

        drawing = qrcode.make(url, image_factory=SvgPathFillImage).to_string()
        return drawing.decode() if isinstance(drawing, bytes) else str(drawing)

    def _get_site_name(self) -> str:
        return "EduMentoring"


def _seal() -> MultiFernet:
    """The key comes from SECRET_KEY; older ones go on opening what they sealed."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    hashes = [salted_hmac("people.second-factor", "", key, algorithm="sha256") for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(hash_.digest())) for hash_ in hashes])
