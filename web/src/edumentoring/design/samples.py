"""Made-up people and figures for the kit page. No database."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils.translation import gettext as _

from edumentoring.design import drawing
from edumentoring.design.forms import DatePartsField, Worded
from edumentoring.design.frames import Desk, Place, Tab
from edumentoring.design.toasts import toast

TOKENS = (
    ("paper", "Page"),
    ("sheet", "Inputs, panels"),
    ("wash", "Heads, gaps"),
    ("ink", "Text, rules, focus"),
    ("ink-2", "Second text"),
    ("line", "Hairlines"),
    ("edge", "Control edges"),
    ("accent", "Links, chosen"),
    ("tint", "Chosen ground"),
    ("next", "One thing next"),
    ("next-tint", "Note beside it"),
    ("brick", "Errors"),
    ("brick-tint", "Found in text"),
    ("moss", "Saved, kept"),
)

PAIRS = (
    (51, "Owen Hughes", "New head of year", "Ruth Adeyemi", "Assistant head", "Different phase."),
    (62, "Lena Marsden", "ECT, art", "Gareth Pugh", "Head of DT", "Practical subjects."),
    (78, "Siân Ŵyn", "Trainee, Welsh", "Łucja Ząbek", "Head of languages", "Both speak Welsh."),
    (88, "Bethan Cole", "ECT, science", "Imran Sadiq", "Head of science", "Thursdays after 4."),
    (97, "Hannah Vance", "New SENCO", "Moira Teague", "SENCO, 9 years", "Same role."),
)

PEOPLE = (
    ("Adeyemi", "Ruth", "Mentor", "Northgate Primary", "1 of 2", "matched", "Matched", "12 Nov"),
    ("Afolabi", "Grace", "Mentee", "Priory School", "–", "waiting", "Waiting", "18 Nov"),
    ("Barker", "Jo", "Both", "Elm Bank Primary", "1 of 1", "waiting", "Waiting", "19 Nov"),
    ("Keane", "Niamh", "Mentor", "Ashby Lane School", "2 of 2", "pause", "Paused", "2 Nov"),
    ("Orme", "Sally", "Mentor", "Priory School", "1 of 2", "check", "Ended well", "21 Oct"),
)

QUALITY = (
    ("50", 3),
    ("55", 4),
    ("60", 9),
    ("65", 17),
    ("70", 26),
    ("75", 34),
    ("80", 41),
    ("85", 26),
    ("90", 8),
    ("95", 1),
)


class SampleForm(forms.Form):
    """One of each kind of question."""

    name = forms.CharField(
        label="Your name", help_text="As your mentor should say it", initial="Bethan Cole"
    )
    email = forms.EmailField(
        label="Your e-mail", error_messages={"invalid": "Enter an e-mail address with an @ sign"}
    )
    places = forms.IntegerField(label="How many people could you mentor?", initial=2)
    role = forms.ChoiceField(
        label="What you do", choices=[("ect", "Early career teacher"), ("head", "Head teacher")]
    )
    born = DatePartsField(label="When did you start?", help_text="For example, 1 9 2026")
    part = forms.ChoiceField(
        label="How would you like to take part?",
        choices=[("mentee", "Have a mentor"), ("mentor", "Be a mentor"), ("both", "Both")],
        widget=forms.RadioSelect,
        initial="mentee",
    )
    topics = forms.MultipleChoiceField(
        label="What would you like help with?",
        help_text="Choose up to three. Change them any time.",
        choices=[
            ("behaviour", Worded("Behaviour in lessons", "Calm starts, routines, hard moments")),
            ("workload", Worded("Planning and workload", "Good lessons, and your evenings back")),
            ("unsure", Worded("I am not sure yet", "Your mentor can help", alone=True)),
        ],
        widget=forms.CheckboxSelectMultiple,
        initial=["behaviour"],
    )
    how = forms.ChoiceField(
        label="How sure are you?",
        choices=[("a", "St Mary’s Infants, Leeds"), ("b", "St Mary’s Juniors, Leeds")],
        widget=forms.RadioSelect(attrs={"class": "inline"}),
        initial="a",
    )
    musts = forms.MultipleChoiceField(
        label="Must always hold",
        choices=[("school", "Different schools"), ("phase", "Same phase, if either asked")],
        widget=forms.CheckboxSelectMultiple(attrs={"class": "small"}),
        initial=["school"],
        required=False,
    )
    about = forms.CharField(
        label="About me",
        widget=forms.Textarea(attrs={"maxlength": 300, "rows": 4}),
        required=False,
    )
    school = forms.CharField(
        label="Your school",
        help_text="Type its name and town",
        required=False,
        widget=forms.TextInput(attrs={"data-autocomplete-url": "/schools/search/"}),
    )
    sheet = forms.FileField(label="A spreadsheet", required=False)
    agree = forms.BooleanField(
        label="You may keep my answers", help_text="Until you leave the programme"
    )


def kit(request: HttpRequest) -> dict[str, Any]:
    """Everything `design/kit.html` shows."""
    toast(request, _("Removed Jo Barker from round 2."), undo="/kit/")
    messages.error(request, "The round was changed by Pete a minute ago. Nothing was lost.")
    frame = request.GET.get("frame", "desk")
    return {
        "frame_template": "design/page.html" if frame == "page" else "design/desk.html",
        **_frames(),
        **_parts(),
        "form": SampleForm(),
        "faulty": _faulty(),
    }


def _frames() -> dict[str, Any]:
    tabs = [
        Tab("Tonight", "#tokens"),
        Tab("People", "#grid"),
        Tab("Match", "#board", current=True),
        Tab("Introductions", "#tokens"),
        Tab("Letters", "#lists"),
    ]
    return {
        "desk": Desk(
            programme="The Wider Staffroom of the North East",
            programmes=[Tab("The Wider Staffroom", "#", current=True), Tab("New heads", "#")],
            tabs=tabs,
            find_url="/kit/",
            person="Helen Marsh",
            account=[Tab("Sign-in and security", "#"), Tab("Help", "#")],
            sign_out_url="/kit/",
        ),
        "place": Place(
            programme="The Wider Staffroom",
            menu=tabs,
            foot=[Tab("Help", "#"), Tab("Privacy", "#"), Tab("Accessibility", "#")],
            run_by="The Wider Staffroom is run by two teachers, Helen Marsh and Pete Lowry.",
        ),
    }


def _parts() -> dict[str, Any]:
    return {
        "tokens": TOKENS,
        "icons": drawing.ICONS,
        "pairs": PAIRS,
        "people": PEOPLE,
        "quality": QUALITY,
        "topics": [("Behaviour", 341), ("Workload", 268), ("Questioning", 187), ("Explaining", 88)],
        "tabs": [
            Tab("Everyone", "#", current=True, amount=612),
            Tab("Waiting for a match", "#", amount=12),
            Tab("Mentors with room", "#", amount=41),
        ],
        "chips": [
            {"label": "All", "url": "#", "current": True, "amount": 169},
            {"label": "Under 60", "url": "#", "amount": 7},
            {"label": "Region: Cumbria", "remove_url": "#"},
        ],
        "import_steps": ["Bring in", "Match columns", "Check rows", "Saved"],
        "tasks": [
            {"label": "Look at the questions", "url": "#", "state": "Done", "tone": "done"},
            {"label": "Bring in your sign-ups", "url": "#", "state": "Next", "tone": "next"},
            {"label": "Match", "hint": "Once people are in", "state": "Cannot start yet"},
        ],
        "answers": [
            {"label": "Your name", "answer": "Bethan Cole", "url": "#"},
            {"label": "What you would like help with", "answer": "Behaviour\nWorkload", "url": "#"},
        ],
        "slider_words": ["Not at all", "Some", "A fair bit", "A lot", "Most"],
        "page": Paginator(range(214), 19).page(5),
    }


def _faulty() -> forms.Form:
    class Faulty(forms.Form):
        address = SampleForm.base_fields["email"]
        wanted = SampleForm.base_fields["topics"]

    return Faulty({"faulty-address": "bethan.example.org"}, prefix="faulty")
