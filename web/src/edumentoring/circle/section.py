"""The people around a pair, on the page of the pair."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from edumentoring.circle.models import Member
from edumentoring.pairs.sections import Section
from edumentoring.pairs.sides import Side


def section(side: Side) -> Section | None:
    """Who is here or was asked, in one question to the database; a way to ask while it goes on."""
    people = list(Member.objects.open().filter(pair=side.pair).select_related("user"))
    if not people and not side.may_write:
        return None
    return Section(
        title=_("People around us"),
        template="circle/section.html",
        place=50,
        url=reverse("circle:people", args=[side.pair.code]),
        context={"people": people},
    )
