"""E-mail addresses and telephone numbers: cleaned, and doubted where they cannot be right."""

import re

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import validate_email as django_check
from django.utils.translation import gettext as _
from email_validator import EmailNotValidError, validate_email

from edumentoring.intake.understanding.reading import UNSEEN, Doubt, Reading, clean, is_no_answer

LONGEST = 254
_SPLIT = re.compile(r"[\s;,/|]+|\bor\b|\band\b")
_ADDRESS = re.compile(r"[^\s<>,;/|()\"]+@[^\s<>,;/|()\"]+")
_KNOWN = (
    *("gmail.com", "googlemail.com", "hotmail.com", "hotmail.co.uk", "outlook.com", "live.com"),
    *("live.co.uk", "yahoo.com", "yahoo.co.uk", "icloud.com", "btinternet.com", "aol.com"),
    *("me.com", "msn.com", "sky.com", "virginmedia.com", "talktalk.net", "proton.me"),
)
_ENDINGS = {
    **dict.fromkeys(("con", "cmo", "ocm", "vom", "comm", "cim", "coom", "xom"), "com"),
    **dict.fromkeys(("co.ul", "co.ik", "co.u", "couk", "co.uk.", "co.k"), "co.uk"),
    **dict.fromkeys(("ukk", "ul", "ik"), "uk"),
    "ogr": "org",
    "rog": "org",
    "nte": "net",
}


def read_email(words: str) -> Reading:
    """One address in small letters, or a doubt that holds the row back.

    >>> read_email(" mailto:Jo.Barker@Example.org ").value
    'jo.barker@example.org'
    """
    said = re.sub(r"(?i)mailto:", " ", UNSEEN.sub("", words)).strip()
    if is_no_answer(said):
        return Reading(doubt=_none())
    found = list(dict.fromkeys(one.strip(".'’").lower() for one in _ADDRESS.findall(said)))
    if len(found) > 1:
        return Reading(doubt=_several(found))
    bare = re.sub(r"\s+", "", said).strip("<>.").lower()
    address = found[0] if found and _only_one(said) and is_address(found[0]) else bare
    if len(address) > LONGEST:
        return Reading(doubt=_long(address))
    if not is_address(address):
        return Reading(doubt=_wrong(address, _mended(said.lower())))
    better = likely_slip(address)
    return Reading(address, doubt=_slip(address, better)) if better else Reading(address)


def _only_one(said: str) -> bool:
    """Whether the other words beside the address are a name: "Jo Barker <jo@example.org>"."""
    return said.count("@") == 1 and not re.search(r"@\s|\s@|@\S*\s+\.|@\S*\.\s", said)


def is_address(address: str) -> bool:
    """Whether mail could go there, without asking the network."""
    try:
        checked = validate_email(address, check_deliverability=False, globally_deliverable=False)
        django_check(address)
    except (EmailNotValidError, ValidationError):
        return False
    return "." in checked.domain and len(address) <= LONGEST


def likely_slip(address: str) -> str:
    """What was probably meant where the address ends as nearly none does; "" otherwise.

    >>> likely_slip("jo@gmail.con")
    'jo@gmail.com'
    """
    local, _at, domain = address.rpartition("@")
    for ending, right in _ENDINGS.items():
        if domain.endswith("." + ending) and not domain.endswith("." + right):
            return f"{local}@{domain[: -len(ending)]}{right}"
    near = [known for known in _KNOWN if domain != known and _one_slip(domain, known)]
    return f"{local}@{near[0]}" if near and domain not in _KNOWN else ""


def _one_slip(one: str, other: str) -> bool:
    from rapidfuzz.distance import OSA

    return len(other) > 6 and OSA.distance(one, other, score_cutoff=1) == 1


def _mended(address: str) -> str:
    """A guess at an address that is none."""
    guess = address
    if "@" not in guess:
        guess = re.sub(r"\s*[(\[]?\bat\b[)\]]?\s*", "@", guess, count=1)
    guess = (
        "".join(guess.split()).replace(",", ".").replace("@@", "@").replace("..", ".").strip(".;:")
    )
    if "@" not in guess and "." in guess:
        for domain in _KNOWN:
            if guess.endswith(domain) and len(guess) > len(domain):
                guess = f"{guess[: -len(domain)].rstrip('.')}@{domain}"
                break
        else:
            words = guess.split(".")
            if len(words) > 2:
                guess = f"{'.'.join(words[:-2])}@{'.'.join(words[-2:])}"
    return guess if is_address(guess) else ""


def _none() -> Doubt:
    return Doubt(
        what=_("There is no e-mail, so we could not write to them"),
        fix=_("Write their e-mail, or leave the row out."),
        blocks=True,
    )


def _several(found: list[str]) -> Doubt:
    return Doubt(
        what=_("There are %s e-mails in one cell") % len(found),
        fix=_("Choose the one to write to."),
        choices=tuple((one, one) for one in found if is_address(one)),
        blocks=True,
    )


def _long(address: str) -> Doubt:
    return Doubt(
        what=_("The e-mail is %(count)s characters long. The most is %(most)s")
        % {"count": len(address), "most": LONGEST},
        fix=_("Write a shorter e-mail of theirs."),
        blocks=True,
    )


def _wrong(address: str, mended: str) -> Doubt:
    shown = address[:80]
    what = (
        _("The e-mail has no @ sign: %s") % shown
        if "@" not in address
        else _("“%s” is not a whole e-mail") % shown
    )
    if "," in address and "@" in address:
        what = _("“%s” has a comma where a dot should be") % shown
    return Doubt(
        what=what,
        fix=_("Correct the e-mail, for example name@school.org.uk."),
        suggestion=mended,
        blocks=True,
    )


def _slip(address: str, better: str) -> Doubt:
    return Doubt(
        what=_("The e-mail may have a slip: %s") % address,
        fix=_("Choose the right one. You may keep it as it is."),
        suggestion=better,
        choices=((better, better), (address, _("Keep %s") % address)),
        blocks=True,
    )


def read_phone(words: str) -> Reading:
    """A telephone number as it is dialled, or a doubt."""
    said = clean(words)
    if is_no_answer(said):
        return Reading()
    if re.fullmatch(r"[\d.,]+\s*[eE]\s*\+?\d+", said):
        return Reading(doubt=_shortened(said), note=said)
    digits = re.sub(r"\D", "", said)
    if len(digits) == 10 and digits[0] in "127" and not said.startswith("+"):
        return Reading(doubt=_lost_zero(said, "0" + digits), note=said)
    try:
        number = phonenumbers.parse(said, "GB")
    except phonenumbers.NumberParseException:
        return Reading(doubt=_no_phone(said), note=said)
    if not phonenumbers.is_possible_number(number):
        return Reading(doubt=_no_phone(said), note=said)
    inland = number.country_code == 44
    form = phonenumbers.PhoneNumberFormat
    return Reading(
        phonenumbers.format_number(number, form.NATIONAL if inland else form.INTERNATIONAL)
    )


def _shortened(said: str) -> Doubt:
    return Doubt(
        what=_("The telephone number was shortened to “%s”, so it cannot be read") % said,
        fix=_("Find the whole number in the form, or leave it blank."),
    )


def _lost_zero(said: str, better: str) -> Doubt:
    return Doubt(
        what=_("“%s”: was a leading zero lost?") % said,
        fix=_("Use the number with its zero, or write another."),
        suggestion=better,
    )


def _no_phone(said: str) -> Doubt:
    return Doubt(
        what=_("“%s” is not a telephone number we can read") % said[:60],
        fix=_("Write the whole number, or leave it blank."),
    )
