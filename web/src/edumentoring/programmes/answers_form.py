"""One person's answers as a form: each question drawn after its kind."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _

from edumentoring.programmes import columns, vocabulary
from edumentoring.programmes.forms import SchoolField
from edumentoring.programmes.models import AnswerChange, Participant, Question
from edumentoring.programmes.questions import (
    LONGEST,
    STANDARD_BY_KEY,
    asked_of,
    held_choices,
    in_words,
    labels_of,
)

Kind = Question.Kind

# Where a question stands on the page; what is not named here comes under the last head.
SECTIONS: tuple[tuple[str, str | Promise, tuple[str, ...]], ...] = (
    (
        "work",
        _("Who they are"),
        (
            *("stage", "role_title", "route", "provider", "course_year", "intended_phases"),
            *("years", "school", "region", "phases", "subjects", "contexts"),
        ),
    ),
    (
        "wants",
        _("What they would like"),
        ("new_for_me", "helps_wanted", "topics_wanted", "wanted_text", "demand"),
    ),
    (
        "offers",
        _("What they can give"),
        ("helps_offered", "topics_offered", "offered_text", "capacity", "is_trained"),
    ),
    ("meeting", _("When and where"), ("availability", "contact", "max_km")),
    ("wishes", _("Wishes"), ("wishes", "musts", "line_manages", "about_me")),
    ("more", _("More"), ()),
)
MANY = 12  # from here on, a list of choices can be filtered by typing
RANKS = 5


class WeekGrid(forms.CheckboxSelectMultiple):
    """A week of times to tick: days down, parts of the day across."""

    template_name = "programmes/widgets/week.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        ticked = set(value or ())
        context["parts"] = vocabulary.PARTS_OF_DAY
        context["days"] = [
            {
                "label": day.label,
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


class Ranks(forms.MultiWidget):
    """First, second, third ...: one list each, which works with keys alone and without script."""

    template_name = "programmes/widgets/ranks.html"
    use_fieldset = True

    def __init__(self, choices: Iterable[tuple[str, Any]], ranks: int) -> None:
        listed = [("", _("Nothing")), *choices]
        super().__init__({str(at): forms.Select(choices=listed) for at in range(ranks)})

    def decompress(self, value: list[str] | None) -> list[str]:
        return list(value or ())


class RankedField(forms.MultiValueField):
    """Gives the chosen options, most important first, each once."""

    def __init__(self, *, choices: Iterable[tuple[str, Any]], ranks: int, **kwargs: Any) -> None:
        listed = list(choices)
        fields = [
            forms.ChoiceField(choices=[("", ""), *listed], required=False) for _at in range(ranks)
        ]
        super().__init__(fields, widget=Ranks(listed, ranks), require_all_fields=False, **kwargs)

    def compress(self, data_list: list[str]) -> list[str]:
        return list(dict.fromkeys(each for each in data_list if each))


class AnswersForm(forms.Form):
    """Everything asked of this person, filled with `seen`: what the editor was shown."""

    def __init__(self, participant: Participant, seen: Mapping[str, Any], data: Any = None) -> None:
        super().__init__(data)
        self.participant, self.seen = participant, dict(seen)
        self.questions = questions_for(participant)
        for name in ("name", "email"):
            self.fields[name] = _account_field(name, participant)
        for question in self.questions:
            self.fields[question.key] = field_for(question, self.seen.get(question.key))
        for name, field in _own_fields().items():
            self.fields[name] = field
        self.initial = self._initial()

    def _initial(self) -> dict[str, Any]:
        initial = dict(self.seen)
        if "school" in self.fields:
            initial["school"] = _school_shown(self.seen)
        for question in self.questions:
            if question.kind == Kind.PEOPLE:
                initial[question.key] = "\n".join(self.seen.get(question.key) or ())
        return initial

    def changes(self) -> dict[str, Any]:
        """What differs from what the editor was shown, under the names operations use."""
        given = dict(self.cleaned_data)
        if "school" in given:
            organisation, typed = given.pop("school")
            if (typed or "") != _school_shown(self.seen)[0]:
                given["school"] = organisation.pk if organisation else None
                given["school_text"] = "" if organisation else typed
        for question in self.questions:
            if question.kind == Kind.PEOPLE:
                given[question.key] = given[question.key].replace(",", "\n").split()
        unordered = {q.key for q in self.questions if q.kind in {Kind.SEVERAL, Kind.WEEK}}
        return {
            key: value
            for key, value in given.items()
            if not _same(value, self.seen.get(key), in_order=key not in unordered)
        }

    def sections(self) -> Iterator[dict[str, Any]]:
        """The questions under their heads, as bound fields."""
        names = {head: name for name, head, _keys in SECTIONS}
        for head, keys in in_sections(question.key for question in self.questions):
            yield {"name": names[head], "head": head, "fields": [self[key] for key in keys]}


def in_sections(keys: Iterable[str]) -> Iterator[tuple[Any, list[str]]]:
    """Heads with those of these keys that stand under them, in the order of the page."""
    left = list(keys)
    for _name, head, placed in SECTIONS:
        here = [key for key in placed if key in left] if placed else list(left)
        left = [key for key in left if key not in here]
        if here:
            yield head, here


def questions_for(participant: Participant) -> list[Question]:
    """What is asked of this person now, but for sensitive questions: those stay theirs."""
    current = participant.programme.questions.filter(retired_at=None, sensitive=False)
    theirs = asked_of(
        current,
        is_mentor=participant.is_mentor,
        is_mentee=participant.is_mentee,
        stage=participant.stage,
    )
    asked = {question.key: question for question in theirs}
    return [
        asked.get(question.key, question)
        for question in current
        if question.key in asked or question.key in participant.answers
    ]


def values_at(participant: Participant, version: int) -> dict[str, Any]:
    """What was held when the participant had this version: now, with later changes taken back."""
    values = dict(participant.answers)
    values |= {name: columns.current(participant, name) for name in columns.LABELS}
    later = participant.answer_changes.filter(participant_version__gt=version)
    for change in later.order_by("-participant_version", "-pk"):
        values[change.key] = change.before
    return values


def differences(
    form: AnswersForm, changes: Mapping[str, Any], version: int
) -> list[dict[str, Any]]:
    """What somebody else changed meanwhile and this form would change too."""
    words = {question.key: question for question in form.questions}
    latest: dict[str, AnswerChange] = {}
    later = form.participant.answer_changes.filter(
        participant_version__gt=version, key__in=list(changes)
    )
    for change in later.select_related("by").order_by("participant_version", "pk"):
        latest[change.key] = change
    return [
        {
            "label": words[key].label if key in words else columns.LABELS.get(key, key),
            "mine": worded(words.get(key), key, changes[key]),
            "theirs": worded(words.get(key), key, change.after),
            "by": change.by,
            "at": change.at,
        }
        for key, change in latest.items()
    ]


def worded(question: Question | None, key: str, value: Any) -> str:
    """A kept value in words, whether it is a column's or an answer's."""
    if key in columns.LABELS:
        return columns.in_words(key, value)
    if question is not None:
        return ", ".join(in_words(question, value))
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value or "")


def _same(given: Any, held: Any, *, in_order: bool) -> bool:
    """No answer is the same as an empty one, but 0 is an answer; ticks have no order."""
    if _is_nothing(given) or _is_nothing(held):
        return _is_nothing(given) and _is_nothing(held)
    if isinstance(given, list) and isinstance(held, list) and not in_order:
        return set(given) == set(held)
    return bool(given == held)


def _is_nothing(value: Any) -> bool:
    return value is None or value is False or value in ("", [])


def _school_shown(values: Mapping[str, Any]) -> tuple[str, str]:
    pk = values.get("school")
    if pk:
        return columns.in_words("school", pk), str(pk)
    return values.get("school_text") or "", ""


def _account_field(name: str, participant: Participant) -> forms.Field:
    """Name and e-mail belong to the account; whoever has signed in changes their own."""
    from edumentoring.programmes.operations import may_change_account

    field: forms.Field = (
        forms.CharField(label=columns.LABELS[name], max_length=150)
        if name == "name"
        else forms.EmailField(label=columns.LABELS[name], max_length=254)
    )
    field.disabled = not may_change_account(participant)
    if field.disabled:
        field.help_text = str(_("They have an account, and change this themselves."))
    return field


def _own_fields() -> dict[str, forms.Field]:
    """What coordinators keep about a person; nobody asked them for it."""
    return {
        "is_mentor": forms.BooleanField(label=_("Mentor"), required=False),
        "is_mentee": forms.BooleanField(label=_("Mentee"), required=False),
        "priority": forms.IntegerField(
            label=_("Priority"),
            help_text=_("1 is usual. Higher goes first when places are short."),
            min_value=1,
            max_value=9,
        ),
        "note": forms.CharField(
            label=_("Note"),
            help_text=_("Only coordinators see it. Write what you would be happy to show."),
            widget=forms.Textarea(attrs={"rows": 4}),
            max_length=10_000,
            required=False,
        ),
    }


def field_for(question: Question, held: Any = None) -> forms.Field:
    """The field for one question. Nothing is required at the desk: gaps are shown instead."""
    # A hint is drawn as HTML, and a coordinator may have written this one.
    usual: dict[str, Any] = {
        "label": question.label,
        "help_text": escape(question.hint),
        "required": False,
    }
    standard = STANDARD_BY_KEY.get(question.key)
    most = standard.most if standard else 1_000_000
    match question.kind:
        case Kind.NUMBER:
            return forms.IntegerField(**usual, min_value=0, max_value=most)
        case Kind.YES_NO:
            return forms.BooleanField(**usual)
        case Kind.SCHOOL:
            return SchoolField(**usual)
        case Kind.LONG_TEXT | Kind.PEOPLE:
            return forms.CharField(
                **usual,
                widget=forms.Textarea(attrs={"rows": 3}),
                max_length=LONGEST[Kind.LONG_TEXT],
            )
        case Kind.ONE | Kind.SEVERAL | Kind.RANKED | Kind.WEEK:
            return _choice_field(question, held, usual)
    return forms.CharField(**usual, max_length=LONGEST[Kind.TEXT])


def _choice_field(question: Question, held: Any, usual: dict[str, Any]) -> forms.Field:
    choices = [*labels_of(question).items(), *held_choices(question, held).items()]
    if question.kind == Kind.ONE:
        return forms.ChoiceField(**usual, choices=[("", _("Not known")), *choices])
    if question.kind == Kind.RANKED:
        return RankedField(**usual, choices=choices, ranks=max(RANKS, len(held or ())))
    if question.kind == Kind.WEEK:
        return forms.MultipleChoiceField(**usual, choices=choices, widget=WeekGrid)
    many = {"class": "small many", "data-filter": ""} if len(choices) > MANY else {"class": "small"}
    return forms.MultipleChoiceField(
        **usual, choices=choices, widget=forms.CheckboxSelectMultiple(attrs=many)
    )
