"""What sections and resources are about, for whom, and what kind of thing a resource is.

Several of a list are kept in one text column with commas around each (",feedback,workload,"), so
that one LIKE finds those of a topic on every database.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise

TOPICS: dict[str, Words] = {
    "mentoring": _("Mentoring"),
    "relationships": _("Working together"),
    "observation": _("Observing lessons"),
    "feedback": _("Feedback"),
    "deliberate-practice": _("Deliberate practice"),
    "questioning": _("Questions and listening"),
    "explaining": _("Explaining"),
    "planning": _("Planning"),
    "assessment": _("Assessment"),
    "behaviour": _("Behaviour"),
    "inclusion": _("Inclusion"),
    "subject-knowledge": _("Subject knowledge"),
    "curriculum": _("Curriculum"),
    "workload": _("Workload"),
    "wellbeing": _("Wellbeing"),
    "research": _("Using research"),
    "safeguarding": _("Safeguarding"),
    "leadership": _("Leadership"),
    "career": _("Career"),
    "early-years": _("Early years"),
    "further-education": _("Further education"),
}
PHASES: dict[str, Words] = {
    "early-years": _("Early years"),
    "primary": _("Primary"),
    "secondary": _("Secondary"),
    "special": _("Special schools"),
    "further-education": _("Further education"),
    "any": _("Every phase"),
}
AUDIENCES: dict[str, Words] = {
    "mentor": _("Mentors"),
    "mentee": _("Mentees"),
    "leader": _("Leaders"),
}


class Several(models.TextField):  # type: ignore[type-arg]
    """Some of a list of keys: a tuple in Python, ",a,b," in the database."""

    def __init__(self, *args: Any, of: dict[str, Words] | None = None, **kwargs: Any) -> None:
        self.of = of or {}
        kwargs.setdefault("default", tuple)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs

    def from_db_value(self, value: str | None, *_args: Any) -> tuple[str, ...]:
        return keys_in(value)

    def to_python(self, value: Any) -> tuple[str, ...]:
        return keys_in(value)

    def get_prep_value(self, value: Any) -> str:
        keys = keys_in(value)
        return f",{','.join(keys)}," if keys else ""

    def value_to_string(self, obj: models.Model) -> str:
        return self.get_prep_value(self.value_from_object(obj))

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(",".join(value), model_instance)
        if self.of and (unknown := [key for key in value if key not in self.of]):
            raise ValidationError(_("There is no %s in the list.") % ", ".join(unknown))

    def formfield(self, **kwargs: Any) -> forms.Field:
        if not self.of:
            kwargs.setdefault("widget", forms.TextInput)
            return super().formfield(**kwargs)  # type: ignore[return-value]
        return forms.MultipleChoiceField(
            choices=list(self.of.items()),
            widget=forms.CheckboxSelectMultiple,
            label=str(self.verbose_name).capitalize(),
            required=not self.blank,
            help_text=self.help_text,
        )


def keys_in(value: str | Iterable[str] | None) -> tuple[str, ...]:
    """The keys in a column's text, or in any list of them."""
    if not value:
        return ()
    parts: Sequence[str] = value.split(",") if isinstance(value, str) else list(value)
    return tuple(part.strip() for part in parts if part.strip())


def labels(of: dict[str, Words], keys: Iterable[str]) -> list[str]:
    """The keys in words; one that is not in the list stands for itself."""
    return [str(of.get(key, key)) for key in keys]
