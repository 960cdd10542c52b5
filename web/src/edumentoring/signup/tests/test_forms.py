"""How the answers of a page are read, and what is said when they do not fit."""

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict

from edumentoring.people.addresses import clean_address, likely_meant
from edumentoring.programmes.models import Question
from edumentoring.programmes.opening import opening_of
from edumentoring.programmes.tests.make import school
from edumentoring.schools.operations import add_organisation
from edumentoring.signup.fields import field_for
from edumentoring.signup.forms import PageForm, WayForm, YouForm
from edumentoring.signup.pages import pages_for, questions_of
from edumentoring.signup.tests import make

pytestmark = pytest.mark.django_db


def form_of(page_key: str, sent: str | None = None, *, held=None, begin: str = "") -> PageForm:
    """The form of one page, sent with `sent` as its query."""
    questions = questions_of(make.open_programme())
    pages = pages_for(questions, is_mentee=True, is_mentor=True, stage="trainee")
    page = next(page for page in pages if page.key == page_key)
    return PageForm(page, held or {}, None if sent is None else QueryDict(sent), begin=begin)


def errors_of(form, field: str) -> str:
    form.is_valid()
    return " ".join(form.errors.get(field, []))


def test_the_most_important_topic_comes_first():
    form = form_of(
        "topics", "topics_wanted=workload&topics_wanted=behaviour&topics_wanted_first=behaviour"
    )

    assert form.is_valid()
    assert form.answers()["topics_wanted"] == ["behaviour", "workload"]


def test_a_first_topic_whose_tick_is_taken_off_is_gone_without_script_too():
    """First refused for another reason, then sent again: the box still names what was first."""
    refused = form_of(
        "topics",
        "topics_wanted=behaviour&topics_wanted=workload&topics_wanted_first=behaviour"
        "&topics_wanted_was=",
    )
    assert '<input type="hidden" name="topics_wanted_was" value="behaviour"' in str(refused)

    again = form_of(
        "topics",
        "topics_wanted=workload&topics_wanted_first=behaviour&topics_wanted_was=behaviour",
    )

    assert again.is_valid()
    assert again.answers()["topics_wanted"] == ["workload"]


def test_a_topic_named_as_first_without_a_tick_counts_also_when_sent_again():
    sent = "topics_wanted=workload&topics_wanted_first=behaviour&topics_wanted_was="
    form = form_of("topics", sent)

    assert form.is_valid()
    assert form.answers()["topics_wanted"] == ["behaviour", "workload"]
    assert 'name="topics_wanted_was" value="behaviour"' not in str(form)


def test_which_of_two_topics_comes_first_is_asked_and_never_made_up():
    ticked = "topics_wanted=workload&topics_wanted=behaviour&topics_wanted_first="

    assert errors_of(form_of("topics", ticked), "topics_wanted_first") == (
        "Choose the one you would begin with. It counts double."
    )
    assert form_of("topics", "topics_wanted=workload&topics_wanted_first=").is_valid()
    three = ticked.replace("topics_wanted_first=", "topics_wanted=career&topics_wanted_first=arts")
    taken_off = form_of("topics", f"{three}&topics_wanted_was=arts")
    assert errors_of(taken_off, "topics_wanted_first")


def test_answers_kept_before_show_what_stood_first():
    page = str(form_of("topics", held={"topics_wanted": ["behaviour", "workload"]}))

    assert 'name="topics_wanted_was" value="behaviour"' in page


def test_too_many_topics_are_counted_and_every_tick_is_kept():
    chosen = ["workload", "behaviour", "planning", "assessment", "career", "parents", "pastoral"]
    form = form_of("topics", "&".join(f"topics_wanted={each}" for each in chosen))

    assert errors_of(form, "topics_wanted") == (
        "Choose up to 5. You have chosen 7, so take 2 away."
    )
    assert str(form).count("checked") == 7


def test_not_being_sure_yet_is_an_answer_that_keeps_nothing():
    form = form_of("topics", "topics_wanted=unsure")

    assert form.is_valid()
    assert form.answers()["topics_wanted"] is None


def test_an_everyday_sentence_puts_its_topics_on_top():
    page = str(form_of("topics", begin="evenings")["topics_wanted"])

    assert page.index("Managing workload") < page.index("Behaviour and relationships")
    assert "Good places to begin" in page


@pytest.mark.parametrize("years", ["eleven", "61", "9" * 5_000])
def test_a_number_is_asked_for_in_its_limits(years):
    form = form_of("work", f"stage=ect1&years={years}")

    assert errors_of(form, "years") == "Type a whole number from 0 to 60."


def test_an_unknown_option_is_refused():
    assert "stage" in form_of("work", "stage=wizard").errors


def test_e_mails_of_others_are_read_line_by_line():
    form = form_of("wishes", "line_manages=Jo%40school.example%0A kit@school.example")

    assert form.is_valid()
    assert form.answers()["line_manages"] == ["jo@school.example", "kit@school.example"]
    assert "“kit” is not a whole e-mail" in errors_of(
        form_of("wishes", "line_manages=kit"), "line_manages"
    )


def test_a_school_is_chosen_by_its_name_or_from_the_list_that_comes_back():
    made = add_organisation(name="Northgate Primary School", kind="school", by=None)

    typed = form_of("place", "school=northgate primary")
    assert "Choose your school from the list below" in errors_of(typed, "school")
    assert f'value="{made.pk}"' in str(typed["school"])
    chosen = form_of("place", f"school=northgate primary&school_pick={made.pk}")
    assert chosen.is_valid()
    assert chosen.answers()["school"] == made.pk


