"""What people type in this room."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from edumentoring.common.mail import plain_address
from edumentoring.common.refused import Refused
from edumentoring.design.forms import DatePartsField, Worded
from edumentoring.stories.explained import KINDS, NAMES, PLACES
from edumentoring.stories.models import DECIDES, Kind, NameAs, Place, Story
from edumentoring.stories.operations import Allowed, Words, themes_in

LONGEST = 10_000
LONGEST_QUOTE = 400


def _worded(choices: Mapping[str, tuple[Any, Any]]) -> list[tuple[str, Worded]]:
    return [(str(key), Worded(label, hint)) for key, (label, hint) in choices.items()]


def _until() -> DatePartsField:
    return DatePartsField(
        label=_("Until when?"),
        help_text=_("After this day it is shown nowhere. Empty means until you say so."),
        required=False,
    )


def _not_over(day: date | None) -> date | None:
    if day and day < timezone.localdate():
        raise forms.ValidationError(_("That day is over. Choose one to come, or leave it empty."))
    return day


class WordsForm(forms.Form):
    """A title and words."""

    title = forms.CharField(
        label=_("A title"),
        max_length=150,
        required=False,
        widget=forms.TextInput(),
    )
    text = forms.CharField(
        label=_("Your words"),
        max_length=LONGEST,
        error_messages={
            "required": _("Write a few words first."),
            "max_length": _("That is too long. Please keep it under 10,000 letters."),
        },
        widget=forms.Textarea(attrs={"rows": 12}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A counter under half a page of words would only press people.
        self.fields["text"].widget.attrs.pop("maxlength", None)


class TellForm(WordsForm):
    """A story or a quote, and what its teller allows, on one page."""

    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=_worded(KINDS),
        initial=Kind.STORY,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it is.")},
    )
    name = forms.CharField(
        label=_("Your name"),
        max_length=150,
        error_messages={"required": _("Tell us your name. Below you choose who sees it.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    role = forms.CharField(
        label=_("How may we describe you?"),
        help_text=_("For example: Early career teacher, primary. No school, unless you want it."),
        max_length=120,
        required=False,
    )
    places = forms.MultipleChoiceField(
        label=_("Where may it stand?"),
        help_text=_("Choose as many as you like. You can change this on any day."),
        choices=_worded(PLACES),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one place. You can change it later.")},
    )
    name_as = forms.ChoiceField(
        label=_("Under which name?"),
        choices=_worded(NAMES),
        initial=NameAs.FIRST,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose under which name.")},
    )
    until = _until()
    field_order: Sequence[str] = (
        "kind",
        "title",
        "text",
        "name",
        "email",
        "role",
        "name_as",
        "places",
        "until",
    )

    def clean_until(self) -> date | None:
        return _not_over(self.cleaned_data["until"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        is_quote = given.get("kind") == Kind.QUOTE
        if is_quote and len(given.get("text", "")) > LONGEST_QUOTE:
            words = _("A quote has at most 400 letters. Make it shorter, or call it a story.")
            self.add_error("text", words)
        return given

    def words(self) -> Words:
        """What was told, for the operation."""
        given = self.cleaned_data
        return Words(
            kind=given["kind"],
            title=given["title"],
            text=given["text"],
            name=given["name"],
            role=given["role"],
            name_as=given["name_as"],
            places=tuple(given["places"]),
            until=given["until"],
        )


class TellFromOutsideForm(TellForm):
    """The same from somebody without a place here."""

    email = forms.CharField(
        label=_("Your e-mail"),
        help_text=_(
            "We write to it once, so that we know the story is yours. It is shown nowhere."
        ),
        max_length=254,
        error_messages={"required": _("Tell us your e-mail, so that we can ask you.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )
    # People never see it; machines that fill in every box do.
    website = forms.CharField(required=False, max_length=2000)
    form_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {}).setdefault("form_key", uuid.uuid4())
        super().__init__(*args, **kwargs)

    def clean_email(self) -> str:
        try:
            return plain_address(self.cleaned_data["email"])
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from None

    @property
    def is_junk(self) -> bool:
        """Whether a machine filled it in."""
        return bool(self.cleaned_data.get("website"))


class AllowForm(forms.Form):
    """What a teller allows now: for each place the name, or not at all."""

    name = forms.CharField(label=_("Your name"), max_length=150)
    role = forms.CharField(label=_("How may we describe you?"), max_length=120, required=False)
    until = _until()

    def __init__(self, story: Story, *args: Any, **kwargs: Any) -> None:
        now = {one.place: one for one in story.permissions.standing()}
        days = {one.until for one in now.values()}
        kwargs.setdefault("initial", {}).update(
            {place: now[place].name_as if place in now else "" for place in Place.values},
            name=story.name,
            role=story.role,
            until=days.pop() if len(days) == 1 else None,
        )
        super().__init__(*args, **kwargs)
        for place, (label, hint) in PLACES.items():
            self.fields[str(place)] = forms.ChoiceField(
                label=str(label),
                help_text=str(hint),
                choices=[
                    ("", _("Not here")),
                    *((key, label) for key, (label, _h) in NAMES.items()),
                ],
                required=False,
            )
        self.order_fields([*map(str, Place.values), "name", "role", "until"])

    def clean_until(self) -> date | None:
        return _not_over(self.cleaned_data["until"])

    def choices(self) -> dict[str, Allowed]:
        """Each place that is allowed; none at all takes the story back."""
        given = self.cleaned_data
        return {
            place: Allowed(given[place], given["until"]) for place in Place.values if given[place]
        }


class WordingForm(WordsForm):
    """Another wording for the teller, with a word on why."""

    why = forms.CharField(
        label=_("A word to the teller"),
        help_text=_("It stands in the letter that asks them."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
    field_order = ("title", "text", "why")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("The words you propose")


class LookAfterForm(forms.Form):
    """Whose a story is, what it is about, and what to talk about."""

    owner = forms.ChoiceField(label=_("Who looks after it"), required=False)
    editor = forms.ChoiceField(
        label=_("Which editor reads it"),
        help_text=_("An editor reads the words of this story, and nothing else about people."),
        required=False,
    )
    themes = forms.CharField(
        label=_("Themes"),
        help_text=_("Up to eight, with commas between them. For example: workload, calm starts."),
        max_length=400,
        required=False,
    )
    prompts = forms.CharField(
        label=_("To talk about in a meeting"),
        help_text=_("One question in each line. Left empty, five usual ones stand there."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, story: Story, seats: list[Any], *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {}).update(
            owner=str(story.owner.code) if story.owner else "",
            editor=str(story.editor.code) if story.editor else "",
            themes=", ".join(one.word for one in story.themes.all()),
            prompts=story.prompts,
            version=story.version,
        )
        super().__init__(*args, **kwargs)
        self.people = {str(seat.user.code): seat.user for seat in seats}
        for name, power in (("owner", DECIDES), ("editor", "edit")):
            able = [seat.user for seat in seats if seat.may(power)]
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101  for the type alone
            field.choices = [("", _("Nobody")), *((str(one.code), str(one)) for one in able)]

    def person(self, name: str) -> Any:
        """Whoever was chosen, or nobody."""
        return self.people.get(self.cleaned_data[name])

    def named_themes(self) -> list[str]:
        """Each theme once, in small letters."""
        return themes_in(self.cleaned_data["themes"])


class EditorsForm(LookAfterForm):
    """The part of it that is an editor's."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["owner"], self.fields["editor"]


