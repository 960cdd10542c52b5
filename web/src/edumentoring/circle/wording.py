"""Words that stand on more than one page of this room."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from edumentoring.circle.models import Member

# What a person is to the mentee, within a sentence: "as a tutor".
IN_A_SENTENCE: dict[str, str | Promise] = {
    Member.Role.COLLEAGUE: _("a colleague for a while"),
    Member.Role.CLASS_MENTOR: _("a class mentor"),
    Member.Role.PROFESSIONAL_MENTOR: _("a professional mentor"),
    Member.Role.TUTOR: _("a tutor"),
    Member.Role.SPECIALIST: _("a specialist"),
}


def role_here(member: Member) -> str:
    """For example "a tutor"."""
    return str(IN_A_SENTENCE[member.role])
