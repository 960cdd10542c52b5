"""The pages of a sign-up as forms. What does not fit is kept as it was typed."""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.utils.datastructures import MultiValueDict
from django.utils.html import escape
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from edumentoring.common.mail import one_line
from edumentoring.consents.models import Wording
from edumentoring.design.forms import Worded
from edumentoring.people.addresses import LONGEST, asked_once, clean_address
from edumentoring.programmes.models import Question
from edumentoring.programmes.opening import Opening
from edumentoring.programmes.questions import is_extra
from edumentoring.schools.models import Organisation
from edumentoring.signup import topics
from edumentoring.signup.choices import Choices, Ready, choices_of
from edumentoring.signup.fields import AS_TYPED, field_for
from edumentoring.signup.pages import Page

Kind = Question.Kind
Typed = Mapping[str, list[str]]

WAYS = {
    "mentee": Worded(
        _("I’d like a mentor"), _("Somebody who listens, asks and has been where you are")
    ),
    "mentor": Worded(
        _("I’d like to mentor"), _("An hour now and then for somebody who would be glad of it")
    ),
    "both": Worded(_("Both"), _("Help somebody, and be helped by somebody else")),
}
# A name goes into letters: one that holds an address of the web would make them advertising.
_NO_NAME = re.compile(r"https?:|www\.|://|@|\.(?:com|net|org|info|ru)\b", re.IGNORECASE)


def as_data(typed: Typed) -> MultiValueDict[str, str]:
    """What was typed and kept, as a form takes it."""
    return MultiValueDict({name: list(values) for name, values in typed.items()})


def in_words_of(field: forms.BoundField) -> str:
    """What stands in a field, as people read it; "" for nothing."""
    value = field.value()
    if isinstance(value, tuple):
        return str(value[0])  # a school: what was typed
    labels = _labels(getattr(field.field, "choices", ()))
    entries = value if isinstance(value, list) else [value]
    return ", ".join(labels.get(str(each), str(each)) for each in entries if each not in (None, ""))


def _labels(choices: Iterable[Any]) -> dict[str, str]:
    return {
        str(key): str(label)
        for name, group in choices
        for key, label in (group if isinstance(group, list | tuple) else [(name, group)])
    }


class KeptForm(forms.Form):
    """A form that can show what was typed before without complaining about it."""

    def open_fields(self) -> list[forms.BoundField]:
        """What is shown at once: everything but on pages of questions."""
        return self.visible_fields()

    def hush(self, *, complaining_of: Mapping[str, Any] = MappingProxyType({})) -> None:
        """Show what was typed when somebody left half-way: they know it is not finished."""
        self._errors = ErrorDict(complaining_of)


