"""No form takes a year that clocks and counts of weeks cannot reckon with."""

from collections.abc import Iterator

from django import forms

from edumentoring.config.urls import urlpatterns
from edumentoring.design.forms import in_our_time


def forms_of_ours(kind: type = forms.BaseForm) -> Iterator[type[forms.BaseForm]]:
    for form in kind.__subclasses__():
        if form.__module__.startswith("edumentoring.") and ".tests." not in form.__module__:
            yield form
        yield from forms_of_ours(form)


def test_every_day_that_is_typed_is_in_our_time():
    assert urlpatterns, "every page is loaded, and so is every form"

    days = [
        (form.__qualname__, name, field)
        for form in set(forms_of_ours())
        for name, field in form.base_fields.items()
        if isinstance(field, forms.DateField)
    ]

    assert len(days) >= 5
    assert [day[:2] for day in days if in_our_time not in day[2].validators] == []
