"""How each kind of question is drawn and read on a sign-up page."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import escape
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from edumentoring.common.sent import DIGITS
from edumentoring.people.addresses import clean_address
from edumentoring.programmes import vocabulary
from edumentoring.programmes.answers_form import RANKS
from edumentoring.programmes.forms import SchoolInput, find_organisation
from edumentoring.programmes.models import Question
from edumentoring.programmes.questions import LONGEST, STANDARD_BY_KEY
from edumentoring.schools.models import Organisation
from edumentoring.schools.search import find
from edumentoring.signup.choices import Ready, choices_of

Kind = Question.Kind
FEW_ENOUGH_FOR_RADIOS = 16
MANY = 20  # from here on, a list can be narrowed by typing
AS_TYPED = "typed"


class SchoolBox(SchoolInput):
    """The search box. Without script, what was found is offered as a list on the next look."""

    template_name = "signup/widgets/school.html"
    found: Iterable[Organisation] = ()

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        typed, chosen, picked = (*(value or ()), "", "", "")[:3]
        kept = typed if picked == AS_TYPED and not self.found else ""
        context = super().get_context(name, (typed, chosen), attrs)
        context["widget"]["attrs"]["data-autocomplete-own"] = f"{name}_pick_typed"
        context |= {"found": self.found, "typed": typed, "picked": picked, "as_typed": AS_TYPED}
        context |= {"pick_name": f"{name}_pick", "kept_name": f"{name}_kept", "kept": kept}
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        typed, chosen = super().value_from_datadict(data, files, name)
        picked = (data.get(f"{name}_pick") or "").strip()
        if typed and typed == (data.get(f"{name}_kept") or "").strip():
            picked = picked or AS_TYPED  # looked at again and left as it was
        return typed, chosen, picked


class SchoolQuestion(forms.Field):
    """Gives (organisation or None, what was typed). A school that is not listed may be kept."""

    widget = SchoolBox

    def clean(self, value: Any) -> tuple[Organisation | None, str]:
        typed, chosen, picked = value or ("", "", "")
        typed = typed.replace("\0", "")[:200]
        if not typed:
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None, ""
        organisation = find_organisation(typed, picked if picked.isdecimal() else chosen)
        if organisation is None and picked != AS_TYPED:
            self.widget.found = find(typed, limit=6)
            if self.widget.found:
                raise ValidationError(
                    _("Choose your school from the list below, or say that it is not there.")
                )
        return organisation, typed


class WeekBox(forms.CheckboxSelectMultiple):
    """A week of times: days down, parts of the day across, each cell a target for a thumb."""

    template_name = "signup/widgets/week.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        ticked = set(value or ())
        context["parts"] = [
            {"short": short, "label": part.label}
            for short, part in zip(_PARTS, vocabulary.PARTS_OF_DAY, strict=True)
        ]
        context["days"] = [
            {
                "label": day.label,
                "short": str(day.label)[:3],
                "slots": [
                    {
                        "id": f"{day.id}-{part.id}",
                        "label": f"{day.label}: {part.label}",
                        "on": f"{day.id}-{part.id}" in ticked,
                    }
                    for part in vocabulary.PARTS_OF_DAY
                ],
            }
            for day in vocabulary.DAYS
        ]
        return context


_PARTS = (_("Before school"), _("In the day"), _("After school"), _("Evening"))


class AtMost:
    """Refuses more choices than there may be, and says how many to take away."""

    def __init__(self, most: int) -> None:
        self.most = most

    def __call__(self, chosen: Iterable[str]) -> None:
        count = len(list(chosen))
        if count > self.most:
            raise ValidationError(
                now("Choose up to %(most)s. You have chosen %(count)s, so take %(over)s away.")
                % {"most": self.most, "count": count, "over": count - self.most}
            )


class WholeNumber(forms.Field):
    """A whole number within limits, in a box that shows numbers first on a phone."""

    def __init__(self, *, least: int, most: int, **kwargs: Any) -> None:
        self.least, self.most = least, most
        box = forms.TextInput(attrs={"inputmode": "numeric", "class": "width-4", "maxlength": 9})
        super().__init__(widget=box, **kwargs)

    def clean(self, value: Any) -> int | None:
        typed = str(value if value is not None else "").strip()
        if not typed:
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        is_number = typed.isdecimal() and len(typed) <= DIGITS
        if not is_number or not self.least <= int(typed) <= self.most:
            raise ValidationError(
                now("Type a whole number from %(least)s to %(most)s.")
                % {"least": self.least, "most": self.most}
            )
        return int(typed)


class Addresses(forms.CharField):
    """Several e-mails, one on each line; gives a list."""

    def clean(self, value: Any) -> Any:
        words = super().clean(value).replace(",", " ").replace(";", " ").split()
        wrong = [word for word in words if not _is_address(word)]
        if wrong:
            raise ValidationError(
                ngettext(
                    "“%(wrong)s” is not a whole e-mail address. Mend it or take it away.",
                    "These are not whole e-mail addresses: %(wrong)s. Mend them or take them away.",
                    len(wrong),
                )
                % {"wrong": ", ".join(wrong)}
            )
        return list(dict.fromkeys(clean_address(word) for word in words))


def _is_address(word: str) -> bool:
    try:
        clean_address(word)
    except ValidationError:
        return False
    return True


def field_for(question: Question, held: Any = None, *, first: Iterable[str] = ()) -> forms.Field:
    """The field of one question. `held` is what was answered so far, which stays a choice;
    `first` are options to stand on top."""
    # A hint is drawn as HTML, and a coordinator may have written this one.
    usual: dict[str, Any] = {
        "label": question.label,
        "help_text": escape(question.hint),
        "required": question.required,
    }
    standard = STANDARD_BY_KEY.get(question.key)
    if question.kind == Kind.NUMBER:
        limits = (standard.least, standard.most) if standard else (0, 1_000_000)
        return WholeNumber(**usual, least=limits[0], most=limits[1])
    if question.kind == Kind.SCHOOL:
        return SchoolQuestion(**usual)
    if question.kind in _CHOSEN:
        return _choices_for(question, held, usual, first)
    return _words_for(question, usual)


_CHOSEN = {Kind.YES_NO, Kind.ONE, Kind.SEVERAL, Kind.RANKED, Kind.WEEK}


def _words_for(question: Question, usual: dict[str, Any]) -> forms.Field:
    if question.kind == Kind.LONG_TEXT:
        box = forms.Textarea(attrs={"rows": 4})
        return forms.CharField(**usual, widget=box, max_length=LONGEST[Kind.LONG_TEXT])
    if question.kind == Kind.PEOPLE:
        box = forms.Textarea(attrs={"rows": 2, "autocomplete": "off"})
        return Addresses(**usual, widget=box, max_length=LONGEST[Kind.LONG_TEXT])
    longest = 150 if question.key == "role_title" else LONGEST[Kind.TEXT]
    return forms.CharField(**usual, max_length=longest)


def _choices_for(
    question: Question, held: Any, usual: dict[str, Any], first: Iterable[str]
) -> forms.Field:
    if question.kind == Kind.YES_NO:
        answers = [("yes", _("Yes")), ("no", _("No"))]
        side_by_side = forms.RadioSelect(attrs={"class": "inline"})
        return forms.ChoiceField(**usual, choices=answers, widget=side_by_side)
    offered = choices_of(question, held, first=first)
    if question.kind == Kind.WEEK:
        return forms.MultipleChoiceField(**usual, choices=offered.choices, widget=WeekBox)
    if question.kind == Kind.ONE:
        if offered.count > FEW_ENOUGH_FOR_RADIOS or question.key == "region":
            listed = Ready([("", _("Choose one")), *offered.choices])
            return forms.ChoiceField(**usual, choices=listed)
        return forms.ChoiceField(**usual, choices=offered.choices, widget=forms.RadioSelect)
    attrs = {"class": "many", "data-narrow": ""} if offered.count > MANY else {}
    field = forms.MultipleChoiceField(
        **usual, choices=offered.choices, widget=forms.CheckboxSelectMultiple(attrs=attrs)
    )
    if question.kind == Kind.RANKED:
        field.validators.append(AtMost(max(RANKS, len(held or ()))))
    return field