class WayForm(KeptForm):
    """The first question: with a mentor, as a mentor, or both."""

    way = forms.ChoiceField(
        label=_("How would you like to take part?"),
        help_text=_("Choose one. You can change it later."),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how you would like to take part.")},
    )

    def __init__(self, opening: Opening, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["way"].choices = [(way, _way(way, opening)) for way in opening.ways]  # type: ignore[attr-defined]

    def ways(self) -> dict[str, bool]:
        """The roles that were chosen."""
        way = self.cleaned_data["way"]
        return {"is_mentee": way in {"mentee", "both"}, "is_mentor": way in {"mentor", "both"}}


def _way(way: str, opening: Opening) -> Worded:
    full = full_words(opening, ("mentee", "mentor") if way == "both" else (way,))
    if not full:
        return WAYS[way]
    return Worded(WAYS[way].label, _("%s You would join the waiting list") % full)


def full_words(opening: Opening, roles: Iterable[str]) -> str:
    """Which places are all taken, of those that somebody in these roles needs; "" for none."""
    wanted = set(roles)
    full = opening.full_for & wanted
    if not full:
        return ""
    if full == wanted:
        return now("All places are taken.")
    if "mentee" in full:
        return now("All places for mentees are taken.")
    return now("All places for mentors are taken.")


class PageForm(KeptForm):
    """The questions of one page, filled with what was answered so far.

    `held` has answers as they are kept, with `school` and `school_text`. `begin` names one of
    the everyday sentences, whose topics then stand on top.
    """

    def __init__(
        self, page: Page, held: Mapping[str, Any], data: Any = None, *, begin: str = ""
    ) -> None:
        super().__init__(data)
        self.page, self.held = page, held
        self.stood_first: dict[str, str] = {}
        first = topics.suggested_by(begin)
        for question in page.questions:
            self.fields[question.key] = field_for(question, held.get(question.key), first=first)
            if question.kind == Kind.RANKED:
                self._ask_what_is_first(question, held.get(question.key))
        self.initial = {key: value for q in page.questions for key, value in _shown(q, held)}

    def extra_fields(self) -> list[forms.BoundField]:
        """What waits under "Tell us more, if you like"; nothing where nothing else would stay."""
        extra = {question.key for question in self.page.questions if is_extra(question)}
        if len(extra) == len(self.page.questions):
            return []
        return [field for field in self.visible_fields() if field.name in extra]

    def open_fields(self) -> list[forms.BoundField]:
        """What is shown at once."""
        extra = {field.name for field in self.extra_fields()}
        return [field for field in self.visible_fields() if field.name not in extra]

    def shows_extra(self) -> bool:
        """Whether it is opened at once: something stands there, or has to be mended."""
        return any(field.errors or in_words_of(field) for field in self.extra_fields())

    def _ask_what_is_first(self, question: Question, held: Any) -> None:
        """A box for what matters most, and unseen what it showed when the page was drawn.

        Without script the box still names what stood first after its tick was taken off; only
        what was unseen tells that from a topic that is named there and nowhere else.
        """
        first, was = f"{question.key}_first", f"{question.key}_was"
        self.fields[first] = _first_of(question, held)
        self.fields[was] = forms.CharField(widget=forms.HiddenInput, required=False)
        self.stood_first[question.key] = next(iter(held or ()), "")
        if self.is_bound:
            shown: Any = self.data.copy()  # type: ignore[attr-defined]
            named = shown.get(first, "")
            self.stood_first[question.key] = shown.get(was, self.stood_first[question.key])
            shown[was] = named if named in shown.getlist(question.key) else ""
            self.data = shown

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for question in self.page.questions:
            if question.kind in {Kind.SEVERAL, Kind.RANKED} and question.key in given:
                given[question.key] = _without_unsure(given[question.key])
            if question.kind == Kind.RANKED and question.key in given:
                given[question.key] = self._in_order(question, given)
        return given

    def _in_order(self, question: Question, given: dict[str, Any]) -> list[str]:
        """What was chosen, the first one first. Of topics it has to be named: it counts twice."""
        box = f"{question.key}_first"
        named, chosen, was = given.pop(box, ""), given[question.key], self.stood_first[question.key]
        if named == was and named not in chosen:
            named = ""  # it stood there, and its tick was taken off
        if not named and len(chosen) > 1 and _counts_twice(question):
            self.add_error(box, _("Choose the one you would begin with. It counts double."))
        return list(dict.fromkeys([named, *chosen])) if named else chosen

    def answers(self) -> dict[str, Any]:
        """What was answered, as it is kept: None where nothing was."""
        return {
            key: value
            for question in self.page.questions
            for key, value in _plain(question, self.cleaned_data.get(question.key))
        }


def _counts_twice(question: Question) -> bool:
    """Whether matching weighs what comes first, as it does with topics."""
    return question.key == "topics_wanted"


def _first_of(question: Question, held: Any) -> forms.Field:
    twice = _counts_twice(question)
    hint = _("If you chose two or more. It counts double when we look for somebody.")
    return forms.ChoiceField(
        label=_("Which of these would you begin with?") if twice else _("Which matters most?"),
        help_text=hint if twice else _("Leave it if you cannot say."),
        choices=Ready(
            [
                ("", _("Choose one") if twice else _("I cannot say")),
                *_plainly(choices_of(question, held).choices),
            ]
        ),
        widget=forms.Select(attrs={"data-first-of": question.key}),
        required=False,
    )


def _plainly(choices: Iterable[tuple[str, Any]]) -> Choices:
    """Every option without its group and explanation."""
    return [
        (key, str(label))
        for name, group in choices
        for key, label in (group if isinstance(group, list) else [(name, group)])
        if key != topics.UNSURE
    ]


def _without_unsure(chosen: Iterable[str]) -> list[str]:
    return [each for each in chosen if each != topics.UNSURE]


def _shown(question: Question, held: Mapping[str, Any]) -> Iterable[tuple[str, Any]]:
    """A kept answer as the form shows it."""
    value = held.get(question.key)
    if question.kind == Kind.SCHOOL and question.key == "school":
        yield question.key, _school_shown(value, str(held.get("school_text") or ""))
    elif question.kind == Kind.SCHOOL:
        yield question.key, (value or "", "", AS_TYPED if value else "")
    elif question.kind == Kind.YES_NO:
        yield question.key, "" if value is None else "yes" if value else "no"
    elif question.kind == Kind.PEOPLE:
        yield question.key, "\n".join(value or ())
    elif question.kind == Kind.RANKED:
        yield question.key, value
        yield f"{question.key}_first", value[0] if value else ""
        yield f"{question.key}_was", value[0] if value else ""
    else:
        yield question.key, value


def _school_shown(pk: Any, text: str) -> tuple[str, str, str]:
    school = Organisation.objects.filter(pk=pk).first() if pk else None
    if school:
        return school.name, str(school.pk), ""
    return text, "", AS_TYPED if text else ""


def _plain(question: Question, value: Any) -> Iterable[tuple[str, Any]]:
    """A cleaned answer as it is kept."""
    if question.kind == Kind.SCHOOL:
        organisation, typed = value or (None, "")
        if question.key == "school":
            yield "school", organisation.pk if organisation else None
            yield "school_text", "" if organisation else typed
        else:
            yield question.key, (organisation.name if organisation else typed) or None
    elif question.kind == Kind.YES_NO:
        yield question.key, {"yes": True, "no": False}.get(value)
    else:
        yield question.key, value if value not in ("", []) else None


class YouForm(KeptForm):
    """Name and e-mail. An address with a likely slip is asked about once."""

    name = forms.CharField(
        label=_("Your name"),
        help_text=_("As you would like your mentor or mentee to read it."),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Type your name.")},
    )
    email = forms.CharField(
        label=_("Your e-mail"),
        help_text=_("We send one letter now, to make sure it reaches you. No password is needed."),
        max_length=2000,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={"required": _("Type your e-mail.")},
    )
    email_seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean_name(self) -> str:
        name = one_line(self.cleaned_data["name"])
        if _NO_NAME.search(name):
            raise ValidationError(_("Type only your name here, without an address."))
        if not any(letter.isalpha() for letter in name):
            raise ValidationError(_("Type your name in letters."))
        return name

    def clean_email(self) -> str:
        return asked_once(self, self.cleaned_data["email"])


class LaterForm(forms.Form):
    """Where to send the link for coming back."""

    email = forms.CharField(
        label=_("Your e-mail"),
        help_text=_("We use it only to send you the link."),
        max_length=LONGEST * 4,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={"required": _("Type your e-mail.")},
    )

    def clean_email(self) -> str:
        return clean_address(self.cleaned_data["email"])


class ConsentForm(KeptForm):
    """One tick for each purpose, in the words of now."""

    def __init__(
        self, wordings: Iterable[Wording], held: Mapping[str, int], data: Any = None
    ) -> None:
        super().__init__(data)
        self.wordings = list(wordings)
        for wording in self.wordings:
            self.fields[_name(wording)] = forms.BooleanField(
                label=wording.title,
                help_text=escape(wording.text),
                required=wording.required,
                initial=held.get(wording.purpose) == wording.version,
                error_messages={
                    "required": now("Tick “%s”. Nobody can take part without it.") % wording.title
                },
            )

    def versions(self) -> dict[str, int]:
        """The version of the words of each purpose that was agreed to."""
        return {
            wording.purpose: wording.version
            for wording in self.wordings
            if self.cleaned_data.get(_name(wording))
        }


def _name(wording: Wording) -> str:
    return f"agree_{wording.purpose}"
