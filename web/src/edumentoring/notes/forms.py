"""What is written, and for whom."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from edumentoring.design.forms import DatePartsField
from edumentoring.notes.models import LONGEST, LONGEST_TITLE, Note
from edumentoring.notes.operations.writing import Words
from edumentoring.programmes.models import Programme

NO_NAMES = _(
    "Write no pupils’ names: a letter will do, such as J. "
    "Marks that work: # for a heading, - for a list, **bold**, and - [ ] for something to do."
)
WORDINGS = {
    Note.Kind.NOTE: (_("Title"), _("Your note")),
    Note.Kind.JOURNAL: (_("Title"), _("Your words")),
    Note.Kind.QUESTION: (_("What do you want to find out?"), _("What you have found so far")),
}


class NoteForm(forms.Form):
    """A title and a text. A question is asked in its title; a note may go without one."""

    title = forms.CharField(
        max_length=LONGEST_TITLE,
        required=False,
        error_messages={"max_length": _("Make the title shorter: at most 120 characters")},
    )
    text = forms.CharField(
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 14, "spellcheck": "true"}),
        help_text=NO_NAMES,
        error_messages={"max_length": _("Make it shorter: a note has at most 20,000 characters")},
    )

    def __init__(self, note: Note, *args: Any, pressed: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.note, self.pressed = note, pressed
        title, text = WORDINGS[Note.Kind(note.kind)]
        self.fields["title"].label, self.fields["text"].label = title, text
        self.fields["title"].required = pressed and note.is_question
        self.fields["text"].strip = False  # type: ignore[attr-defined]

    def clean_text(self) -> str:
        return str(self.cleaned_data["text"]).replace("\r\n", "\n").rstrip()

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        is_empty = not found.get("title") and not found.get("text")
        if self.pressed and is_empty and not self.errors:
            self.add_error("text", _("Write a few words first"))
        return found

    @property
    def words(self) -> Words:
        return Words(self.cleaned_data["title"], self.cleaned_data["text"])


class LendForm(forms.Form):
    """Which colleague, for what, and until when."""

    email = forms.EmailField(
        label=_("Your colleague’s e-mail"),
        max_length=254,
        help_text=_("The one they take part with in this programme."),
        widget=forms.EmailInput({"autocomplete": "off", "class": "width-20"}),
        error_messages={"invalid": _("The e-mail should look like name@school.org.uk")},
    )
    about = forms.CharField(
        label=_("What is it for?"),
        max_length=120,
        required=False,
        help_text=_("For example the goal they help you with. They see this too."),
    )
    until = DatePartsField(
        label=_("The last day they can read it"),
        help_text=_("It ends by itself after that day. You can end it sooner."),
    )

    def __init__(self, programme: Programme, *args: Any, **kwargs: Any) -> None:
        in_a_month = programme.today() + timedelta(days=30)
        super().__init__(*args, **{"initial": {"until": in_a_month}, **kwargs})

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()
