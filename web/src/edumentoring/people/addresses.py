"""Reading an e-mail address as people type it, and noticing the usual slips."""

from difflib import get_close_matches
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email as usual_rules
from django.utils.translation import gettext as _
from email_validator import EmailNotValidError, validate_email

LONGEST = 254

# Where most people have their mail; a domain one slip away from these is asked about.
USUAL_DOMAINS = (
    *("gmail.com", "googlemail.com", "hotmail.com", "hotmail.co.uk", "outlook.com"),
    *("live.co.uk", "yahoo.com", "yahoo.co.uk", "icloud.com", "btinternet.com"),
    *("sky.com", "aol.com", "me.com", "msn.com", "live.com"),
)
_ENDINGS = {
    **dict.fromkeys(("con", "cmo", "ocm", "vom", "xom", "comm", "cim"), "com"),
    **dict.fromkeys(("co.ik", "co.ul", "co.ku", "co.yk", "couk"), "co.uk"),
    **dict.fromkeys(("ac.ik", "ac.ul", "acuk"), "ac.uk"),
    **dict.fromkeys(("sch.ik", "sch.ul", "schuk"), "sch.uk"),
}


def clean_address(typed: str) -> str:
    """A typed e-mail in its plain form. Raises ValidationError that says what is wrong."""
    address = "".join(typed.split()).removeprefix("mailto:").strip("<>,;")
    if "@" not in address:
        raise ValidationError(_("The e-mail has no @ sign. It looks like name@school.org.uk."))
    if len(address) > LONGEST:
        raise ValidationError(
            _("The e-mail is too long: it has %(now)s characters, and %(most)s are the most.")
            % {"now": len(address), "most": LONGEST}
        )
    try:
        checked = validate_email(address, check_deliverability=False, allow_smtputf8=False)
        usual_rules(checked.normalized)
    except (EmailNotValidError, ValidationError):
        raise ValidationError(
            _("That is not a whole e-mail address. It looks like name@school.org.uk.")
        ) from None
    return checked.normalized.lower()


def likely_meant(address: str) -> str:
    """The address that was probably meant, or "" where nothing looks like a slip.

    >>> likely_meant("jo@gmail.con")
    'jo@gmail.com'
    """
    name, _at, domain = address.rpartition("@")
    if domain in USUAL_DOMAINS:
        return ""
    for wrong, right in _ENDINGS.items():
        if domain.endswith(f".{wrong}"):
            return f"{name}@{domain.removesuffix(wrong)}{right}"
    near = get_close_matches(domain, USUAL_DOMAINS, n=1, cutoff=0.88)
    return f"{name}@{near[0]}" if near else ""


def asked_once(form: forms.Form, typed: str) -> str:
    """The typed e-mail in its plain form; one with a likely slip is asked about, once.

    The form has a hidden field `email_seen`, which keeps what was asked about.
    """
    address = clean_address(typed)
    meant = likely_meant(address)
    if meant and form.data.get("email_seen", "") != address:
        seen: Any = form.data
        form.data = seen = seen.copy()
        seen["email_seen"] = address
        raise ValidationError(
            _("Did you mean %(meant)s? Change it, or press the button again to keep %(typed)s.")
            % {"meant": meant, "typed": address}
        )
    return address
