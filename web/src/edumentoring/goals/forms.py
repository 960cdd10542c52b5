"""What people fill in about goals and actions, in their words and within sensible lengths."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from edumentoring.common.refused import Stale
from edumentoring.design.forms import DatePartsField, Worded
from edumentoring.goals.models import Action, Entry, Goal, PlanItem, Rating, Seen, Skill
from edumentoring.goals.operations.actions import SAY_WHAT as SAY_WHAT_TO_DO
from edumentoring.goals.operations.goals import SAY_WHAT as SAY_WHAT_GOAL
from edumentoring.goals.operations.own import SAY_WHAT as SAY_WHAT_PLAN
from edumentoring.pairs.models import Pair
from edumentoring.pairs.sides import Side

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    type Words = str | _StrPromise

FRIDAY = 4
NO_DAY, TOMORROW, THIS_WEEK = "", "tomorrow", "week"
ONLY_ME = "me"


class KeyedForm(forms.Form):
    """A form that makes one record, however often it is sent: its key is the record's code."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = uuid4()

    @property
    def code(self) -> UUID | None:
        found: UUID | None = self.cleaned_data.get("key")
        return found


def with_newest(form: forms.Form, version: int, stale: Stale) -> None:
    """Show what another window saved first: what was typed stays, and sent once more it counts."""
    form.data = dict(form.data.items()) | {"version": str(version)}
    form.add_error(None, str(stale))


def seen_field(side: Side, *, beside: bool = False) -> forms.ChoiceField:
    """Who can read it. "Only me" comes first and is chosen until somebody chooses otherwise."""
    both = _("Me and %s") % side.other_name
    widget = forms.Select if beside else forms.RadioSelect
    return forms.ChoiceField(
        label=_("Who can read this?"),
        choices=[(Seen.ME, _("Only me")), (Seen.PAIR, both)],
        initial=Seen.ME,
        widget=widget() if beside else widget(attrs={"class": "inline"}),
    )


def link_field() -> forms.URLField:
    """An address on the web, and no other kind."""
    return forms.URLField(
        label=_("A link"),
        help_text=_("Something to read or to watch, for example https://example.org/starts"),
        required=False,
        max_length=500,
        validators=[URLValidator(schemes=["http", "https"])],
        error_messages={"invalid": _("Copy the whole address, from https:// to its end.")},
    )


def lines(
    label: "Words", hint: "Words" = "", *, most: int = 2000, rows: int = 3
) -> forms.CharField:
    """Several lines that may stay empty."""
    return forms.CharField(
        label=label,
        help_text=hint,
        widget=forms.Textarea(attrs={"rows": rows, "maxlength": most}),
        max_length=most,
        required=False,
    )


def day_field(label: "Words", hint: "Words") -> DatePartsField:
    return DatePartsField(label=label, help_text=hint, required=False)


# --- Actions --------------------------------------------------------------------------------------


class QuickActionForm(KeyedForm):
    """One line and one press; a day and who can read it stand beside it."""

    text = forms.CharField(
        label=_("What will you do?"),
        max_length=300,
        error_messages={"required": SAY_WHAT_TO_DO},
    )
    when = forms.ChoiceField(
        label=_("When?"),
        choices=[
            (NO_DAY, _("No day")),
            (TOMORROW, _("Tomorrow")),
            (THIS_WEEK, _("By Friday")),
            ("7", _("In a week")),
            ("14", _("In two weeks")),
            ("30", _("In a month")),
        ],
        required=False,
    )

    def __init__(self, side: Side, *args: Any, goal: Goal | None = None, **kwargs: Any) -> None:
        super().__init__(*args, prefix="action", **kwargs)
        self.today = side.pair.programme.today()
        self.fields["seen"] = seen_field(side, beside=True)
        if goal is not None and goal.is_shared:
            self.fields["seen"].initial = Seen.PAIR

    @property
    def due_on(self) -> date | None:
        """The day that was meant, counted from today."""
        when = self.cleaned_data["when"]
        if when == NO_DAY:
            return None
        if when == TOMORROW:
            return self.today + timedelta(days=1)
        if when == THIS_WEEK:
            return self.today + timedelta(days=(FRIDAY - self.today.weekday()) % 7 or 7)
        return self.today + timedelta(days=int(when))


class SuggestForm(KeyedForm):
    """An idea for the other: a small thing to do."""

    text = forms.CharField(max_length=300, error_messages={"required": SAY_WHAT_TO_DO})

    def __init__(self, side: Side, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, prefix="idea", **kwargs)
        self.fields["text"].label = _("A small thing %s could do") % side.other_name


