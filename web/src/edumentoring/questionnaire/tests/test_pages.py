"""The editor's pages: what they show, save, keep and take back."""

import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from edumentoring.programmes import set_up
from edumentoring.programmes.models import Coordinator
from edumentoring.programmes.tests import make as people
from edumentoring.questionnaire import operations, sets
from edumentoring.questionnaire.asked import current, order_mark
from edumentoring.questionnaire.panels import panel
from edumentoring.questionnaire.tests import make

pytestmark = pytest.mark.django_db


def at(name: str, programme, *args: str) -> str:
    return reverse(f"questionnaire:{name}", args=[programme.slug, *args])


def undo_of(response) -> str:
    found = re.search(r'action="([^"]+)"[^>]*>(?:<input[^>]*>)?<button[^>]*>Undo', response.text)
    assert found
    return found[1].replace("&amp;", "&")


def new(**fields: object) -> dict[str, object]:
    return {
        "label": "Which club do you run?",
        "kind": "several",
        "more": "Chess\n Choir \n\n",
        "asked_of": "everyone",
        "feeds": "prefer",
        **fields,
    }


def test_the_list_stands_under_who_is_asked_and_says_how_long_it_takes():
    programme = make.programme()
    make.question(programme, feeds="require")

    page = make.browser(programme).get(at("questions", programme)).text

    assert page.index("Asked of everyone") < page.index("Which club do you run?")
    assert page.index("Which club do you run?") < page.index("Asked of mentors")
    assert "Matching needs alike" in page
    assert "only those in training" in page
    assert re.search(r"A mentee: \d+ questions, about \d minutes\.", page)


def test_a_question_is_added_and_the_toast_takes_it_back():
    programme = make.programme()
    browser = make.browser(programme)

    page = browser.post(at("add", programme), new(), follow=True)

    made = current(programme)[-1]
    assert [option["label"] for option in made.options] == ["Chess", "Choir"]
    assert (made.kind, made.feeds) == ("several", "prefer")
    browser.post(undo_of(page))
    assert made.key not in [each.key for each in current(programme)]


def test_a_faulty_question_is_said_beside_its_field_and_nothing_typed_is_lost():
    programme = make.programme()

    page = make.browser(programme).post(at("add", programme), new(more="Only one"))

    assert page.status_code == 422
    assert "Give at least two options" in page.text
    assert "Only one" in page.text
    assert "Which club do you run?" in page.text


def test_a_changed_question_says_how_many_chose_what_is_gone_and_can_be_undone():
    programme = make.programme()
    asked = make.question(programme)
    people.mentee(programme, answers={asked.key: "chess"})
    browser = make.browser(programme)
    sent = {"label": "Which club?", "asked_of": "everyone", "version": "1"}

    shown = browser.get(at("question", programme, asked.key)).text
    page = browser.post(
        at("question", programme, asked.key),
        {**sent, "option_id": ["choir", ""], "option": ["Choir", "Drama"], "more": "Art"},
        follow=True,
    )

    assert "1 chose it" in shown
    assert "1 person chose “Chess”; their answer stays." in page.text
    after = current(programme)[-1]
    assert [option["id"] for option in after.options] == ["choir", "drama", "art", "chess"]
    browser.post(undo_of(page))
    assert current(programme)[-1].label == "Which club do you run?"


def test_a_stale_save_shows_theirs_keeps_mine_and_may_be_sent_again():
    programme = make.programme()
    asked = make.question(programme, kind="text")
    operations.change_question(
        programme, asked.key, changes={"label": "Theirs?"}, version=1, by=make.owner(programme)
    )
    browser = make.browser(programme)
    sent = {"label": "Mine?", "asked_of": "everyone", "version": "1"}

    page = browser.post(at("question", programme, asked.key), sent)

    assert page.status_code == 409
    assert "Theirs?" in page.text
    assert 'value="Mine?"' in page.text
    assert 'name="version" value="2"' in page.text
    browser.post(at("question", programme, asked.key), {**sent, "version": "2"})
    assert current(programme)[-1].label == "Mine?"


@pytest.mark.parametrize(
    ("do", "order"), [("up:1", "choir chess"), ("down:0", "choir chess"), ("out:0", "choir")]
)
def test_options_are_moved_without_script_and_without_saving(do, order):
    programme = make.programme()
    asked = make.question(programme)

    page = make.browser(programme).post(
        at("question", programme, asked.key),
        {"label": "New?", "option_id": ["chess", "choir"], "option": ["Chess", "Choir"], "do": do},
    )

    assert page.status_code == 200
    assert re.findall(r'name="option_id" value="(\w+)"', page.text) == order.split()
    assert 'value="New?"' in page.text
    assert "There is a problem" not in page.text
    assert current(programme)[-1] == asked


def test_the_preview_shows_what_is_typed_and_saves_nothing():
    programme = make.programme()
    count = programme.questions.count()

    page = make.browser(programme).post(
        at("preview", programme), new(label="<b>Club</b>?", hint="Any & all")
    )

    assert "&lt;b&gt;Club&lt;/b&gt;?" in page.text
    assert "Any &amp; all" in page.text
    assert page.text.count('type="checkbox"') == 2
    assert programme.questions.count() == count


