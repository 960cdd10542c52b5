import json
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from edumentoring.goals.models import Action, Goal
from edumentoring.goals.timeline import moments_of
from edumentoring.pairs import home
from edumentoring.pairs.course_models import Agreement
from edumentoring.pairs.models import Pair
from edumentoring.pairs.sides import Side
from edumentoring.people.tests import make as people
from edumentoring.programmes.models import Participant
from edumentoring.tools import operations
from edumentoring.tools.bank import FOCUSES
from edumentoring.tools.home_lines import lines
from edumentoring.tools.models import Aside, Sheet, TakenQuestion
from edumentoring.tools.ready import parts
from edumentoring.tools.section import section
from edumentoring.tools.tests import make

pytestmark = pytest.mark.django_db


def browser_of(side: Side) -> Client:
    return people.sign_in(people.browser(), side.me.user)


def page_of(client: Client, address: str, **more) -> str:
    return client.get(address, **more).content.decode()


def at(name: str, sheet: Sheet) -> str:
    return reverse(f"tools:{name}", args=[sheet.code])


def test_from_the_page_of_a_pair_to_feedback_that_the_mentee_reads():
    side = make.mentors_side()
    mentor = browser_of(side)
    start = reverse("tools:start", args=["lesson-feedback"])
    page = mentor.post(start, {"pair": side.pair.code}).url
    assert mentor.post(start, {"pair": side.pair.code}).url == page
    sent = {
        "version": "1",
        "title": "Year 9 chemistry",
        "well": "They began at once.",
        "gap": "Too loud",
        "keep": ["gap"],
        "step": "Wait for silence.",
        "rounds": ["shown", "tried"],
        "myself": "Speak less",
        "look_again_on_day": "12",
        "look_again_on_month": "1",
        "look_again_on_year": "2027",
        "what": "share",
    }

    answer = mentor.post(page, sent, follow=True)

    assert "Shared with" in answer.content.decode()
    mentee = browser_of(make.mentees_side(side.pair))
    read = page_of(mentee, at("read", Sheet.objects.get()))
    for words in ("Year 9 chemistry", "They began at once.", "The mentor showed it", "12 January"):
        assert words in read
    for words in ("Too loud", "Speak less"):
        assert words not in read
        assert words not in page_of(mentee, page)
        assert words in page_of(mentor, page)
    assert Action.objects.get().text == "Wait for silence."


def test_typing_is_kept_and_another_tab_is_told():
    side = make.mentors_side()
    sheet = make.sheet(side, empty=True)
    mentor, save = browser_of(side), at("save", sheet)

    first = mentor.post(save, {"version": "1", "tab": "a", "well": "Half a sen"})
    again = mentor.post(save, {"version": "1", "tab": "a", "well": "Half a sentence."})
    other = mentor.post(save, {"version": "1", "tab": "b", "well": "Another"})

    assert json.loads(first.content)["version"] == 2
    assert json.loads(again.content)["saved_at"]
    assert other.status_code == 409
    sheet.refresh_from_db()
    assert sheet.answers == {"well": "Half a sentence."}


def test_an_old_page_shows_both_texts_and_the_next_press_keeps_mine():
    side = make.mentors_side()
    sheet = make.shared(side)
    mentee = browser_of(make.mentees_side(side.pair))
    mine = {"version": "1", "well": "My own words", "what": "save"}

    answer = mentee.post(at("sheet", sheet), mine)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert make.ANSWERS["well"] in page
    assert "My own words" in page
    assert 'data-autosave-unsaved="conflict"' in page
    mentee.post(at("sheet", sheet), mine | {"version": str(sheet.version)})
    sheet.refresh_from_db()
    assert sheet.answers["well"] == "My own words"


def test_what_is_wrong_keeps_every_word():
    side = make.mentors_side()
    sheet = make.sheet(side, empty=True)
    sent = {"version": "1", "well": "Kept", "step": "x" * 301, "look_again_on_day": "40"}

    answer = browser_of(side).post(at("sheet", sheet), sent)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "There is a problem" in page
    assert "Kept" in page
    assert "x" * 301 in page
    assert 'data-autosave-unsaved="refused"' in page


