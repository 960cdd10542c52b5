"""The whole sign-up as one form: the same questions under the same rules, sent in one go."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from edumentoring.common.once import once
from edumentoring.consents.operations import current_wordings
from edumentoring.programmes.models import Programme, Question
from edumentoring.programmes.navigation import address_of
from edumentoring.programmes.opening import Opening
from edumentoring.programmes.questions import STANDARD_BY_KEY
from edumentoring.signup.forms import ConsentForm, KeptForm, PageForm, WayForm, YouForm
from edumentoring.signup.pages import Page, every_page, pages_for, print_of, questions_of

Asked = Question.Asked
HEADS = {
    "mentee": _("If you would like a mentor"),
    "mentor": _("If you would like to mentor"),
    "training": _("If you are training to teach"),
}
# Drawing some two hundred choices is most of the work of a surge's readers.
DRAWN_FOR = 60  # seconds


@dataclass(frozen=True)
class Part:
    """One section of the page: its head, its form, and the way or stage it is for ("" is all).

    `instead_of` are keys of questions elsewhere that whoever it is for need not answer.
    """

    key: str
    heading: str
    form: KeptForm
    only_for: str = ""
    instead_of: str = ""


class WholeForm:
    """Every page's form over the same data.

    Shown, it has the questions of every way that may be chosen. Sent, only those count that
    are asked of the chosen roles and stage, exactly as page by page.
    """

    def __init__(self, programme: Programme, opening: Opening, data: Any = None, *, way: str = ""):
        self.programme, self.data = programme, data
        self.way = WayForm(opening, data, initial={"way": way})
        self.you = YouForm(data)
        self.consents = ConsentForm(current_wordings(programme), {}, data)
        self.questions = questions_of(programme)
        self.pages: list[PageForm] = []

    def is_valid(self) -> bool:
        """Check the parts that are asked; what is not asked is shown again but not checked."""
        if not self.way.is_valid():
            self.you.is_valid()
            self.consents.is_valid()
            return False
        ways = self.way.ways()
        stage = self.data.get("stage", "") if self.data is not None else ""
        asked = pages_for(self.questions, **ways, stage=stage, joined=False)
        self.pages = [PageForm(page, {}, self.data) for page in asked]
        checked = [form.is_valid() for form in (*self.pages, self.you, self.consents)]
        return all(checked)

    def answers(self) -> dict[str, Any]:
        """Every answer, as it is kept."""
        return {key: value for form in self.pages for key, value in form.answers().items()}

    def errors(self) -> Iterator[KeptForm]:
        """The forms with something to mend, in the order of the page."""
        for form in (self.way, *self.pages, self.you, self.consents):
            if form.is_bound and form.errors:
                yield form

    def parts(self) -> list[Part]:
        """What stands on the page before name, e-mail and consents."""
        return [self._part(page) for page in every_page(self.questions)]

    def _part(self, page: Page) -> Part:
        """A page's form with what is to be mended in it, wherever it was checked."""
        form = PageForm(page, {}, self.data)
        if self.data is not None:
            wrong = {name: each for asked in self.pages for name, each in asked.errors.items()}
            form.hush(complaining_of={name: wrong[name] for name in form.fields if name in wrong})
        return Part(page.key, page.heading, form, _only_for(page), _instead_of(page))


def _instead_of(page: Page) -> str:
    standard = [STANDARD_BY_KEY[q.key] for q in page.questions if q.key in STANDARD_BY_KEY]
    return " ".join(each.instead_of for each in standard if each.instead_of)


def _only_for(page: Page) -> str:
    if page.key == "training":
        return "training"
    asked = {question.asked_of for question in page.questions}
    if asked == {Asked.MENTEES}:
        return "mentee"
    return "mentor" if asked == {Asked.MENTORS} else ""


def drawn(form: WholeForm) -> SafeString:
    """The questions with what was answered so far."""
    parts = [(part, HEADS.get(part.only_for, "")) for part in form.parts()]
    privacy = address_of("consents:privacy", form.programme.slug)
    context = {"whole": form, "parts": parts, "privacy": privacy, "programme": form.programme}
    return render_to_string("signup/whole_body.html", context)


def unanswered(programme: Programme, opening: Opening, *, way: str) -> SafeString:
    """The questions as everybody meets them first: drawn anew once a question or word changes."""
    way = way if way in opening.ways else ""
    key = f"{programme.pk}:{_fingerprint(programme, opening)}:{way}"
    form = partial(WholeForm, programme, opening, way=way)
    body = once("sign-up-form", key, DRAWN_FOR, lambda: str(drawn(form())))
    return SafeString(body)  # our own template drew it


def _fingerprint(programme: Programme, opening: Opening) -> str:
    """Changes with anything the form is drawn from."""
    told = (
        print_of(programme),
        [(each.purpose, each.version, each.title) for each in current_wordings(programme)],
        (opening.ways, sorted(opening.full_for), get_language()),
    )
    return sha256(repr(told).encode()).hexdigest()[:24]