class ActionForm(forms.Form):
    """Everything about one action of one's own."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("What will you do?"),
        help_text=_("It helps to say when and where: “On Monday, at the door, I will …”"),
        max_length=300,
        error_messages={"required": SAY_WHAT_TO_DO},
    )
    due_on = day_field(_("By when?"), _("For example 27 11 2026. Leave it empty if you like."))
    remind = forms.BooleanField(
        label=_("Remind me in the week before"),
        help_text=_("One line in your weekly letter. It does not say what you wrote."),
        required=False,
    )
    link = link_field()
    came_of_it = lines(_("What came of it?"), _("One line is plenty."), most=500, rows=2)

    def __init__(self, side: Side, action: Action, *args: Any, **kwargs: Any) -> None:
        names = ("version", "text", "due_on", "remind", "link", "came_of_it", "seen")
        initial = {name: getattr(action, name) for name in names}
        super().__init__(*args, **{"initial": initial, **kwargs})
        if action.goal is None or action.goal.is_shared:
            self.fields["seen"] = seen_field(side)
        self.private = Seen.ME

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned.setdefault("seen", self.private)
        if cleaned.get("remind") and not cleaned.get("due_on") and "due_on" not in self.errors:
            self.add_error("due_on", _("Choose a day, so that we know when to remind you."))
        return cleaned


# --- Goals ----------------------------------------------------------------------------------------


class GoalForm(KeyedForm):
    """A goal: what, why, how I will know. Only the first line is needed."""

    what = forms.CharField(
        label=_("What do you want to get better at?"),
        help_text=_("One line, such as “Calm starts to every lesson”."),
        max_length=300,
        error_messages={"required": SAY_WHAT_GOAL},
    )
    why = lines(_("Why does it matter to you?"))
    how_known = lines(
        _("How will you know?"), _("What would you see or hear in the room, if it worked?")
    )
    by_when = day_field(
        _("About when?"), _("For example 12 2 2027. Nothing happens on that day; it is a guide.")
    )

    def __init__(self, side: Side, *args: Any, for_other: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if for_other:
            name = side.other_name
            self.fields["what"].label = _("What could %s work on?") % name
            self.fields["why"].label = _("Why do you think of it?")
            self.fields["how_known"].label = _("How would the two of you know?")
        else:
            self.fields["seen"] = seen_field(side)


class ChangeGoalForm(GoalForm):
    """The same, and how it stands."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, side: Side, goal: Goal, *args: Any, **kwargs: Any) -> None:
        names = ("version", "what", "why", "how_known", "by_when", "seen")
        super().__init__(
            side, *args, initial={name: getattr(goal, name) for name in names}, **kwargs
        )


def _standing() -> list[tuple[str, object]]:
    return [(state, Goal.State(state).label) for state in Goal.OWN]


class EvidenceForm(KeyedForm):
    """What shows that something moved: words, a link, or both."""

    kind = Entry.Kind.EVIDENCE
    text = lines(
        _("What have you seen or heard?"),
        _("No pupils’ names. “A quiet boy in Year 8” will do."),
        rows=2,
    )
    link = link_field()

    def __init__(self, side: Side, goal: Goal, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, prefix=str(self.kind), **kwargs)
        if goal.is_shared:
            self.fields["seen"] = seen_field(side)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not (cleaned.get("text", "").strip() or cleaned.get("link")):
            self.add_error("text", _("Write a line, or give a link."))
        return cleaned


class ReviewForm(KeyedForm):
    """Looking back: how it stands, and what changed."""

    kind = Entry.Kind.REVIEW
    state = forms.ChoiceField(
        label=_("How does it stand?"), widget=forms.RadioSelect(attrs={"class": "small"})
    )
    text = lines(_("What changed?"), _("For you, or for pupils. No pupils’ names."), rows=2)

    def __init__(self, side: Side, goal: Goal, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, prefix=str(self.kind), **kwargs)
        self.fields["state"].choices = _standing()  # type: ignore[attr-defined]
        self.fields["state"].initial = goal.state
        if goal.is_shared:
            self.fields["seen"] = seen_field(side)


# --- One's own plan and practice ------------------------------------------------------------------


def shared_in_field(sides: Sequence[Side], label: "Words") -> forms.ChoiceField:
    """Only me, or me and one of those I am a pair with."""
    people = [(str(side.pair.code), _("Me and %s") % side.other_name) for side in sides]
    return forms.ChoiceField(
        label=label,
        choices=[(ONLY_ME, _("Only me")), *people],
        initial=ONLY_ME,
        widget=forms.RadioSelect(attrs={"class": "inline"}),
    )


def _shared_in(pair: Pair | None, sides: Sequence[Side]) -> str:
    """The choice that stands: a pair that has ended is nobody's to read any more."""
    return next((str(side.pair.code) for side in sides if side.pair == pair), ONLY_ME)