def test_what_is_wrong_goes_over_nothing_that_was_saved_meanwhile():
    side = make.mentors_side()
    sheet = make.sheet(side)
    sent = {"version": "1", "well": "Mine", "step": "x" * 301}

    page = browser_of(side).post(at("sheet", sheet), sent).content.decode()

    assert sheet.version > 1
    assert 'name="version" value="1"' in page


def test_a_box_that_is_kept_back_says_so_on_every_page_that_comes_back():
    side = make.mentors_side()
    sheet = make.sheet(side, kept_back=frozenset({"gap"}))
    mentor = browser_of(side)
    wrong = {"version": "9", "gap": "Bored", "keep": ["gap"], "step": "x" * 301}
    box = 'value="gap" checked'

    assert box in page_of(mentor, at("sheet", sheet))
    assert box in mentor.post(at("sheet", sheet), wrong).content.decode()
    operations.share_sheet(sheet, side)
    again = mentor.post(at("sheet", sheet), {"version": "1", "gap": "Bored"})
    both = f"You and {side.other_name}</strong> can read this"
    alone = again.content.decode().split("The gap we both see")[1].partition("tool-box")[0]
    assert again.status_code == 409
    assert both not in alone
    assert both in again.content.decode()


def test_the_sign_beside_a_box_says_who_reads_it_now():
    side = make.mentors_side()
    draft, shared = make.sheet(side), make.shared(side, "grow", answers={"goal": "Calm"})
    mentor = browser_of(side)

    in_draft, in_shared = (page_of(mentor, at("sheet", each)) for each in (draft, shared))

    both = f"You and {side.other_name}</strong> can read this"
    assert both not in in_draft
    assert "Only you</strong> can read this" in in_draft
    assert both in in_shared
    assert "Keep as a draft" in in_draft


def test_without_a_pair_nothing_can_be_shared():
    side = make.mentees_side()
    client = browser_of(side)
    page = client.post(reverse("tools:start", args=["wellbeing"])).url

    client.post(page, {"version": "1", "how": "heavy", "takes": "Marking", "what": "share"})

    sheet = Sheet.objects.get()
    assert sheet.pair is None
    assert not sheet.is_shared
    assert Aside.objects.get().answers == {"how": "heavy"}
    assert "Share with" not in page_of(client, page)
    assert "08000 562 561" in page_of(client, reverse("tools:about", args=["wellbeing"]))


def test_after_the_end_sheets_are_read_and_no_longer_written():
    side = make.mentors_side()
    sheet = make.shared(side)
    Pair.objects.update(state=Pair.State.FINISHED)
    mentee = browser_of(make.mentees_side(side.pair))

    assert mentee.get(at("sheet", sheet)).url == at("read", sheet)
    assert make.ANSWERS["well"] in page_of(mentee, at("read", sheet))
    assert mentee.post(at("save", sheet), {"version": "3", "well": "?"}).status_code == 404
    assert mentee.post(at("again", sheet)).status_code == 404


def test_only_the_writer_takes_back_and_removes():
    side = make.mentors_side()
    sheet = make.shared(side)
    mentee = browser_of(make.mentees_side(side.pair))

    for name in ("take_back", "remove"):
        assert mentee.post(at(name, sheet)).status_code == 404
    mentee.post(at("sheet", sheet), {"version": str(sheet.version), "well": "Hi", "what": "own"})

    sheet.refresh_from_db()
    assert sheet.is_shared
    mentor = browser_of(side)
    mentor.post(at("remove", sheet))
    assert mentee.get(at("read", sheet)).status_code == 404
    mentor.post(at("restore", sheet))
    assert mentee.get(at("read", sheet)).status_code == 200


def test_a_step_and_a_question_go_from_the_library_into_the_sheet():
    side = make.mentors_side()
    sheet = make.sheet(side, empty=True)
    mentor = browser_of(side)
    library = mentor.post(at("sheet", sheet), {"version": "1", "well": "Hi", "what": "steps"}).url

    page = page_of(mentor, f"{library}&q=door")
    assert "Use this one" in page
    mentor.post(reverse("tools:take_step", args=["door"]), {"sheet": sheet.code})
    mentor.post(reverse("tools:take_question", args=["lesson-1"]), {"sheet": sheet.code})

    sheet.refresh_from_db()
    assert sheet.answers["well"] == "Hi"
    assert sheet.answers["step"].startswith("Stand at the door")
    door = next(each for each in FOCUSES if each.key == "door")
    assert sheet.answers["script"] == door.rehearsal
    assert sheet.answers["asked"].startswith("What did you want them to learn?")


