"""Whether an e-mail address can only belong to somebody at a school.

A school's domain is its website's host in the register. Hosts that several schools share,
public endings such as `leeds.sch.uk`, and the free mailboxes prove nothing.
"""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from edumentoring.schools.models import Organisation

# Anybody may have a mailbox here.
_FREE_MAIL_WORDS = """
    gmail.com googlemail.com outlook.com hotmail.com hotmail.co.uk live.com live.co.uk msn.com
    yahoo.com yahoo.co.uk ymail.com rocketmail.com aol.com aol.co.uk icloud.com me.com mac.com
    proton.me protonmail.com pm.me gmx.com gmx.co.uk gmx.net mail.com email.com zoho.com
    fastmail.com hey.com tutanota.com tuta.io yandex.com btinternet.com btopenworld.com bt.com
    talktalk.net tiscali.co.uk sky.com virginmedia.com virgin.net ntlworld.com
    blueyonder.co.uk o2.co.uk plus.com plusnet.com vodafone.com orange.net hotmail.fr
    outlook.fr web.de libero.it mailinator.com duck.com hushmail.com
"""
FREE_MAIL = frozenset(_FREE_MAIL_WORDS.split())
# Anybody may have a website here.
_SHARED_SITES_WORDS = """
    google.com wordpress.com wixsite.com weebly.com blogspot.com blogspot.co.uk facebook.com
    twitter.com x.com instagram.com linkedin.com linktr.ee github.io squarespace.com
    webnode.com godaddysites.com myshopify.com netlify.app pages.dev sharepoint.com
    onmicrosoft.com primarysite.net schooljotter2.com eschools.co.uk j2e.com schudio.com
    e4education.co.uk juniperwebsites.co.uk
"""
SHARED_SITES = frozenset(_SHARED_SITES_WORDS.split())
# Everything registered below these belongs to somebody else each time.
_PUBLIC_ENDINGS_WORDS = """
    uk co.uk org.uk ac.uk gov.uk sch.uk ltd.uk plc.uk me.uk net.uk nhs.uk police.uk gov.wales
    llyw.cymru gov.scot com.au edu.au co.nz school.nz co.za com.cn edu.cn com.hk edu.hk com.sg
    edu.sg ac.ae sch.ae com.br co.in edu.in ac.in
"""
PUBLIC_ENDINGS = frozenset(_PUBLIC_ENDINGS_WORDS.split())
_LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)")


def mail_domain(email: str) -> str:
    """What stands after the @, or "" where that is no domain.

    >>> mail_domain("Jo@Head.Northgate.example")
    'head.northgate.example'
    """
    _name, at, domain = email.strip().lower().rpartition("@")
    domain = domain.rstrip(".")
    return domain if at and _is_domain(domain) else ""


def site_domain(website: str) -> str:
    """A website's own domain, or "" where it has none that could prove anything.

    >>> site_domain("https://www.st-marys.leeds.sch.uk/home")
    'st-marys.leeds.sch.uk'
    >>> site_domain("https://sites.google.com/view/st-marys")
    ''
    """
    try:
        host = urlsplit(website if "://" in website else f"//{website}").hostname or ""
    except ValueError:
        return ""
    host = re.sub(r"^www\d?\.", "", host.lower().rstrip("."))
    return host if _is_domain(host) and can_prove(host) else ""


def can_prove(domain: str) -> bool:
    """Whether a mailbox at this domain says anything about its owner's work."""
    shared = any(lies_under(domain, each) for each in (*FREE_MAIL, *SHARED_SITES))
    return not shared and not _is_public_ending(domain)


def lies_under(domain: str, above: str) -> bool:
    """Whether `domain` is `above` or a subdomain of it.

    >>> lies_under("staff.northgate.example", "northgate.example")
    True
    >>> lies_under("notnorthgate.example", "northgate.example")
    False
    """
    return bool(above) and (domain == above or domain.endswith(f".{above}"))


def domains_of(school: Organisation | None) -> dict[str, Organisation]:
    """The domains that prove work at this school: its own, and its trust's."""
    if school is None:
        return {}
    here = school.current()
    family = [here, *_above(here)]
    found = {site_domain(each.website): each for each in reversed(family) if each.website}
    return {
        domain: owner for domain, owner in found.items() if domain and not _is_shared(domain, owner)
    }


def school_domain_of(email: str, school: Organisation | None) -> str:
    """The school's domain that this address is at, or "" where it is at none."""
    domain = mail_domain(email)
    if not domain or not can_prove(domain):
        return ""
    return next((each for each in domains_of(school) if lies_under(domain, each)), "")


def _above(organisation: Organisation) -> Iterable[Organisation]:
    seen, above = {organisation.pk}, organisation.parent
    while above and above.pk not in seen:
        seen.add(above.pk)
        yield above
        above = above.parent


def _is_domain(domain: str) -> bool:
    labels = domain.split(".")
    return len(labels) > 1 and all(_LABEL.fullmatch(label) for label in labels)


def _is_public_ending(domain: str) -> bool:
    """`leeds.sch.uk` holds every school of Leeds; so does a council's own site."""
    if domain in PUBLIC_ENDINGS:
        return True
    if lies_under(domain, "gov.uk"):
        return True
    return domain.endswith(".sch.uk") and domain.count(".") < 3


def _is_shared(domain: str, owner: Organisation) -> bool:
    """Whether organisations that do not belong together give this as their website."""
    mine = {owner.pk, *(each.pk for each in _above(owner))}
    others = Organisation.objects.open().filter(website__icontains=domain).exclude(pk=owner.pk)
    for other in others.select_related("parent__parent")[:50]:
        family = {other.pk, *(each.pk for each in _above(other))}
        if site_domain(other.website) == domain and not family & mine:
            return True
    return False