class PlanItemForm(KeyedForm):
    """One line of a career plan."""

    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=[
            (PlanItem.Kind.STEP, _("A step")),
            (PlanItem.Kind.EXPERIENCE, _("Experience I want")),
            (PlanItem.Kind.APPLICATION, _("An application")),
        ],
        initial=PlanItem.Kind.STEP,
        widget=forms.RadioSelect(attrs={"class": "inline"}),
    )
    text = forms.CharField(
        label=_("In one line"),
        help_text=_("Such as “Lead a parents’ evening” or “Visit a special school”."),
        max_length=300,
        error_messages={"required": SAY_WHAT_PLAN},
    )
    on = day_field(_("About when?"), _("For example 12 2 2027, or the day it closes."))

    def __init__(self, sides: Sequence[Side], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["shared_in"] = shared_in_field(sides, _("Who can read this?"))


class ChangePlanItemForm(forms.Form):
    """Everything about one line of the plan."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("In one line"), max_length=300, error_messages={"required": SAY_WHAT_PLAN}
    )
    stage = forms.ChoiceField(
        label=_("How far is it?"), widget=forms.RadioSelect(attrs={"class": "small"})
    )
    on = day_field(_("About when?"), _("For example 12 2 2027, or the day it closes."))
    notes = lines(_("Notes"), _("What to do first, whom to ask, what you found out."), most=4000)

    def __init__(self, sides: Sequence[Side], item: PlanItem, *args: Any, **kwargs: Any) -> None:
        names = ("version", "text", "stage", "on", "notes")
        initial: dict[str, Any] = {name: getattr(item, name) for name in names}
        initial["shared_in"] = _shared_in(item.shared_in, sides)
        super().__init__(*args, **{"initial": initial, **kwargs})
        is_application = item.kind == PlanItem.Kind.APPLICATION
        stages = PlanItem.OF_APPLICATIONS if is_application else PlanItem.OF_OTHERS
        self.fields["stage"].choices = [  # type: ignore[attr-defined]
            (stage, PlanItem.Stage(stage).label) for stage in stages
        ]
        self.fields["shared_in"] = shared_in_field(sides, _("Who can read this?"))


class PracticeForm(forms.Form):
    """Notes for one interview question, and whom to practise it with."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    text = lines(
        _("My notes"),
        _("Words to remember, not a speech. One real example is worth three fine sentences."),
        most=4000,
        rows=6,
    )
    practised = forms.BooleanField(label=_("I said it aloud today"), required=False)

    def __init__(self, sides: Sequence[Side], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["shared_in"] = shared_in_field(sides, _("Who can read this?"))


# --- Skills ---------------------------------------------------------------------------------------


def level_field() -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=_("How is it going?"),
        choices=Rating.Level.choices,
        coerce=int,
        empty_value=None,
        widget=forms.RadioSelect(attrs={"class": "small"}),
        error_messages={"required": _("Choose the words that fit best today.")},
    )


class RateForm(forms.Form):
    """How a skill is going today, in words."""

    level = level_field()
    words = lines(_("A line about today"), _("What makes you say so?"), most=500, rows=2)


THEIR_LEVELS = {
    Rating.Level.NEW: _("I have not seen it yet"),
    Rating.Level.TRYING: _("I see it now and then"),
    Rating.Level.OFTEN: _("I see it often"),
    Rating.Level.PART: _("It is part of how they work"),
}


class GiveRatingForm(RateForm):
    """What a partner sees, who was asked."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["level"].label = _("What do you see?")
        self.fields["level"].choices = list(THEIR_LEVELS.items())  # type: ignore[attr-defined]
        self.fields["words"].label = _("One thing you saw")


class SkillsForm(forms.Form):
    """Which skills to keep an eye on: of our list by area, or one in one's own words."""

    def __init__(
        self, groups: Sequence[tuple[str, Sequence[tuple[str, Worded]]]], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.areas = [area for area, _listed in groups]
        for area, listed in groups:
            self.fields[area] = forms.MultipleChoiceField(
                label=Skill.Area(area).label,
                choices=listed,
                required=False,
                widget=forms.CheckboxSelectMultiple(),
            )
        self.fields["own"] = forms.CharField(
            label=_("One in my own words"), required=False, max_length=120
        )

    @property
    def by_area(self) -> list[forms.BoundField]:
        """The boxes of each area, for a page that folds them away."""
        return [self[area] for area in self.areas]

    @property
    def keys(self) -> list[str]:
        """All that were chosen of our list."""
        return [key for area in self.areas for key in self.cleaned_data[area]]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        chosen = any(cleaned.get(area) for area in self.areas)
        if not chosen and not cleaned.get("own", "").strip():
            raise ValidationError(_("Choose a skill, or write one in your own words."))
        return cleaned


class StandardsForm(forms.Form):
    """The private check: any statement may stay without a word."""

    def __init__(
        self, statements: Sequence[tuple[str, "Words"]], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for key, words in statements:
            self.fields[key] = forms.TypedChoiceField(
                label=words,
                choices=[("", _("No word today")), *Rating.Level.choices],
                coerce=int,
                empty_value=None,
                required=False,
            )
