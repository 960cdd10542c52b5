"""What people type in this room."""

from typing import Any, Self

from django import forms
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from edumentoring.programmes.models import Programme
from edumentoring.reach.operations import LONGEST_CALL, MOST_QUESTIONS


class LinkForm(forms.Form):
    """The name of a new link."""

    label = forms.CharField(
        label=_("Where will you use it?"),
        help_text=_("For example: Poster in the staff room. The report shows this name."),
        max_length=80,
    )


class SitesForm(forms.Form):
    """The sites that may show the sign-up form."""

    sites = forms.CharField(
        label=_("Sites that may show the form"),
        help_text=_("One address a line, for example https://www.school.sch.uk"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class CallForm(forms.Form):
    """The call for mentors who are missing."""

    text = forms.CharField(
        label=_("The call"),
        help_text=_(
            "Change it as you like. Its list comes from the table above, and says no counts."
        ),
        max_length=LONGEST_CALL,
        widget=forms.Textarea(attrs={"rows": 16}),
    )
    after = forms.IntegerField(required=False, widget=forms.HiddenInput)


class VersionForm(forms.Form):
    """The programme's version that the page was drawn from."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def of(cls, programme: Programme) -> Self:
        """The version of now."""
        return cls({"version": str(programme.version)})


class FairQuestionForm(forms.Form):
    """One question that somebody may fairly ask, and its answer. Empty, it is left out."""

    place = forms.IntegerField(
        label=_("Place"), required=False, min_value=1, max_value=99, localize=False
    )
    question = forms.CharField(label=_("Question"), required=False, max_length=160)
    answer = forms.CharField(
        label=_("Answer"),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 600}),
    )

    def clean(self) -> dict[str, Any]:
        """A question without an answer, or the other way round, was not meant to go."""
        given = super().clean() or {}
        said = {name: " ".join((given.get(name) or "").split()) for name in ("question", "answer")}
        if said["question"] and not said["answer"] and "answer" not in self.errors:
            self.add_error("answer", _("Write an answer, or empty the question too."))
        if said["answer"] and not said["question"] and "question" not in self.errors:
            self.add_error("question", _("Write the question, or empty the answer too."))
        return {**given, **said}


class FairQuestionForms:
    """Twelve rows at most, each a form of its own, numbered as they stand."""

    def __init__(
        self, data: Any = None, *, initial: list[dict[str, str]] | None = None, empty: int = 0
    ) -> None:
        rows = initial or []
        shown = MOST_QUESTIONS if data is not None else min(MOST_QUESTIONS, len(rows) + empty)
        self.rows = []
        for at in range(shown):
            if data is not None and f"{at}-question" not in data:
                continue
            held = {"place": at + 1, **(rows[at] if at < len(rows) else {})}
            form = FairQuestionForm(data, prefix=str(at), initial=held)
            for name, said in (("place", _("Place of question")), ("question", _("Question"))):
                form.fields[name].label = f"{said} {at + 1}"
            form.fields["answer"].label = now("Answer to question %s") % (at + 1)
            self.rows.append(form)

    def is_valid(self) -> bool:
        """Whether every row is in order."""
        return all(form.is_valid() for form in self.rows)

    def questions(self) -> list[dict[str, str]]:
        """Those that were written, in the order of their places."""
        written = [row.cleaned_data for row in self.rows if row.cleaned_data["question"]]
        written.sort(key=lambda given: given.get("place") or MOST_QUESTIONS * 9)
        return [{"question": each["question"], "answer": each["answer"]} for each in written]