def test_a_school_that_is_not_listed_is_kept_as_it_was_typed():
    add_organisation(name="Northgate Primary School", kind="school", by=None)

    form = form_of("place", "school=Northgate Forest School&school_pick=typed")

    assert form.is_valid()
    assert form.answers()["school"] is None
    assert form.answers()["school_text"] == "Northgate Forest School"


def test_that_a_school_is_not_listed_can_be_said_before_anything_is_sent():
    add_organisation(name="Northgate Primary School", kind="school", by=None)
    box = str(form_of("place")["school"])
    tick = '<input type="checkbox" name="school_pick" value="typed" id="school_pick_typed">'
    assert tick in box
    assert 'data-autocomplete-own="school_pick_typed"' in box
    assert "My school is not listed" in box

    ticked = form_of("place", "school=Northgate Prim School&school_pick=typed")
    assert ticked.is_valid(), ticked.errors
    assert ticked.answers()["school"] is None


def test_a_school_kept_as_typed_is_not_asked_about_again():
    add_organisation(name="Northgate Primary School", kind="school", by=None)
    shown = form_of("place", held={"school_text": "Northgate Forest School"})
    assert 'name="school_kept"' in str(shown["school"])

    again = form_of("place", "school=Northgate Forest School&school_kept=Northgate Forest School")

    assert again.is_valid()


def test_answers_come_back_as_they_were_given():
    here = school("Southgate Primary")
    held = {
        "school": here.pk,
        "region": "wales",
        "contexts": ["rural"],
    }

    page = str(form_of("place", held=held))

    assert 'value="Southgate Primary"' in page
    assert f'name="school_id" value="{here.pk}"' in page
    assert page.count("checked") + page.count("selected") == 2


def test_what_somebody_once_wrote_in_their_own_words_stays_a_choice():
    form = form_of("topics", held={"topics_wanted": ["other:Bell ringing"]})

    assert "Bell ringing" in str(form["topics_wanted"])


def test_a_hint_of_a_coordinator_is_words_and_not_html():
    question = Question(key="x", kind="text", label="X", hint="<script>alert(1)</script>")

    assert "<script>" not in field_for(question).help_text


def test_a_full_role_says_so_before_it_is_chosen():
    programme = make.open_programme(limit_mentors=0)

    page = str(WayForm(opening_of(programme)))

    assert page.count("You would join the waiting list") == 2  # as a mentor, and as both


# --- Name and e-mail ----------------------------------------------------------------------------


def you(**more) -> YouForm:
    data = QueryDict(mutable=True)
    data.update({"name": "Bethan Lloyd", "email": "bethan@northgate.example", **more})
    return YouForm(data)


@pytest.mark.parametrize("name", ["O’Brien", "李", "Madonna", "Zoë Ó Briain", "J. R. R. Tolkien"])
def test_names_are_as_people_write_them(name):
    assert you(name=name).is_valid()


@pytest.mark.parametrize(
    "name", ["http://win.example", "Visit www.win.example", "a@b.example", "12"]
)
def test_a_name_never_makes_our_letter_an_advertisement(name):
    assert "name" in you(name=name).errors


def test_a_name_never_adds_a_header_to_a_letter():
    form = you(name="Bethan\r\nBcc: all")

    assert form.is_valid()
    assert form.cleaned_data["name"] == "Bethan Bcc: all"


def test_a_likely_slip_is_asked_about_once_and_may_be_passed_by():
    form = you(email="bethan@gmail.con")

    assert "Did you mean bethan@gmail.com?" in errors_of(form, "email")
    assert 'value="bethan@gmail.con"' in str(form["email_seen"])
    assert you(email="bethan@gmail.con", email_seen="bethan@gmail.con").is_valid()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("jo@gmial.com", "jo@gmail.com"),
        ("jo@hotmial.co.uk", "jo@hotmail.co.uk"),
        ("jo@northgate.sch.ul", "jo@northgate.sch.uk"),
        ("jo@gmail.com", ""),
        ("jo@northgate.sch.uk", ""),
    ],
)
def test_the_usual_slips_are_noticed(typed, meant):
    assert likely_meant(typed) == meant


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("bethan", "no @ sign"),
        (f"{'b' * 250}@x.example", "too long"),
        ("bethan@", "not a whole"),
        ("a@x.example b@x.example", "not a whole"),
    ],
)
def test_an_address_that_mail_cannot_reach_is_refused_in_words(typed, said):
    with pytest.raises(ValidationError, match=said):
        clean_address(typed)


def test_an_address_is_kept_plain():
    assert clean_address(" mailto:Bethan@Northgate.Example ") == "bethan@northgate.example"


def test_what_most_people_leave_out_waits_to_be_opened_and_opens_where_something_stands():
    empty = form_of("meeting")
    assert [field.name for field in empty.extra_fields()] == ["max_km"]
    assert "max_km" not in [field.name for field in empty.open_fields()]
    assert not empty.shows_extra()

    assert form_of("meeting", held={"max_km": 30}).shows_extra()
    wrong = form_of("meeting", "max_km=far")
    assert not wrong.is_valid()
    assert wrong.shows_extra()