@pytest.mark.parametrize("key", ["stage", "school", "availability", "topics_wanted"])
def test_every_kind_of_question_can_be_looked_at(key):
    programme = make.programme()

    page = make.browser(programme).get(at("question", programme, key))

    assert page.status_code == 200
    assert 'id="example"' in page.text


def test_moving_up_passes_over_what_others_are_asked():
    programme = make.programme()
    browser = make.browser(programme)
    keys = [each.key for each in current(programme)]
    mark = order_mark(current(programme))

    page = browser.post(
        at("order", programme), {"mark": mark, "move": "up:offered_text"}, follow=True
    )

    after = [each.key for each in current(programme)]
    assert after.index("offered_text") == keys.index("topics_offered")
    browser.post(undo_of(page))
    assert [each.key for each in current(programme)] == keys


def test_a_stale_order_shows_the_list_as_it_is():
    programme = make.programme()

    page = make.browser(programme).post(
        at("order", programme), {"mark": "old", "move": "up:contexts"}
    )

    assert page.status_code == 409
    assert "changed the list meanwhile" in page.text


def test_leaving_out_and_asking_again_from_the_list():
    programme = make.programme()
    browser = make.browser(programme)

    page = browser.post(at("leave_out", programme, "contexts"), follow=True)
    assert "1 question is not asked any more" in page.text
    browser.post(undo_of(page))
    assert "contexts" in [each.key for each in current(programme)]

    refused = browser.post(at("leave_out", programme, "stage"))
    assert refused.status_code == 409
    assert "cannot be left out" in refused.text


def test_a_file_shows_what_it_would_do_before_it_does_it():
    one, other = make.programme(), make.programme(name="Another")
    make.question(one)
    browser = make.browser(other)
    saved = make.browser(one).get(at("export", one))
    file = SimpleUploadedFile("set.json", saved.content, "application/json")

    look = browser.post(at("bring_in", other), {"file": file})

    assert "Which club do you run?" in look.text
    assert not other.questions.filter(key="which-club-do-you-run").exists()
    page = browser.post(
        at("bring_in", other),
        {"set": look.context["set"], "mark": look.context["plan"].mark},
        follow=True,
    )
    assert "Brought in: 1 added, 0 changed." in page.text
    assert other.questions.filter(key="which-club-do-you-run").exists()


@pytest.mark.parametrize("content", [b"\xff\xfe{", b"{}", json.dumps({"format": 1}).encode()])
def test_a_file_that_is_no_set_is_said_beside_the_box(content):
    programme = make.programme()

    page = make.browser(programme).post(
        at("bring_in", programme), {"file": SimpleUploadedFile("set.json", content)}
    )

    assert page.status_code == 422
    assert "not a file of questions" in page.text


def test_questions_are_copied_only_from_programmes_one_owns():
    mine, theirs = make.programme(), make.programme(name="Not mine")
    other = make.programme(name="Mine too")
    make.question(other)
    Coordinator.objects.create(programme=other, user=make.owner(mine), role="owner")
    Coordinator.objects.create(programme=theirs, user=make.owner(mine), role="coordinator")
    browser = make.browser(mine)

    look = browser.post(at("bring_in", mine), {"programme": other.slug})

    assert [step.label for step in look.context["plan"].added] == ["Which club do you run?"]
    assert "Not mine</option>" not in browser.get(at("bring_in", mine)).text
    assert browser.post(at("bring_in", mine), {"programme": theirs.slug}).status_code == 404


def test_a_saved_set_is_a_file_with_a_format_and_a_version():
    programme = make.programme()

    saved = json.loads(make.browser(programme).get(at("export", programme)).content)

    assert (saved["format"], saved["version"]) == (sets.FORMAT, 1)
    assert len(saved["questions"]) == len(current(programme))


def test_the_task_list_says_what_stands_and_ticks_it_when_it_was_seen():
    programme = make.programme()
    seat = Coordinator.objects.get(programme=programme, role="owner")

    def step():
        seat.programme.refresh_from_db()
        return next(each for each in set_up.steps_for(seat) if each.key == "questions")

    assert step().standing.startswith("Standard questions. A mentee: ")
    assert not step().seen
    make.browser(programme).post(at("seen", programme))
    assert step().seen


def test_a_persons_page_shows_the_words_they_answered():
    programme = make.programme()
    asked = make.question(programme)
    one = people.mentee(programme, answers={asked.key: "chess"})
    seat = Coordinator.objects.get(programme=programme, role="owner")
    assert panel(one, seat) is None

    operations.change_question(
        programme, asked.key, changes={"label": "New words?"}, version=1, by=make.owner(programme)
    )

    shown = panel(one, seat)
    assert shown is not None
    assert shown.context["rows"] == [
        {"then": "Which club do you run?", "answer": ["Chess"], "now": "New words?"}
    ]


def test_an_answer_in_private_is_not_shown_in_other_words_either():
    programme = make.programme()
    asked = make.question(programme, sensitive=True)
    one = people.mentee(programme, answers={asked.key: "chess"})
    operations.retire_question(programme, asked.key, by=make.owner(programme))

    assert panel(one, Coordinator.objects.get(programme=programme, role="owner")) is None
