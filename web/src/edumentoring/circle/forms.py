"""What people type in this room."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from edumentoring.circle.models import Door, Member, Observation
from edumentoring.design.forms import DatePartsField, Worded
from edumentoring.goals.models import Goal
from edumentoring.programmes.models import Participant

_CODE = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def lines(
    label: Any,
    hint: Any = "",
    *,
    required: bool = False,
    rows: int = 3,
    most: int = 2000,
) -> forms.CharField:
    """A box for a few lines."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        max_length=most,
        widget=forms.Textarea(attrs={"rows": rows, "maxlength": most}),
    )


def _offer(field: Any, choices: Iterable[Any]) -> None:
    """What there is to choose from is known only when the form is made."""
    field.choices = list(choices)


# --- Asking somebody in ---------------------------------------------------------------------------


class AskForm(forms.Form):
    """Whoever is asked by e-mail, and a kind word. For somebody found here, only the word."""

    name = forms.CharField(
        label=_("Their name"),
        max_length=150,
        error_messages={"required": _("Write their name, as you call them.")},
    )
    email = forms.EmailField(
        label=_("Their e-mail"),
        help_text=_("We write one letter to it, and forget it when they have answered."),
        max_length=254,
        error_messages={
            "required": _("Write their e-mail, such as jo@school.example."),
            "invalid": _("This is not an e-mail address yet. Check it."),
        },
    )
    words = lines(
        _("A kind word from you"),
        _("It stands in our letter. For example: you are so good at calm starts."),
        rows=2,
        most=300,
    )

    def __init__(self, *args: Any, whom: Participant | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.whom = whom
        if whom is not None:
            del self.fields["name"], self.fields["email"]

    @property
    def who(self) -> dict[str, Any]:
        """The person, once the form is valid."""
        if self.whom is not None:
            return {"whom": self.whom}
        return {"email": self.cleaned_data["email"], "name": self.cleaned_data["name"]}


class InviteForm(AskForm):
    """Asking somebody to help a pair: as what, for which goal, until when."""

    role = forms.ChoiceField(
        label=_("What would they be?"),
        choices=[
            (
                Member.Role.COLLEAGUE,
                Worded(
                    _("A colleague for a while"),
                    _("Helps with one thing, until a day you choose. Then it ends by itself."),
                ),
            ),
            (
                Member.Role.CLASS_MENTOR,
                Worded(_("Class mentor"), _("Is in the classroom, day by day.")),
            ),
            (
                Member.Role.PROFESSIONAL_MENTOR,
                Worded(_("Professional mentor"), _("Looks after new teachers at the school.")),
            ),
            (Member.Role.TUTOR, Worded(_("Tutor"), _("From the university or training provider."))),
            (
                Member.Role.SPECIALIST,
                Worded(_("Specialist"), _("Knows one field well, such as SEND.")),
            ),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what they would be.")},
    )
    goal = forms.ChoiceField(
        label=_("May they read one goal?"), widget=forms.RadioSelect, required=False
    )
    until = DatePartsField(
        label=_("Until when?"),
        help_text=_("The last day, such as 18 12 2026. A colleague needs one; others need not."),
        required=False,
    )
    field_order = ("name", "email", "role", "goal", "until", "words")

    def __init__(self, goals: Iterable[Goal], today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.goals = {str(goal.pk): goal for goal in goals}
        self.today = today
        choices = [("", Worded(_("No goal"), _("You only talk with each other.")))]
        choices += [(key, Worded(goal.what)) for key, goal in self.goals.items()]
        _offer(self.fields["goal"], choices)
        if not self.goals:
            del self.fields["goal"]

    def clean(self) -> dict[str, Any]:
        """A colleague has a last day, and it lies ahead."""
        until, role = self.cleaned_data.get("until"), self.cleaned_data.get("role")
        if "until" in self.cleaned_data and role == Member.Role.COLLEAGUE and until is None:
            self.add_error("until", _("Choose the last day. After it, they can read nothing more."))
        if until is not None and until < self.today:
            self.add_error("until", _("That day is gone. Choose a day from today on."))
        return self.cleaned_data

    @property
    def chosen_goal(self) -> Goal | None:
        return self.goals.get(self.cleaned_data.get("goal") or "")


class OpenForm(forms.Form):
    """The day up to which what was ticked stays open. The ticks come from several rooms."""

    until = DatePartsField(
        label=_("Until when?"),
        help_text=_("The last day. Leave it empty for as long as they help you."),
        required=False,
    )

    @property
    def ticked(self) -> list[str]:
        """What was ticked, as it was sent: "note:" and a code."""
        return self.data.getlist("things") if isinstance(self.data, QueryDict) else []

    @property
    def things(self) -> list[tuple[str, str]]:
        """The kind and the code of each."""
        pairs = (each.partition(":") for each in self.ticked[:100])
        return [(kind, code) for kind, _colon, code in pairs if _CODE.fullmatch(code)]

    def clean(self) -> dict[str, Any]:
        """Nothing ticked is said at the list."""
        if not self.things:
            self.add_error(None, _("Tick what you want to open. Then press Open."))
        return self.cleaned_data


# --- The team's review ----------------------------------------------------------------------------


class BeginReviewForm(forms.Form):
    title = forms.CharField(
        label=_("What shall we call it?"),
        help_text=_("For example: Autumn term."),
        max_length=80,
        error_messages={"required": _("Give the review a name, such as Autumn term.")},
    )


class PartForm(forms.Form):
    """One person's lines in a review. None of them has to be filled in."""

    going_well = lines(
        _("What is going well?"), _("One or two things, and what they do for pupils.")
    )
    work_on = lines(_("What could come next?"), _("One thing is plenty."))
    help_with = lines(_("What will you do to help?"), _("What you bring in the coming term."))
    version = forms.IntegerField(widget=forms.HiddenInput)


# --- Observations ---------------------------------------------------------------------------------


class ObservationForm(forms.Form):
    """What two people look at, who they are, and what the teacher is promised."""

    what = forms.ChoiceField(label=_("What do two of you look at?"), widget=forms.RadioSelect)
    second = forms.ChoiceField(
        label=_("Who is the other one to write?"), widget=forms.RadioSelect, required=False
    )
    title = forms.CharField(
        label=_("Which lesson, or which piece of work?"),
        help_text=_("For example: Year 8 maths, starting fractions. No pupils’ names."),
        max_length=120,
        error_messages={"required": _("Say which lesson or piece of work it is.")},
    )
    focus = forms.CharField(
        label=_("What do you both look for?"),
        help_text=_("One thing. For example: how questions are asked."),
        max_length=200,
        error_messages={"required": _("Choose one thing to look for.")},
    )
    on = DatePartsField(
        label=_("On which day?"),
        help_text=_("For example 4 12 2026."),
        error_messages={"required": _("Write the day.")},
    )
    promise = forms.ChoiceField(
        label=_("What will the teacher see?"),
        help_text=_("They are told this before. It cannot be changed later."),
        choices=Observation.Promise.choices,
        initial=Observation.Promise.ALL,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what the teacher will see.")},
    )

    MENTEE, ELSE, WORK = "mentee", "else", "work"

    def __init__(
        self, is_mentee: bool, other: str, others: Iterable[Member], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.others = {str(member.pk): member for member in others}
        mine = (
            Worded(_("A lesson of mine"), _("Your mentor and somebody else watch it."))
            if is_mentee
            else Worded(
                _("A lesson of %s") % other,
                _("You and somebody else watch it. They say yes first."),
            )
        )
        whats = [
            (self.MENTEE, mine),
            (
                self.ELSE,
                Worded(
                    _("Somebody else’s lesson"),
                    _("Ask that teacher, and tell them what they will see."),
                ),
            ),
            (self.WORK, Worded(_("The same piece of work"), _("You both judge it, each alone."))),
        ]
        _offer(self.fields["what"], whats)
        around = ((key, each.who) for key, each in self.others.items())
        _offer(self.fields["second"], [("", other), *around])

    def clean(self) -> dict[str, Any]:
        """For the mentee's own lesson the second one is somebody from around the pair."""
        if self.cleaned_data.get("what") == self.MENTEE and not self.cleaned_data.get("second"):
            self.add_error(
                "second",
                _("Choose somebody who helps you two. Nobody there? Bring in a colleague first."),
            )
        return self.cleaned_data

    @property
    def asked(self) -> dict[str, Any]:
        """What the operation takes, once the form is valid."""
        data = self.cleaned_data
        kind = Observation.Kind.WORK if data["what"] == self.WORK else Observation.Kind.LESSON
        return {
            "kind": kind,
            "of_mentee": data["what"] == self.MENTEE,
            "second": self.others.get(data.get("second") or ""),
            **{name: data[name] for name in ("title", "focus", "on", "promise")},
        }


class RecordForm(forms.Form):
    """What one of the two writes about a lesson, each alone."""

    saw = lines(
        _("What did you see and hear?"),
        _("Just what happened, in order. No judgement yet, and no pupils’ names."),
        rows=6,
        most=6000,
    )
    thought = lines(_("What worked, and what did it do for pupils?"), most=4000)
    wondered = lines(_("What do you wonder?"), _("Questions, not answers."), most=4000)


class JudgementForm(RecordForm):
    """The same for one piece of work that both judge."""

    saw = lines(
        _("What in the work stands out?"), _("Point at it. No pupils’ names."), rows=6, most=6000
    )
    thought = lines(_("What is your judgement, and what led you to it?"), most=4000)
    wondered = lines(_("Where were you unsure?"), most=4000)


class CompareForm(forms.Form):
    """What the two say together."""

    agree_on = lines(_("Where do you agree?"))
    differ_on = lines(_("Where do you differ, and why?"), _("Different is not wrong."))
    take_away = lines(_("What do you take away?"))
    version = forms.IntegerField(widget=forms.HiddenInput)


# --- Open doors -----------------------------------------------------------------------------------


class DoorForm(forms.Form):
    when = forms.CharField(
        label=_("When may somebody drop in?"),
        help_text=_("For example: Tuesdays, period 3, room 12."),
        max_length=120,
        error_messages={"required": _("Say when, such as Tuesdays, period 3.")},
    )
    lesson = forms.CharField(
        label=_("What will they see?"),
        help_text=_("For example: Year 8 maths, and how we start a lesson."),
        max_length=200,
        error_messages={"required": _("Say which lesson it is.")},
    )
    last_on = DatePartsField(
        label=_("Until which day is the door open?"),
        help_text=_("It closes by itself after that day."),
        error_messages={"required": _("Choose the last day.")},
    )
    audience = forms.ChoiceField(
        label=_("Who can see this door?"),
        choices=Door.Audience.choices,
        initial=Door.Audience.CIRCLE,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who can see it.")},
    )


class KnockForm(forms.Form):
    on = DatePartsField(
        label=_("On which day would you come?"),
        help_text=_("For example 4 12 2026."),
        error_messages={"required": _("Choose a day.")},
    )


class ThanksForm(forms.Form):
    """Two lines for the teacher. There is no box for a grade."""

    worked = forms.CharField(
        label=_("One thing that worked, and what it did for pupils"),
        help_text=_("For example: You waited after each question, so more hands went up."),
        max_length=300,
        error_messages={"required": _("Write one thing that worked.")},
    )
    take_away = forms.CharField(
        label=_("One thing you take away to try"), max_length=300, required=False
    )


# --- Supervision ----------------------------------------------------------------------------------


class PageForm(forms.Form):
    """The page that the two share."""

    purpose = lines(_("What is it for?"), _("For example: to think aloud about how we mentor."))
    rhythm = forms.CharField(
        label=_("How often do you talk?"),
        help_text=_("For example: once each half term, by phone."),
        max_length=200,
        required=False,
    )
    next_talk = forms.CharField(label=_("When do you talk next?"), max_length=200, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


class TalkForm(forms.Form):
    on = DatePartsField(
        label=_("When did you talk?"), error_messages={"required": _("Write the day.")}
    )
    words = lines(
        _("Two lines about it"), _("No names of mentees."), required=True, rows=2, most=1000
    )

    def __init__(self, today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on > self.today:
            raise ValidationError(_("That day is still to come. Write it down afterwards."))
        return on


class OwnLineForm(forms.Form):
    words = lines(_("A line for yourself"), required=True, rows=2, most=2000)
