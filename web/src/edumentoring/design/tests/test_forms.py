"""Any Django form comes out with label, hint, error and box tied together."""

from datetime import date
from html.parser import HTMLParser

import pytest
from django import forms
from django.template.loader import render_to_string

from edumentoring.design.forms import DatePartsField, Renderer, Worded


class SignUp(forms.Form):
    name = forms.CharField(help_text="As on your badge")
    about = forms.CharField(required=False, widget=forms.Textarea(attrs={"maxlength": 200}))
    topics = forms.MultipleChoiceField(
        help_text="Up to three",
        choices=[("calm", Worded("Calm", "Routines")), ("none", Worded("None", alone=True))],
        widget=forms.CheckboxSelectMultiple,
    )
    role = forms.ChoiceField(choices=[("a", "Mentor"), ("b", "Mentee")], widget=forms.RadioSelect)
    agree = forms.BooleanField(help_text="Until you leave")
    started = DatePartsField()

    def clean(self):
        raise forms.ValidationError("The two do not go together")


class Page(HTMLParser):
    """The tags of a piece of HTML, by id, and every reference from one to another."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(words)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def ids(self) -> list[str | None]:
        return [attrs["id"] for _tag, attrs in self.tags if "id" in attrs]

    def one(self, tag: str, **wanted: str) -> dict[str, str | None]:
        return next(
            attrs
            for name, attrs in self.tags
            if name == tag and all(attrs.get(key) == value for key, value in wanted.items())
        )


@pytest.fixture
def page() -> Page:
    return Page(render_to_string("design/form.html", {"form": SignUp({}), "csrf_token": "x"}))


def test_the_projects_forms_use_our_renderer(settings):
    assert f"{Renderer.__module__}.{Renderer.__qualname__}" == settings.FORM_RENDERER


def test_a_box_is_described_by_its_hint_and_its_error(page: Page):
    box = page.one("input", name="name")

    assert box["aria-describedby"] == "id_name_helptext id_name_error"
    assert box["aria-invalid"] == "true"


def test_a_group_is_described_on_its_fieldset(page: Page):
    group = page.one("fieldset", id="id_topics_group")

    assert group["aria-describedby"] == "id_topics_helptext id_topics_error"


def test_everything_referred_to_is_on_the_page_once(page: Page):
    ids = page.ids()
    named = [
        name
        for _tag, attrs in page.tags
        for key in ("aria-describedby", "for")
        for name in (attrs.get(key) or "").split()
    ]

    assert named
    assert set(named) <= set(ids)
    assert len(ids) == len(set(ids))


def test_every_link_of_the_summary_leads_to_a_box(page: Page):
    links = [attrs["href"] for tag, attrs in page.tags if tag == "a"]

    assert len(links) == 6
    assert {link.removeprefix("#") for link in links} <= set(page.ids())


def test_an_unanswered_question_is_named(page: Page):
    words = render_to_string("design/error_summary.html", {"form": SignUp({})})

    assert "Fill in “Name”" in words
    assert "Choose an answer to “Topics”" in words
    assert "Tick “Agree” to go on" in words
    assert "This field is required" not in words


def test_only_what_may_be_left_is_marked():
    words = str(SignUp())

    assert words.count("(optional)") == 1


def test_a_form_without_faults_has_no_summary():
    assert "error-summary" not in render_to_string("design/form.html", {"form": SignUp()})


def test_what_people_typed_is_never_taken_for_markup():
    form = SignUp({"name": '"><script>alert(1)</script>', "about": "</textarea><b>"})

    words = str(form)

    assert "<script>" not in words
    assert "</textarea><b>" not in words


def test_a_choice_that_stands_alone_says_or(page: Page):
    assert "data-alone" in page.one("input", value="none")
    assert page.one("input", value="calm")["aria-describedby"] == "id_topics_0_hint"


def test_widgets_we_have_not_drawn_are_djangos():
    class Hidden(forms.Form):
        secret = forms.CharField(widget=forms.HiddenInput, initial="x")

    assert Page(str(Hidden())).one("input", name="secret")["type"] == "hidden"


class Dated(forms.Form):
    on = DatePartsField()


def test_a_date_is_put_together_from_its_parts():
    form = Dated({"on_day": "1", "on_month": "9", "on_year": "2026"})

    assert form.is_valid()
    assert form.cleaned_data["on"] == date(2026, 9, 1)


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        (("31", "2", "2026"), "not in the calendar"),
        (("1", "9", "9" * 30), "not in the calendar"),
        (("0", "0", "0"), "not in the calendar"),
        (("31", "12", "9999"), "between 1900 and 2100"),
        (("1", "9", "226"), "between 1900 and 2100"),
        (("1", "9", ""), "must include a year"),
        (("one", "9", "2026"), "day must be a number"),
        (("", "", ""), "required"),
    ],
)
def test_a_date_says_what_is_wrong_with_it(parts: tuple[str, str, str], words: str):
    form = Dated(dict(zip(("on_day", "on_month", "on_year"), parts, strict=True)))

    assert words in " ".join(form.errors["on"])


def test_a_kept_date_fills_its_boxes():
    page = Page(str(Dated(initial={"on": date(2026, 9, 1)})))

    assert page.one("input", name="on_month")["value"] == "9"
