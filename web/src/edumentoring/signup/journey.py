"""Where a draft is on its way: its steps, the form of each, and what is still missing."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from edumentoring.consents.operations import current_wordings
from edumentoring.programmes.models import Programme, Question
from edumentoring.programmes.opening import Opening, opening_of
from edumentoring.programmes.questions import in_words, labels_of
from edumentoring.schools.models import Organisation
from edumentoring.signup import operations
from edumentoring.signup.forms import (
    ConsentForm,
    KeptForm,
    PageForm,
    WayForm,
    YouForm,
    as_data,
    in_words_of,
)
from edumentoring.signup.keys import page_link
from edumentoring.signup.models import Draft
from edumentoring.signup.pages import (
    CHECK,
    WAY,
    YOU,
    Page,
    all_steps,
    pages_for,
    questions_of,
)
from edumentoring.signup.topics import is_about_topics


class Journey:
    """One draft, with its pages as the programme's questions are now."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.programme: Programme = draft.programme

    @cached_property
    def opening(self) -> Opening:
        return opening_of(self.programme)

    @cached_property
    def questions(self) -> list[Question]:
        return questions_of(self.programme)

    @cached_property
    def pages(self) -> list[Page]:
        return pages_for(self.questions, **self.draft.ways, stage=self.draft.stage)

    @cached_property
    def steps(self) -> list[str]:
        return all_steps(self.pages)

    @property
    def may_go_on(self) -> bool:
        """Sign-up is open, or the draft was begun a short while before it closed."""
        return self.opening.is_open or operations.may_still_be_sent(self.draft)

    def now_as(self, draft: Draft) -> "Journey":
        """The same journey after a change: a stage may have added a page."""
        later = Journey(draft)
        later.questions = self.questions
        return later

    # --- Where one is ---------------------------------------------------------------------------

    def page(self, step: str) -> Page | None:
        return next((page for page in self.pages if page.key == step), None)

    def number(self, step: str) -> int:
        return self.steps.index(step) + 1

    def before(self, step: str) -> str:
        """The step before this one, or "" before the first."""
        at = self.steps.index(step)
        return self.steps[at - 1] if at else ""

    def after(self, step: str) -> str:
        at = self.steps.index(step)
        return self.steps[min(at + 1, len(self.steps) - 1)]

    def first_open(self) -> str:
        """Where somebody goes on: the first step that was not gone through, or the last one."""
        done = set(self.draft.done) - set(self.draft.typed)
        return next((step for step in self.steps if step not in done), CHECK)

    def address(self, step: str) -> str:
        """The address of a step, as a path."""
        if step == CHECK:
            return page_link(self.draft, "check")
        return page_link(self.draft, "page", step)

    # --- Forms ----------------------------------------------------------------------------------

    def form(self, step: str, data: Any = None, *, begin: str = "") -> KeptForm:
        """The form of a step: sent, or with what was typed and refused, or with the answers."""
        if data is not None:
            return self._form(step, data, begin)
        kept: Mapping[str, Any] | None = self.draft.typed.get(step)
        if kept is None:
            return self._form(step, None, begin)
        form = self._form(step, as_data(kept["values"]), begin)
        if kept.get("left"):
            form.hush()
        return form

    def _form(self, step: str, data: Any, begin: str) -> KeptForm:
        draft = self.draft
        if step == WAY:
            return WayForm(self.opening, data, initial={"way": draft.way})
        if step == YOU:
            return YouForm(data, initial={"name": draft.name, "email": draft.email})
        if step == CHECK:
            return ConsentForm(current_wordings(self.programme), draft.consents, data)
        page = self.page(step)
        assert page is not None  # noqa: S101 - the view looked it up
        return PageForm(page, draft.answers, data, begin=begin)

    def keep(self, step: str, form: KeptForm, *, seen: str = "") -> Draft:
        """Keep a page that is in order. Raises AlreadySent, and Stale as `keep_answers`."""
        if isinstance(form, WayForm):
            return operations.keep_ways(self.draft, form.ways(), seen=seen)
        if isinstance(form, YouForm):
            name, email = form.cleaned_data["name"], form.cleaned_data["email"]
            return operations.keep_person(self.draft, step, name=name, email=email, seen=seen)
        if isinstance(form, ConsentForm):
            return operations.keep_consents(self.draft, step, form.versions())
        assert isinstance(form, PageForm)  # noqa: S101 - the four kinds there are
        return operations.keep_answers(self.draft, step, form.answers(), seen=seen)

    def held_on(self, step: str) -> list[dict[str, str]]:
        """What a step holds now, in words, also where it was typed and does not fit yet."""
        shown = [(field.label, in_words_of(field)) for field in self.form(step).visible_fields()]
        return [{"label": str(label), "answer": words} for label, words in shown if words]

    # --- Check your answers ---------------------------------------------------------------------

    def missing(self) -> list[dict[str, str]]:
        """What has to be mended before it can be sent, each with the page it is on."""
        draft, found = self.draft, []
        for page in self.pages:
            for question in page.questions:
                if question.required and not self._is_answered(question):
                    words = _("Answer “%(question)s”") % {"question": question.label}
                    found.append({"label": words, "url": self._change(page.key)})
            if page.key in draft.typed:
                words = _("Look again at “%(page)s”") % {"page": page.heading}
                found.append({"label": words, "url": self._change(page.key)})
        if not (draft.name and draft.email) or YOU in draft.typed:
            found.append({"label": _("Give your name and e-mail"), "url": self._change(YOU)})
        return found

    def _is_answered(self, question: Question) -> bool:
        held = self.draft.answers
        if question.key == "school":
            return bool(held.get("school") or held.get("school_text"))
        if held.get(question.key) not in (None, "", []):
            return True
        # "I am not sure yet" answers a question about topics, and nothing is kept for it.
        page = next(page for page in self.pages if question in page.questions)
        return page.key in self.draft.done and is_about_topics(labels_of(question))

    def answers(self) -> list[dict[str, str]]:
        """What was answered, in words, each with the page to change it on."""
        draft = self.draft
        way = {"mentee": _("With a mentor"), "mentor": _("As a mentor"), "both": _("As both")}
        facts = [{"label": _("Taking part"), "answer": way[draft.way], "url": self._change(WAY)}]
        for page in self.pages:
            facts += self._answered(page)
        return [
            *facts,
            {"label": _("Name"), "answer": draft.name or _("No answer"), "url": self._change(YOU)},
            {
                "label": _("E-mail"),
                "answer": draft.email or _("No answer"),
                "url": self._change(YOU),
            },
        ]

    def _answered(self, page: Page) -> list[dict[str, str]]:
        """The answers of one page; where there is none, the page in one line."""
        url = self._change(page.key)
        given = [(question.label, self._worded(question)) for question in page.questions]
        facts = [{"label": label, "answer": words, "url": url} for label, words in given if words]
        return facts or [{"label": page.heading, "answer": _("No answer"), "url": url}]

    def _worded(self, question: Question) -> str:
        held = self.draft.answers
        if question.key == "school":
            school = Organisation.objects.filter(pk=held.get("school")).first()
            return school.name if school else str(held.get("school_text") or "")
        return "\n".join(in_words(question, held.get(question.key)))

    def _change(self, step: str) -> str:
        return f"{self.address(step)}?change"
