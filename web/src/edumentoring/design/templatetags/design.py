"""`{% load design %}`: icons, gauges and the few things a template cannot count."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import template
from django.conf import settings
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.core.paginator import Page
from django.forms import BaseForm, BaseFormSet, BoundField, CheckboxInput, Field, FileField
from django.forms.widgets import ChoiceWidget
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from edumentoring.design import drawing, times
from edumentoring.design.toasts import UNDO

register = template.Library()

HTMX = {
    "allowEval": False,
    "allowScriptTags": False,
    "includeIndicatorStyles": False,
    # Pages hold people's words: none is kept in the browser's storage.
    "historyCacheSize": 0,
    "refreshOnHistoryMiss": True,
    # htmx also carries "style" over by attribute, which the policy forbids.
    "attributesToSettle": ["class"],
    # htmx 2 drops refusals unless told: a form with errors and a 409 are swapped too.
    "responseHandling": [
        {"code": "204", "swap": False},
        {"code": "[23]..", "swap": True},
        {"code": "400|409|422|429", "swap": True},
        {"code": "401", "swap": True, "error": True},
        {"code": "[45]..", "swap": False, "error": True},
    ],
}


@register.simple_tag
def htmx_settings() -> str:
    """The content of the `htmx-config` meta tag."""
    return json.dumps(HTMX)


@register.simple_tag
def script_words() -> str:
    """What `edumentoring.js` says, in the reader's language; "#" stands for a number."""
    return json.dumps(
        {
            "error": _("Error:"),
            "none": _("Nothing found. You can type it in your own words"),
            "short": _("Type # or more letters"),
            "results": _("# found"),
            "help": _("Use the up and down arrows to choose, and Enter to take one."),
            "kept": _(
                "This was not saved, because you were signed out. Your words are back: "
                "look them over and send them again."
            ),
            "begun": _("The words you had begun are back. They are not saved yet."),
            "let_go": _("Let them go"),
            "again": _("You are signed in again. Press once more to save."),
        }
    )


