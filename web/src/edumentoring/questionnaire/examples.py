"""One question as a participant meets it, to be looked at and tried; it is never sent.

The sign-up stands above this room, so it hands in how it draws questions and the looks that
go with that. Where it is not installed, the desk's own fields do.
"""

from collections.abc import Callable

from django import forms
from django.utils.translation import gettext_lazy as _

from edumentoring.programmes.answers_form import field_for
from edumentoring.programmes.models import Question

Drawer = Callable[[Question], forms.Field]
_drawers: list[tuple[Drawer, str]] = []


def draw_with(drawer: Drawer, *, style: str = "") -> None:
    """Hand in how sign-up draws a question. `style` is the path of its style sheet."""
    _drawers[:] = [(drawer, style)]


def style() -> str:
    """The style sheet that belongs to what is drawn, or ""."""
    return _drawers[0][1] if _drawers else ""


class ExampleForm(forms.Form):
    """The question alone, drawn as in the sign-up."""

    def __init__(self, question: Question) -> None:
        super().__init__(prefix="example")
        draw = _drawers[0][0] if _drawers else field_for
        field = draw(question)
        field.label = question.label or _("Your question stands here")
        field.required = question.required
        self.fields["answer"] = field