def test_a_thing_to_practise_fills_the_plan():
    side = make.mentees_side()
    plan, feedback = make.sheet(side, "practice", empty=True), make.sheet(side)
    client, take = browser_of(side), reverse("tools:take_topic", args=["wait"])

    client.post(take, {"sheet": plan.code})

    plan.refresh_from_db()
    assert plan.answers["goal"].startswith("Leave three full seconds")
    assert plan.answers["good"].count("\n") == 2
    assert plan.answers["model"]
    assert plan.answers["first"].startswith("To do: Ask five questions.")
    assert plan.answers["third"].startswith("To do: Your mentor calls out.")
    assert client.post(take, {"sheet": feedback.code}).status_code == 404


def test_a_library_is_searched_and_narrowed():
    client = browser_of(make.mentees_side())

    found = page_of(client, reverse("tools:steps"), query_params={"q": "wait", "area": "early"})
    nothing = page_of(client, reverse("tools:questions"), query_params={"q": "xyzzy"})

    assert "Wait for the child" in found
    assert "Wait after a question" not in found
    assert "Nothing found" in nothing


def test_what_a_pair_was_matched_on_is_offered_for_practice_first():
    side = make.mentees_side()
    say(side.pair.mentee, topics_wanted=["workload", "parents"], helps_wanted=["critical_friend"])
    say(side.pair.mentor, topics_offered=["workload", "adaptive_send"])
    heads = []
    for each in (make.mentees_side(side.pair), make.mentors_side(side.pair)):
        client = browser_of(each)
        page = page_of(client, reverse("tools:practice"))
        own = page.partition('id="area-own"')[2].partition("</section>")[0]
        heads.append([title for title in ("A kind no", "A hard talk", "Help that") if title in own])
        first = page_of(client, reverse("tools:questions")).partition('<h2 id="area-')[2]
        assert first.startswith('push"'), "a critical friend was wanted"
        found = page_of(client, reverse("tools:practice"), query_params={"q": "kind no"})
        assert "1 found" in found
        assert 'id="area-own"' not in found

    assert heads == [["A kind no", "A hard talk"], ["A kind no"]]


def test_a_critical_friend_is_wanted_at_sign_up_or_by_agreement_and_asks_before_a_meeting():
    side = make.mentors_side()
    head = "From a critical friend"
    before = [str(part.title) for part in parts(side)]

    Agreement.objects.create(pair=side.pair, between_us="Be my critical friend, please.")

    assert head not in before
    [found] = [part for part in parts(side) if part.title == head]
    assert found.things[0].for_list
    assert found.things[-1].url.endswith("about/critical-friend/")


def say(part: Participant, **answers: list[str]) -> None:
    part.answers = part.answers | answers
    part.save()


def test_a_question_taken_along_stands_on_my_page_of_the_pair_until_it_is_asked():
    side = make.mentees_side()
    client = browser_of(side)
    client.post(reverse("tools:take_question", args=["begin-1"]), {"pair": side.pair.code})
    taken = TakenQuestion.objects.get()
    words = "What would make this talk worth your time?"

    assert words in page_of(client, side_page(side))
    assert words not in page_of(browser_of(make.mentors_side(side.pair)), side_page(side))
    client.post(reverse("tools:asked", args=[taken.code]))
    assert words not in page_of(client, side_page(side))


def side_page(side: Side) -> str:
    return reverse("tools:pair_tools", args=[side.pair.code])


def test_the_goal_stays_in_sight_where_its_reader_may_see_it():
    side = make.mentors_side()
    sheet = make.shared(side)
    goal = Goal.objects.create(
        pair=side.pair, owner=side.other, what="Calm starts", seen="me", state="begun"
    )
    mentor = browser_of(side)
    assert "Calm starts" not in page_of(mentor, at("sheet", sheet))

    goal.seen = "pair"
    goal.save()

    for name in ("sheet", "read"):
        assert "Calm starts" in page_of(mentor, at(name, sheet))


