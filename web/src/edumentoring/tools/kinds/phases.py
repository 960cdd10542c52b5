"""The four phases that every example speaks to."""

from django.utils.translation import gettext_lazy as _

from edumentoring.tools.shapes import Example, Words


def in_each_phase(
    *, early: Words, primary: Words, secondary: Words, further: Words
) -> tuple[Example, ...]:
    """One example each for early years, primary, secondary and further education."""
    return (
        Example(phase=_("Early years"), words=early),
        Example(phase=_("Primary"), words=primary),
        Example(phase=_("Secondary"), words=secondary),
        Example(phase=_("Further education"), words=further),
    )
