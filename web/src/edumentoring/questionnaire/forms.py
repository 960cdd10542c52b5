"""The editor's form: one question, its options row by row, and how it would look."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from edumentoring.design.forms import Worded
from edumentoring.programmes.models import Programme, Question
from edumentoring.programmes.questions import STANDARD_BY_KEY
from edumentoring.questionnaire.fitness import (
    CHOICES,
    FIXED_OPTIONS,
    HINT,
    LABEL,
    MAY_ASK_OTHERS,
    NEEDED,
    OWN_KINDS,
    faults,
    may_feed,
)
from edumentoring.questionnaire.operations import worded_anew
from edumentoring.questionnaire.options import lines, offered, settled

Kind, Asked, Feeds = Question.Kind, Question.Asked, Question.Feeds

KINDS_IN_WORDS = {
    Kind.TEXT: _("For a name or a few words"),
    Kind.LONG_TEXT: _("For a few sentences"),
    Kind.NUMBER: _("A whole number, such as years"),
    Kind.YES_NO: _("Two choices"),
    Kind.ONE: _("A list of options; people choose one"),
    Kind.SEVERAL: _("A list of options; people tick any that fit"),
    Kind.RANKED: _("A list of options; people say which matter most"),
}
SLUG = re.compile(r"[-a-zA-Z0-9_]{1,60}")
MOVES = {"up": -1, "down": 1}


class QuestionForm(forms.Form):
    """One question. Options come as rows of (`option_id`, `option`), and `more` one on each line.

    `before` is the question as it is asked now, None for a new one. What a question of its kind
    cannot have is left out of the form and keeps its value.
    """

    label = forms.CharField(label=_("The question"), max_length=LABEL)
    hint = forms.CharField(
        label=_("A hint under it"),
        help_text=_("Say what to write, or give an example."),
        max_length=HINT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    kind = forms.ChoiceField(
        label=_("What kind of answer?"),
        choices=[(kind.value, Worded(kind.label, KINDS_IN_WORDS[kind])) for kind in OWN_KINDS],
        widget=forms.RadioSelect(attrs={"class": "small"}),
        initial=Kind.TEXT,
    )
    more = forms.CharField(
        label=_("Options, one on each line"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    asked_of = forms.ChoiceField(
        label=_("Who is asked?"),
        choices=Asked.choices,
        widget=forms.RadioSelect(attrs={"class": "inline"}),
        initial=Asked.EVERYONE,
    )
    required = forms.BooleanField(
        label=_("It must be answered"),
        help_text=_("Leave it optional if you can. People give up at questions they must answer."),
        required=False,
    )
    sensitive = forms.BooleanField(
        label=_("The answer is private"),
        help_text=_("Other participants never see it, and it gives no points."),
        required=False,
    )
    feeds = forms.ChoiceField(
        label=_("What does matching do with it?"),
        choices=[
            (Feeds.NOTHING.value, Feeds.NOTHING.label),
            (
                Feeds.PREFER.value,
                Worded(Feeds.PREFER.label, _("They fit better, and read it as a reason.")),
            ),
            (
                Feeds.REQUIRE.value,
                Worded(Feeds.REQUIRE.label, _("Who gave no answer may be paired with anybody.")),
            ),
        ],
        widget=forms.RadioSelect(attrs={"class": "small"}),
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, data: Any = None, *, programme: Programme, before: Question | None = None
    ) -> None:
        self.programme, self.before = programme, before
        super().__init__(data, initial=self._initial(before))
        self.standard = STANDARD_BY_KEY.get(before.key) if before else None
        for name in self._left_out():
            del self.fields[name]
        if before and before.kind in CHOICES and "more" in self.fields:
            self.fields["more"].label = _("More options, one on each line")
            self.fields["more"].widget.attrs["rows"] = 2

    @staticmethod
    def _initial(before: Question | None) -> dict[str, Any]:
        if before is None:
            return {}
        names = ("label", "hint", "asked_of", "required", "sensitive", "feeds", "version")
        return {name: getattr(before, name) for name in names}

    def _left_out(self) -> Iterator[str]:
        """What cannot be chosen for this question."""
        if self.before is None:
            return
        yield "kind"
        if self.before.kind not in CHOICES or self.before.key in FIXED_OPTIONS:
            yield "more"
        if not may_feed(self.before):
            yield "feeds"
        if self.before.key in NEEDED:
            yield "required"
        if self.standard:
            yield "sensitive"
        if self.standard and self.before.key not in MAY_ASK_OTHERS:
            yield "asked_of"

    def sent(self) -> Any:
        """A copy of what was sent, to be changed and shown again."""
        data: Any = self.data
        return data.copy()

    # --- options ---

    @property
    def rows(self) -> list[tuple[str, str]]:
        """The options as they stand in the form: what was typed, or what is kept."""
        if not self.is_bound:
            shown = offered(self.before) if self.before and self.before.kind in CHOICES else []
            return [(option["id"], option["label"]) for option in shown]
        data: Any = self.data
        ids, labels = data.getlist("option_id"), data.getlist("option")
        return [
            (option_id if SLUG.fullmatch(option_id) else "", label)
            for option_id, label in zip(ids, labels, strict=False)
        ]

    @property
    def has_options(self) -> bool:
        """Whether there is a list of options to edit."""
        return "more" in self.fields

    def moved(self, do: str) -> Any:
        """The data after a button beside an option was pressed: "up:2", "down:0", "out:1"."""
        name, _colon, at = do.partition(":")
        data = self.sent()
        rows = self.rows
        place = int(at) if at.isdecimal() and len(at) < 4 else -1
        if 0 <= place < len(rows) and name == "out":
            del rows[place]
        elif 0 <= place < len(rows) and 0 <= place + MOVES.get(name, 0) < len(rows):
            other = place + MOVES.get(name, 0)
            rows[place], rows[other] = rows[other], rows[place]
        data.setlist("option_id", [option_id for option_id, _label in rows])
        data.setlist("option", [label for _id, label in rows])
        return data

    # --- what it makes ---

    def fields_given(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """What the question would hold, from cleaned or from raw data."""
        names = ("label", "hint", "asked_of", "required", "sensitive", "feeds")
        found = {name: given[name] for name in names if name in self.fields and name in given}
        kind = self.before.kind if self.before else given.get("kind", Kind.TEXT)
        if self.has_options and kind in CHOICES:
            key = self.before.key if self.before else ""
            more = lines(str(given.get("more", "")))
            found["options"] = settled(self.before, self.rows, more, key)
        if self.before is None:
            found["kind"] = kind
        return found

    def question(self, given: Mapping[str, Any]) -> Question:
        """The question as it would be, not saved."""
        fields = self.fields_given(given)
        if self.before is not None:
            return worded_anew(self.before, fields)
        return Question(programme=self.programme, key="new-question", **fields)

    def clean(self) -> dict[str, Any]:
        """What is wrong with the whole, said beside the field it is about."""
        if "label" in self.cleaned_data:
            for name, sentence in faults(self.question(self.cleaned_data), self.before):
                place = {"options": "more"}.get(name, name)
                self.add_error(place if place in self.fields else None, sentence)
        return self.cleaned_data

    def as_typed(self) -> Question:
        """The question from whatever stands in the form now, right or not, for the preview."""
        if not self.is_bound:
            return self.before or Question(programme=self.programme, kind=Kind.TEXT)
        data: Any = self.data
        given = {name: data.get(name, "") for name in ("label", "hint", "more", "asked_of")}
        given |= {name: bool(data.get(name)) for name in ("required", "sensitive")}
        kind = data.get("kind", "")
        given["kind"] = kind if kind in OWN_KINDS else Kind.TEXT
        return self.question(given)


class SetForm(forms.Form):
    """A set of questions to bring in, as a file."""

    file = forms.FileField(
        label=_("A file of questions"),
        help_text=_("One that was saved here, from this programme or another. It ends in .json."),
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
        error_messages={"empty": _("This file is empty. Choose another.")},
    )


class CopyForm(forms.Form):
    """Another programme whose questions to copy."""

    programme = forms.ChoiceField(label=_("Copy from"))

    def __init__(self, data: Any = None, *, others: list[Programme]) -> None:
        super().__init__(data)
        field = self.fields["programme"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = [(each.slug, each.name) for each in others]