def test_the_section_asks_twice_and_the_home_line_once(django_assert_num_queries):
    side = make.mentors_side()
    make.shared(side, "grow", answers={"goal": "Calm"})
    draft = make.sheet(side)
    make.taken(side)

    with django_assert_num_queries(2):
        shown = section(side)
    with django_assert_num_queries(1):
        [line] = lines([side])

    assert shown.context["drafts"] == [draft]
    assert len(shown.context["shared"]) == len(shown.context["taken"]) == 1
    assert line.kind == home.Kind.SUGGESTION
    assert line.url == draft.get_absolute_url()
    assert list(lines([make.mentees_side(side.pair)])) == []


def test_on_its_day_both_find_what_they_wanted_to_look_at_again(django_assert_num_queries):
    side = make.mentors_side()
    today = side.pair.programme.today()
    sheet = make.shared(side, title="Year 9", look_again_on=today)
    make.shared(side, "grow", answers={"goal": "Calm"}, look_again_on=today + timedelta(days=1))
    make.sheet(side, "practice", look_again_on=today)

    for each, expected in ((side, 2), (make.mentees_side(side.pair), 1)):
        with django_assert_num_queries(1):
            found = [line for line in lines([each]) if line.kind == home.Kind.PROMISED]
        assert len(found) == expected
        assert any(line.text == "Look again at: Year 9" for line in found)
        assert "Suggest a time to" in page_of(browser_of(each), at("read", sheet))
    Sheet.objects.update(look_again_on=today - timedelta(days=7))
    assert not [line for line in lines([side]) if line.kind == home.Kind.PROMISED]


def test_what_may_be_a_pupils_name_is_shown_to_whoever_may_change_it():
    side = make.mentors_side()
    sheet = make.shared(side, answers={"well": "Year 8 Jamie settled.", "gap": "Year 9 Zoe?"})
    lent = "2 places may name a pupil"

    for each in (side, make.mentees_side(side.pair)):
        for name in ("read", "sheet"):
            assert lent in page_of(browser_of(each), at(name, sheet))


def test_feedback_given_is_on_the_line_of_time_of_both():
    side = make.mentors_side()
    make.shared(side, title="Year 9", look_again_on=date(2027, 1, 12))
    operations.begin_sheet(Sheet.objects.get().tool, writer=side.me, pair=side.pair)

    for each in (side, make.mentees_side(side.pair)):
        titles = [moment.words for moment in moments_of(each) if moment.title == "Lesson feedback"]
        assert titles == [f"Year 9\nNext: {make.ANSWERS['step']}"]


def test_an_action_step_that_is_kept_back_is_not_on_the_line_of_time():
    side = make.mentors_side()
    make.shared(side, title="Year 9", kept_back=frozenset({"step"}))

    found = moments_of(make.mentees_side(side.pair))

    assert [moment.words for moment in found] == ["Year 9"]


def test_private_words_are_on_no_page_of_the_other():
    pair = make.agreed()
    make.private_words("Quillfeather", pair)
    mentee = browser_of(make.mentees_side(pair))

    pages = [
        side_page(make.mentees_side(pair)),
        reverse("pairs:own_pair", args=[pair.code]),
        reverse("tools:mine"),
        *(at(name, sheet) for sheet in Sheet.objects.all() for name in ("sheet", "read")),
    ]

    assert not [page for page in pages if "Quillfeather" in page_of(mentee, page)]
    assert "Quillfeather" in page_of(browser_of(make.mentors_side(pair)), pages[2])


def test_a_coordinator_without_a_part_reads_a_tool_and_is_offered_nothing_that_would_fail():
    about = reverse("tools:about", args=["lesson-feedback"])
    mentor = browser_of(make.mentors_side())
    coordinator = people.sign_in_as_staff(people.browser(), people.staff_person("h@school.example"))

    assert "Start for myself" in page_of(mentor, about)
    assert "Start for myself" not in page_of(coordinator, about)
    assert "The steps" in page_of(coordinator, about)
