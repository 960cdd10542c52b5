"""What the page of a sheet shows: its steps, which are done, and who reads which box."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.forms import BoundField

from edumentoring.common.pupils import Finding, findings
from edumentoring.tools.access import Opened
from edumentoring.tools.forms import Filled, SheetForm
from edumentoring.tools.models import Aside
from edumentoring.tools.shapes import LOOK_AGAIN, Box, Shape, Step, Tool


@dataclass(frozen=True)
class FilledBox:
    """One box with what stands in it. `kept`: only its writer reads it."""

    box: Box
    value: Any
    kept: bool
    field: BoundField | None = None

    @property
    def is_filled(self) -> bool:
        return bool(self.value)

    @property
    def words(self) -> list[str]:
        """What stands in it, as lines to read."""
        if not self.value:
            return []
        if self.box.options:
            chosen = self.value if isinstance(self.value, list) else [self.value]
            return [str(label) for key, label in self.box.options if key in chosen]
        return [str(self.value)]


@dataclass(frozen=True)
class FilledStep:
    """One step. `state`: "done", "now" for the first that is not, or ""."""

    step: Step
    number: int
    boxes: list[FilledBox]
    state: str = ""


def words_in(opened: Opened) -> dict[str, Any]:
    """Everything this reader may read in the sheet, by box."""
    sheet = opened.sheet
    asides = Aside.objects.visible_to(opened.me).filter(sheet=sheet)
    own: dict[str, Any] = next((aside.answers for aside in asides), {})
    return {**sheet.answers, **own, LOOK_AGAIN: sheet.look_again_on}


def form_for(opened: Opened, data: Any = None) -> SheetForm:
    """The sheet's form, filled with what stands in it."""
    sheet = opened.sheet
    first = words_in(opened) | {"title": sheet.title}
    asks = opened.side is not None and opened.is_writer and not sheet.is_shared
    form = SheetForm(sheet.tool, data, initial=first, may_keep_back=asks)
    for box in _not_theirs(opened):
        del form.fields[box]
    return form


def _not_theirs(opened: Opened) -> list[str]:
    """Boxes that the writer keeps back: the other one is not shown them."""
    return [] if opened.is_writer else list(opened.sheet.kept_back)


def steps_of(opened: Opened, form: SheetForm | None = None) -> list[FilledStep]:
    """The steps with their boxes: to write in with a form, to read without."""
    sheet, words = opened.sheet, words_in(opened)
    hidden = set(_not_theirs(opened))
    kept = set(sheet.kept_back) | sheet.tool.only_mine
    if form is not None and form.is_bound:
        words = {
            box.key: form[box.key].value() for box in sheet.tool.boxes if box.key in form.fields
        }
        if "keep" in form.fields:
            kept = set(form["keep"].value() or []) | sheet.tool.only_mine
    return steps_with(sheet.tool, words, form=form, hidden=hidden, kept=kept)


def steps_with(
    tool: Tool,
    words: dict[str, Any],
    *,
    form: SheetForm | None = None,
    hidden: Collection[str] = (),
    kept: Collection[str] = (),
) -> list[FilledStep]:
    """A tool's steps with these words in their boxes, without those that are hidden."""
    steps: list[FilledStep] = []
    for number, step in enumerate(tool.steps, start=1):
        boxes = [
            FilledBox(box, words.get(box.key), box.key in kept, form[box.key] if form else None)
            for box in step.boxes
            if box.key not in hidden
        ]
        if boxes:
            steps.append(FilledStep(step, number, boxes, _state(boxes, steps)))
    return steps


def pupils_in(opened: Opened, steps: list[FilledStep]) -> list[Finding]:
    """What on this page may name a pupil."""
    return pupils_among(opened.sheet.title, steps)


def pupils_among(title: str, steps: list[FilledStep]) -> list[Finding]:
    """What in a title and these boxes may name a pupil."""
    boxes = (filled for step in steps for filled in step.boxes if not filled.box.options)
    said = [str(filled.value) for filled in boxes if filled.box.shape != Shape.DAY and filled.value]
    return findings("\n".join([title, *said]))


def _state(boxes: list[FilledBox], before: list[FilledStep]) -> str:
    if any(box.is_filled for box in boxes):
        return "done"
    return "" if any(step.state == "now" for step in before) else "now"


def differences(opened: Opened, filled: Filled) -> list[dict[str, Any]]:
    """Where the sheet now says something else than what was just sent, box by box."""
    return differences_in(opened.sheet.tool, words_in(opened), filled)


def differences_in(tool: Tool, now: dict[str, Any], filled: Filled) -> list[dict[str, Any]]:
    """The same for any form: `now` is what stands in it, `filled` what was sent."""
    return [
        {"label": box.label, "words": "; ".join(FilledBox(box, now.get(box.key), False).words)}
        for box in tool.boxes
        if box.shape != Shape.DAY
        and now.get(box.key)
        and now.get(box.key) != filled.answers.get(box.key)
    ]
