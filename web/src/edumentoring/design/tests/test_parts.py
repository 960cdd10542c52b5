"""The drawn and counted parts."""

import re

import pytest
from django.core.paginator import Paginator
from django.template import Context, RequestContext, Template, TemplateSyntaxError

from edumentoring.design import drawing
from edumentoring.design.frames import Tab


def drawn(source: str, **context: object) -> str:
    return Template("{% load design %}" + source).render(Context(context))


def test_the_lens_grows_with_the_fit():
    fits = [40, 51, 62, 78, 88, 100]

    apart = [
        float(circles["right"]) - float(circles["left"]) for circles in map(drawing.overlap, fits)
    ]

    assert apart == sorted(apart, reverse=True)
    assert len(set(apart)) == len(fits)
    assert apart[0] == 14, "at 40 the circles only touch"


@pytest.mark.parametrize("fit", [-5, 0, 39, 101, 1000])
def test_a_fit_off_the_scale_is_still_drawn(fit: int):
    assert "nan" not in drawn("{% gauge fit %}", fit=fit).lower()


def test_number_and_word_stand_beside_the_gauge():
    words = drawn("{% gauge 78 %}")

    assert '<span class="fit">78</span>' in words
    assert '<span class="word">Good</span>' in words


def test_a_gauge_takes_another_word():
    assert "Please look" in drawn('{% gauge 60 word="Please look" %}')


def test_a_histogram_prints_its_figures_and_carries_its_table():
    words = drawn("{% histogram bars title='Pairs by fit' low=1 %}", bars=[("50", 3), ("60", 9)])

    assert words.count('class="bar') == 2
    assert words.count('class="bar low"') == 1
    assert re.search(r'<th scope="row">60</th><td class="number">9</td>', words)


@pytest.mark.parametrize(
    ("bars", "most", "where"),
    [(12, 64, "everywhere"), (12, 6412, "wide"), (20, 6412, "nowhere")],
)
def test_a_histograms_numbers_stand_where_they_do_not_touch(bars: int, most: int, where: str):
    words = drawn("{% histogram bars title='Pairs' %}", bars=[(at, most) for at in range(bars)])

    assert f"numbers-{where}" in words


def test_a_long_jobs_counts_have_commas_and_hundredths_are_percent():
    job = '{% include "design/job.html" with label="Scoring" done=done all=all percent=percent %}'

    assert "12,480 of 19,876" in drawn(job, done=12480, all=19876)
    assert "20%" in drawn(job, done=20, all=100, percent=True)


def test_a_histogram_of_nothing_is_drawn():
    assert "<figure" in drawn("{% histogram bars title='Pairs by fit' %}", bars=[])


def test_figures_keep_their_point_in_every_language(settings):
    from django.utils.translation import override

    with override("de"):
        words = drawn("{% gauge 78 %}{% segments 4 9 %}")

    assert not re.search(r'(cx|x)="\d+,', words)


def test_an_icon_is_silent_beside_its_word_and_named_alone():
    assert 'aria-hidden="true"' in drawn('{% icon "lock" %}')
    assert 'role="img" aria-label="Locked"' in drawn('{% icon "lock" label="Locked" %}')


def test_an_unknown_icon_is_refused():
    with pytest.raises(TemplateSyntaxError, match="No icon 'padlock'"):
        drawn('{% icon "padlock" %}')


def test_a_label_is_never_taken_for_markup():
    assert "<b>" not in drawn('{% icon "lock" label=label %}', label='"><b>')


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Bethan Cole", "BC"), ("Siân", "S"), ("Mary Jane O'Neil", "MO"), ("", ""), ("李", "李")],
)
def test_initials_suit_any_name(name: str, letters: str):
    assert drawn("{{ name|initials }}", name=name) == letters


def test_progress_is_worded():
    words = drawn("{% segments 4 9 %}")

    assert "Question 4 of 9" in words
    assert words.count('class="done"') == 4


def test_the_pager_keeps_what_was_searched_for(rf):
    page = Paginator(range(214), 19).page(5)

    words = Template('{% include "design/pager.html" %}').render(
        RequestContext(rf.get("/?q=cole&page=5"), {"page": page})
    )

    assert "Showing 77 to 95 of 214" in words
    assert "q=cole&amp;page=6" in words
    assert 'aria-current="page">5<' in words


def test_the_tab_one_stands_on_is_said():
    tabs = [Tab("Everyone", "/a/", current=True, amount=0), Tab("Waiting", "/b/")]

    words = drawn('{% include "design/tabs.html" %}', tabs=tabs)

    assert words.count('aria-current="page"') == 1
    assert '<span class="amount">0</span>' in words


def test_done_steps_say_so():
    words = drawn('{% include "design/steps.html" with at=2 %}', steps=["One", "Two", "Three"])

    assert words.count("(done)") == 1
    assert words.count('aria-current="step"') == 1


@pytest.mark.parametrize("name", ["circles", "mugs", "notebook", "sheet", "table"])
def test_an_empty_page_has_its_drawing(name: str):
    words = drawn('{% include "design/empty.html" with drawing=name title="Soon" %}', name=name)

    assert "<svg" in words
    assert "Soon" in words
