"""What people type in this room."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from edumentoring.common.mail import one_line
from edumentoring.design.forms import Worded, in_our_time
from edumentoring.programmes.forms import SchoolField, only_listed
from edumentoring.programmes.models import Programme
from edumentoring.programmes.vocabulary import STAGES
from edumentoring.provider.models import Announcement, Document, Element, Policy, Suggestion
from edumentoring.provider.models.handbook import Asked, Whom
from edumentoring.provider.operations.handbook import MOST_BYTES, File
from edumentoring.schools.models import Organisation

LONGEST_DOCUMENT = 60_000


def lines(
    label: Any, hint: Any = "", *, missing: Any = "", rows: int = 6, most: int = 2000
) -> forms.CharField:
    """A box for some lines; optional where nothing is said for its being empty."""
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=most,
        required=bool(missing),
        error_messages={"required": missing},
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def line(label: Any, hint: Any = "", *, missing: Any = "", most: int = 150) -> forms.CharField:
    """A box for one line."""
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=most,
        required=bool(missing),
        error_messages={"required": missing},
    )


def day(label: Any, hint: Any = "") -> forms.DateField:
    """A day, or none."""
    return forms.DateField(
        label=label,
        help_text=hint,
        required=False,
        error_messages={"invalid": _("Write the day like this: 23/11/2026.")},
        input_formats=("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y"),
        validators=[in_our_time],
        widget=forms.DateInput({"type": "date", "class": "width-10"}, format="%Y-%m-%d"),
    )


def one_of(label: Any, choices: Any, **more: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, **more)


class Once(forms.Form):
    """A form that counts once, however often it is sent."""

    form_key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {}).setdefault("form_key", uuid.uuid4())
        super().__init__(*args, **kwargs)


# --- The handbook ---------------------------------------------------------------------------------


class _Words(forms.Form):
    """The words of an edition, its PDF, or both."""

    text = lines(
        _("Its words"),
        _("Light marks work: # for a heading, - for a list, **bold**, links."),
        rows=14,
        most=LONGEST_DOCUMENT,
    )
    file = forms.FileField(
        label=_("Or a PDF"),
        help_text=_("At most 5 MB. Search finds only what is written above."),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".pdf,application/pdf"}),
    )

    @property
    def sent_file(self) -> File | None:
        """The file as it came in. One that is far too big is not read."""
        sent = self.cleaned_data.get("file")
        if not sent:
            return None
        return File(sent.name, sent.read(MOST_BYTES + 1))


class AboutForm(forms.Form):
    """What a document is called, and who is asked to read it."""

    title = line(_("Title"), missing=_("Give it a title."))
    about = line(_("What it is for, in a line"), most=300)
    asked_of = one_of(
        _("Who is asked to say that they have read it?"), Asked.choices, initial=Asked.NOBODY
    )
    also_in = forms.ModelMultipleChoiceField(
        label=_("It is also for these programmes"),
        queryset=Programme.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, others: list[Programme], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if others:
            field = self.fields["also_in"]
            field.queryset = Programme.objects.filter(  # type: ignore[attr-defined]
                pk__in=[one.pk for one in others]
            )
        else:
            del self.fields["also_in"]

    @property
    def chosen(self) -> list[Programme]:
        return list(self.cleaned_data.get("also_in") or ())


class DocumentForm(Once, _Words, AboutForm):
    """A document with its first edition."""

    field_order = ("title", "about", "text", "file", "asked_of", "also_in", "form_key")


class ChangeDocumentForm(AboutForm):
    version = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def of(cls, others: list[Programme], document: Document) -> "ChangeDocumentForm":
        now = {name: getattr(document, name) for name in ("title", "about", "asked_of", "version")}
        return cls(others, initial={**now, "also_in": list(document.also_in.all())})


class EditionForm(_Words):
    """The next version of a document."""

    what_changed = line(
        _("What changed?"),
        _("One line. People read it first."),
        missing=_("Say in a line what changed."),
        most=300,
    )
    keeps_file = forms.BooleanField(label=_("Keep the PDF there is"), required=False)
    asks_again = forms.BooleanField(
        label=_("Ask those who have read it to read it again"), required=False, initial=True
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
    field_order = ("what_changed", "text", "file", "keeps_file", "asks_again", "version")

    def __init__(self, *args: Any, has_file: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_file:
            del self.fields["keeps_file"]


# --- Announcements --------------------------------------------------------------------------------


class _Lines(forms.CharField):
    """One thing on each line, or between commas: a list of words."""

    def __init__(self, sign: str = "\n", **kwargs: Any) -> None:
        super().__init__(required=False, max_length=1000, **kwargs)
        self.sign = sign

    def prepare_value(self, value: Any) -> Any:
        return (
            (self.sign if self.sign == "\n" else ", ").join(value)
            if isinstance(value, list)
            else value
        )

    def clean(self, value: Any) -> list[str]:
        parts = str(super().clean(value)).split(self.sign)
        return list(dict.fromkeys(word for part in parts if (word := one_line(part))))


class AnnouncementForm(Once):
    """A draft."""

    title = line(_("Title"), missing=_("Give it a title."), most=120)
    text = lines(
        _("What would you like to tell them?"),
        _("Light marks work: - for a list, **bold**, links."),
        missing=_("Write what you would like to tell them."),
        rows=10,
        most=6000,
    )
    in_name_of = line(
        _("In the name of a partner"),
        _("A university or hub, if they say it. Leave it empty for the programme."),
        most=120,
    )
    whom = one_of(_("Whom is it for?"), Whom.choices, initial=Whom.EVERYONE)
    stages = forms.MultipleChoiceField(
        label=_("Only people in these stages"),
        help_text=_("Tick none for all."),
        choices=[(term.id, term.label) for term in STAGES],
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "small"}),
    )
    tags = _Lines(",", label=_("Only people with one of these tags"), help_text=_("With commas."))
    reply = one_of(
        _("Do they reply?"),
        [
            (Announcement.Reply.NONE, Worded(_("No reply is needed"))),
            (
                Announcement.Reply.CHOICE,
                Worded(_("They choose one answer"), _("And may add a word, which you answer.")),
            ),
            (
                Announcement.Reply.WORDS,
                Worded(_("They answer in their own words"), _("Each comes to you as a query.")),
            ),
        ],
        initial=Announcement.Reply.NONE,
    )
    choices = _Lines(
        label=_("The answers to choose from"),
        help_text=_("Two to six, each on its own line."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    reply_by = day(_("They reply by"), _("Who has not is reminded once, in their weekly letter."))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @property
    def said(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {name: data[name] for name in data if name not in {"form_key", "version"}}

    @classmethod
    def of(cls, announcement: Announcement) -> "AnnouncementForm":
        names = (*(name for name in cls.base_fields if name != "form_key"),)
        return cls(initial={name: getattr(announcement, name) for name in names})


class EditAnnouncementForm(forms.Form):
    """Of one that has gone: its words, and a mark that they changed."""

    title = line(_("Title"), missing=_("Give it a title."), most=120)
    text = lines(
        _("Its words"), missing=_("Write what you would like to tell them."), rows=10, most=6000
    )
    edit_note = line(_("What you changed, in a few words"), _("It stands beside it."), most=200)
    version = forms.IntegerField(widget=forms.HiddenInput)


class ReplyForm(Once):
    """A reply to an announcement."""

    choice = forms.ChoiceField(
        label=_("Your answer"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the answers.")},
    )
    words = lines(_("Your words"), rows=4)

    def __init__(self, announcement: Announcement, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = self.fields["words"]
        if announcement.reply == Announcement.Reply.CHOICE:
            self.fields["choice"].choices = [  # type: ignore[attr-defined]
                (one, one) for one in announcement.choices
            ]
            words.label = _("If you like, a word with it")
        else:
            del self.fields["choice"]
            words.required = True
            words.error_messages["required"] = _("Write your reply first.")


# --- Policies and the model of teaching -----------------------------------------------------------


class PolicyForm(Once):
    """How one line of the checklist stands."""

    title = line(_("What is it about?"), missing=_("Say what it is about, in one line."))
    status = one_of(_("How does it stand?"), Policy.Status.choices, initial=Policy.Status.OPEN)
    who = line(_("Who looks after it?"), _("A name or a role."))
    review_on = day(_("When do you look at it again?"))
    document = forms.ModelChoiceField(
        label=_("Where it is written down"),
        help_text=_("A document of your handbook."),
        queryset=Document.objects.none(),
        required=False,
        empty_label=_("Not in the handbook"),
    )
    note = lines(_("A note"), _("Read by everybody at this desk."), rows=4)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, programme: Programme, *args: Any, is_own: bool = True, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["document"].queryset = (  # type: ignore[attr-defined]
            Document.objects.kept().in_programme(programme)
        )
        if not is_own:
            del self.fields["title"]


class ElementForm(forms.Form):
    name = line(
        _("Name of the element"),
        _("For example: Clear explanations."),
        missing=_("Give the element a name."),
        most=80,
    )
    looks_like = lines(_("What one sees when it goes well"), rows=4)
    source = line(_("Where it comes from"), _("Author, title, year."), most=300)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class SuggestForm(Once):
    """An idea to refine the model."""

    element = forms.ModelChoiceField(
        label=_("What is it about?"),
        queryset=Element.objects.none(),
        required=False,
        empty_label=_("Something that is missing"),
    )
    text = lines(_("What would you change?"), missing=_("Write what you would change."), rows=4)
    evidence = lines(
        _("What makes you think so?"),
        _("A lesson, a paper, what pupils said. No pupils’ names."),
        rows=4,
    )

    def __init__(self, programme: Programme, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["element"].queryset = (  # type: ignore[attr-defined]
            Element.objects.kept().filter(programme=programme)
        )


class DecideForm(forms.Form):
    """How a suggestion stands."""

    status = one_of(_("How does it stand?"), Suggestion.Status.choices)
    reason = lines(_("Your answer, and why"), _("Whoever suggested it reads this."), rows=4)
    version = forms.IntegerField(widget=forms.HiddenInput)


class PartnerForm(forms.Form):
    """Somebody of another organisation who may look in."""

    name = line(_("Their name"), missing=_("Write their name."))
    email = forms.EmailField(
        label=_("Their e-mail"),
        help_text=_("They sign in with it."),
        max_length=254,
        error_messages={
            "required": _("Write their e-mail address."),
            "invalid": _("Write an e-mail address like name@school.example."),
        },
    )
    organisation = SchoolField(
        label=_("Whom do they speak for?"),
        help_text=_("Their school, trust, hub or university. It is marked in their table."),
        error_messages={"required": _("Choose the organisation they speak for.")},
    )

    def clean_organisation(self) -> Organisation | None:
        return only_listed(self.cleaned_data["organisation"])