class NoteForm(forms.Form):
    """Words for the desk alone."""

    text = forms.CharField(
        label=_("A note for the desk"),
        max_length=5000,
        error_messages={"required": _("Write your note first.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DeclineForm(forms.Form):
    """A kind no, with a sentence of one's own."""

    words = forms.CharField(
        label=_("A sentence of your own"),
        help_text=_("For example, what you liked, or when to ask again."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class SlotForm(forms.Form):
    """A time somebody of the team keeps free for a talk."""

    day = DatePartsField(label=_("On which day?"), error_messages={"required": _("Choose a day.")})
    time = forms.TimeField(
        label=_("From what time?"),
        help_text=_("For example 16:00, by the programme’s clock."),
        error_messages={
            "required": _("Choose a time, such as 16:00."),
            "invalid": _("Write the time with a colon, such as 16:00."),
        },
        widget=forms.TextInput(attrs={"class": "width-4", "inputmode": "text"}),
    )
    minutes = forms.TypedChoiceField(
        label=_("How long?"),
        choices=[
            (minutes, format_lazy(_("{} minutes"), minutes)) for minutes in (15, 20, 30, 45, 60)
        ],
        coerce=int,
        initial=30,
    )
    where = forms.CharField(
        label=_("Where?"),
        help_text=_("A meeting link, a number to ring, or a room."),
        max_length=300,
        error_messages={"required": _("Say where: a link, a number or a room.")},
    )


class BookForm(forms.Form):
    """One of the free times."""

    slot = forms.ChoiceField(
        label=_("Which time suits you?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose a time."),
            "invalid_choice": _("Somebody has just booked that time. Choose another."),
        },
    )

    def __init__(self, choices: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["slot"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  for the type alone
        field.choices = choices
