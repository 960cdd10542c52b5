"""What people type in this room."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from edumentoring.common.mail import plain_address
from edumentoring.common.refused import Refused
from edumentoring.concerns.contacts import Reader
from edumentoring.concerns.models import YEARS_KEPT, Step
from edumentoring.concerns.operations.raising import LONGEST
from edumentoring.pairs.models import Pair
from edumentoring.people.models import User


class WorriedForm(forms.Form):
    """A worry, from anybody. Nobody has to say who they are."""

    words = forms.CharField(
        label=_("What worries you?"),
        help_text=_("Say what you saw or heard, and when. A few words are enough."),
        max_length=LONGEST,
        error_messages={"required": _("Say in a few words what worries you.")},
        widget=forms.Textarea(attrs={"rows": 7}),
    )
    about = forms.CharField(
        label=_("Whom are you worried about?"),
        help_text=_("A name, if you know it. For a pupil, the first letter of their name will do."),
        max_length=200,
        required=False,
    )
    pair = forms.ChoiceField(label=_("Is it about one of your pairs?"), required=False)
    name = forms.CharField(
        label=_("Your name"),
        help_text=_("You may leave it out. Then we cannot ask you more."),
        max_length=150,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.CharField(
        label=_("Your e-mail"),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )
    reach = forms.CharField(
        label=_("A telephone number"),
        help_text=_("Or another way that is safe for you."),
        max_length=200,
        required=False,
    )
    nameless = forms.BooleanField(
        label=_("Leave my name and e-mail out"),
        help_text=_("Then we cannot ask you more, and you get no letter."),
        required=False,
    )
    kept_from = forms.MultipleChoiceField(
        label=_("Should one of these people not read it?"),
        help_text=_("Tick them, for example if it is about them. They will not be told."),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "small"}),
    )
    # People never see it; machines that fill in every box do.
    website = forms.CharField(required=False, max_length=2000)
    form_key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        user: User | None,
        pairs: Sequence[Pair],
        readers: Sequence[Reader],
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("initial", {}).setdefault("form_key", uuid.uuid4())
        super().__init__(*args, **kwargs)
        self.user, self.pairs, self.readers = user, pairs, readers
        for name in ("name", "email") if user else ("nameless",):
            del self.fields[name]
        if pairs:
            self.fields["pair"].choices = [  # type: ignore[attr-defined]
                ("", _("No, or I would rather not say")),
                *((str(pair.code), self._pair_words(pair)) for pair in pairs),
            ]
        else:
            del self.fields["pair"]
        if len(readers) > 1:
            self.fields["kept_from"].choices = [  # type: ignore[attr-defined]
                (str(one.user.code), f"{one.user.name}, {one.role}") for one in readers
            ]
        else:
            del self.fields["kept_from"]

    def _pair_words(self, pair: Pair) -> str:
        other = pair.mentee if self.user and pair.mentor.user_id == self.user.pk else pair.mentor
        return str(_("Yes, my pair with %s") % other.name)

    def clean_email(self) -> str:
        typed: str = self.cleaned_data["email"]
        try:
            return plain_address(typed) if typed.strip() else ""
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from None

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise forms.ValidationError(_("Leave the last box empty, then send it again."))
        return ""

    @property
    def given(self) -> dict[str, Any]:
        """What `raise_concern` takes, once the form is valid."""
        said = self.cleaned_data
        kept_from = set(said.get("kept_from") or [])
        return {
            "words": said["words"],
            "about": said["about"],
            "pair": next((p for p in self.pairs if str(p.code) == said.get("pair")), None),
            "name": said.get("name", ""),
            "email": said.get("email", ""),
            "reach": said["reach"],
            "user": None if said.get("nameless") else self.user,
            "kept_from": [one.user for one in self.readers if str(one.user.code) in kept_from],
            "form_key": said["form_key"],
        }


class WordsForm(forms.Form):
    """More words from whoever raised it, or an answer to them."""

    text = forms.CharField(
        label=_("Add something"),
        max_length=LONGEST,
        error_messages={"required": _("Write your words first.")},
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    form_key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {}).setdefault("form_key", uuid.uuid4())
        super().__init__(*args, **kwargs)


class AnswerForm(WordsForm):
    """An answer to whoever raised it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("Your answer")
        self.fields["text"].help_text = _(
            "They read it on a page of their own. The letter says only that there is one."
        )


class StepForm(forms.Form):
    """What was done, in a few words."""

    CHOICES = (
        (Step.Kind.ACTED, _("I acted")),
        (Step.Kind.PASSED_ON, _("I passed it on")),
        (Step.Kind.CLOSED, _("It can be closed")),
    )
    AGAIN = ((Step.Kind.REOPENED, _("Open it again")),)

    kind = forms.ChoiceField(
        label=_("What was done?"),
        error_messages={"required": _("Choose what was done.")},
        widget=forms.RadioSelect(attrs={"class": "small"}),
    )
    note = forms.CharField(
        label=_("In a few words"),
        help_text=_("Who was told, what was agreed, and what happens next."),
        max_length=LONGEST,
        error_messages={"required": _("Say in a few words what was done.")},
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    form_key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, closed: bool, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {}).setdefault("form_key", uuid.uuid4())
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = self.AGAIN if closed else self.CHOICES  # type: ignore[attr-defined]
        if closed:
            self.initial["kind"] = Step.Kind.REOPENED


class ContactForm(forms.Form):
    """Somebody to whom concerns go."""

    name = forms.CharField(label=_("Name"), max_length=150)
    email = forms.EmailField(label=_("E-mail"), max_length=254)
    role = forms.CharField(
        label=_("What they are"),
        help_text=_("Everybody reads this, for example “Safeguarding lead”."),
        max_length=100,
    )


class ArrangementForm(forms.Form):
    """The words shown first, and how long concerns are kept."""

    emergency = forms.CharField(
        label=_("What to do when somebody is in danger now"),
        help_text=_("Leave it empty for our words. An empty line begins a new paragraph."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    years_kept = forms.IntegerField(
        label=_("Years to keep a concern after it was closed"),
        help_text=_(
            "Usually seven: six in which a claim may be made in England (Limitation Act 1980), "
            "and one more. Your school or council may ask for longer."
        ),
        min_value=1,
        max_value=80,
        initial=YEARS_KEPT,
        widget=forms.NumberInput(attrs={"class": "width-4"}),
    )
    kept_because = forms.CharField(
        label=_("Why so long"),
        help_text=_("Shown to whoever raises one. Leave it empty for our words."),
        max_length=300,
        required=False,
    )