@register.inclusion_tag("design/too_large.html")
def too_large() -> dict[str, object]:
    """`{% too_large %}`: after a box for a file, what the script says of one that is too large."""
    most = settings.LARGEST_FILES
    words = _("More than %s MB cannot be sent. Choose a smaller file.") % (most // 2**20)
    return {"most": most, "errors": [words]}


@register.inclusion_tag("design/card.html", takes_context=True)
def card(
    context: Context,
    title: str,
    words: str,
    *,
    url: str | None = None,
    picture: str = "",
    site: str = "EduMentoring",
    kind: str = "website",
) -> dict[str, str]:
    """What other sites and search engines show of a public page: for `{% block head %}`.

    Its address is the page's own, whatever list or filter was asked for, unless `url` is given;
    empty where it has none yet. The picture has 1200 by 630 points and a whole address.
    """
    here = f"{settings.SITE_URL}{context['request'].path}"
    return {
        "title": title,
        "words": words,
        "url": here if url is None else url,
        "picture": picture,
        "site": site,
        "kind": kind,
    }


@register.simple_tag
def icon(name: str, *, label: str = "", small: bool = False) -> SafeString:
    """`{% icon "lock" %}`, or with `label=_("Locked")` where no word stands beside it.

    An unknown name raises: a missing picture is silent for too long.
    """
    if name not in drawing.ICONS:
        raise template.TemplateSyntaxError(f"No icon {name!r}. There are: {drawing.ICON_NAMES}")
    says = format_html('role="img" aria-label="{}"', label) if label else 'aria-hidden="true"'
    return format_html(
        '<svg class="icon{}" viewBox="0 0 20 20" focusable="false" {}><path d="{}"/></svg>',
        " small" if small else "",
        SafeString(says),
        drawing.ICONS[name],
    )


@register.inclusion_tag("design/gauge.html")
def gauge(fit: float, *, word: str = "", size: str = "") -> dict[str, object]:
    """`{% gauge 78 %}`: two circles that overlap more the better the fit (0 to 100).

    The number and the word always stand beside it; `word` replaces the usual one,
    `size` is "", "large" or "upright" (word beneath).
    """
    return {
        "fit": round(fit),
        "word": word or drawing.fit_word(fit),
        "size": size,
        "low": fit < drawing.FAIR,
        "circles": drawing.overlap(fit),
    }


@register.inclusion_tag("design/histogram.html")
def histogram(
    bars: Iterable[tuple[object, int]],
    *,
    title: str,
    low: int = 0,
    first: str = "",
    second: str = "",
    last: str = "",
) -> dict[str, object]:
    """`{% histogram bars title=_("Pairs by fit") %}`: bars drawn on the server, with their table.

    `bars` are (label, amount), lowest first; `low` of them are drawn as outlines;
    `first` and `second` head the table's columns; `last` closes the scale.
    """
    return {
        "title": title,
        "first": first,
        "second": second,
        **drawing.histogram(list(bars), low=low, last=last),
    }


@register.inclusion_tag("design/segments.html")
def segments(step: int, steps: int, *, words: str = "") -> dict[str, object]:
    """`{% segments 4 9 %}`: "Question 4 of 9", worded first, then drawn."""
    return {
        "step": step,
        "steps": steps,
        "words": words,
        "boxes": [{"x": at * 18 + 0.5, "done": at < step} for at in range(steps)],
        "width": steps * 18 - 3,
    }


@register.filter
def clock_time(at: datetime | None) -> str:
    """For example "4.05 pm"; nothing for no moment."""
    return times.clock(_here(at)) if at else ""


@register.filter
def moment(at: datetime | None, day: str = times.USUAL) -> str:
    """For example "23 October 2026, 4.05 pm"; `day` is Django's format of the date."""
    return times.day_and_clock(_here(at), day) if at else ""


def _here(at: datetime) -> datetime:
    """On the reader's clock, unless `|timezone:` put it on another one."""
    return localtime(at) if getattr(at, "convert_to_local_time", True) else at


@register.filter
def initials(name: str) -> str:
    """Up to two capitals of a name: "Bethan Cole" is BC, one word gives one letter."""
    words = str(name).split()
    chosen = words[:1] + words[1:][-1:]
    return "".join(word[0] for word in chosen).upper()


@register.filter
def in_place(messages: Iterable[Message] | None) -> list[Message]:
    """Warnings and errors, which stand at the top of the page."""
    return [message for message in _kept(messages) if message.level >= constants.WARNING]


@register.filter
def passing(messages: Iterable[Message] | None) -> list[Message]:
    """What changed, which is said in a toast."""
    return [message for message in _kept(messages) if message.level < constants.WARNING]


def _kept(messages: Iterable[Message] | None) -> Iterable[Message]:
    """Reading Django's messages twice is safe: the storage keeps what it loaded."""
    return messages or ()


@register.filter
def undo_url(message: Message) -> str:
    """The path to POST to for undoing, or nothing."""
    tags = message.extra_tags or ""
    return tags.removeprefix(UNDO) if tags.startswith(UNDO) else ""


@register.filter
def is_tick(field: BoundField) -> bool:
    """A single box to tick, whose label stands after it."""
    return isinstance(field.field.widget, CheckboxInput)


@register.filter
def found(form: "BaseForm | BaseFormSet[BaseForm] | None") -> list[dict[str, str]]:
    """A form's errors in the order of its fields, each with the id its link goes to."""
    if isinstance(form, BaseFormSet):
        own = [{"words": str(error), "target": ""} for error in form.non_form_errors()]
        return own + [error for each in form for error in found(each)]
    if not isinstance(form, BaseForm):
        return []
    errors = [
        {"words": str(error), "target": f"{form.prefix or 'form'}-errors"}
        for error in form.non_field_errors()
    ]
    for field in form:
        errors += [{"words": words, "target": _first_box(field)} for words in said(field)]
    return errors


@register.filter
def said(field: BoundField) -> list[str]:
    """A field's errors in words; Django's own "This field is required." names no field."""
    usual = Field.default_error_messages["required"]
    return [_nothing_given(field) if error == usual else str(error) for error in field.errors]


def _nothing_given(field: BoundField) -> str:
    """An unanswered question, in the words of its label."""
    question = {"label": field.label}
    if isinstance(field.field, FileField):
        return _("Choose a file for “%(label)s”") % question
    if isinstance(field.field.widget, ChoiceWidget):
        return _("Choose an answer to “%(label)s”") % question
    if isinstance(field.field.widget, CheckboxInput):
        return _("Tick “%(label)s” to go on") % question
    return _("Fill in “%(label)s”") % question


def _first_box(field: BoundField) -> str:
    """Groups have no box of their own: the link goes to the first one inside."""
    if field.use_fieldset:
        return f"{field.auto_id}_0"
    return field.id_for_label or field.auto_id


@register.filter
def page_numbers(page: "Page[Any]") -> list[int]:
    """The pages worth a link: first, last and the neighbours, with 0 for a gap."""
    return [
        number if isinstance(number, int) else 0
        for number in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    ]


@register.filter
def measured(bars: Iterable[tuple[object, int]]) -> list[dict[str, object]]:
    """(label, amount) pairs with each bar's length as a share of the longest."""
    drawn = list(bars)
    most = max((amount for _label, amount in drawn), default=0) or 1
    return [
        {"label": label, "amount": amount, "share": 100 * amount / most} for label, amount in drawn
    ]
