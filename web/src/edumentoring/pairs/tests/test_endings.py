"""How pairs end and what comes after: what next, thanks, taking along, and ends that wait."""

from datetime import timedelta

import pytest
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from edumentoring.common.models import Letter
from edumentoring.common.prepared import Prepared
from edumentoring.common.refused import Refused
from edumentoring.pairs import access, doors, fitting, handing_over, nudges, operations
from edumentoring.pairs.attention import needs_of
from edumentoring.pairs.board import counts
from edumentoring.pairs.models import Farewell, Pair, PlannedEnd, Wish
from edumentoring.pairs.nudge_models import Nudge
from edumentoring.pairs.sides import Side, side_of
from edumentoring.pairs.tests import make
from edumentoring.people.tests.make import browser, sign_in, sign_in_as_staff
from edumentoring.programmes.models import Participant, Programme

pytestmark = pytest.mark.django_db

State, Next = Pair.State, Farewell.Next


def sides(pair: Pair) -> tuple[Side, Side]:
    """The mentee's side, then the mentor's."""
    found = Pair.objects.with_people().get(pk=pair.pk)
    return side_of(found, found.mentee), side_of(found, found.mentor)


def page(side: Side, name: str, **data: object):
    client = sign_in(browser(), side.me.user)
    url = reverse(f"pairs:{name}", args=[side.pair.code])
    return client.post(url, data) if data else client.get(url)


def staff(programme: Programme):
    return sign_in_as_staff(browser(), make.seat("owner", programme_=programme).user)


def again(participant: Participant) -> Participant:
    return Participant.objects.with_person().get(pk=participant.pk)


def shut_the_doors(monkeypatch, pair: Pair) -> None:
    """As for two who were separated."""
    shut = Pair.objects.filter(pk=OuterRef("pk")).filter(pk=pair.pk)
    monkeypatch.setattr(doors, "_shut", [lambda: Exists(shut)])
    asked_anew = Prepared(access._own_pair.ask, *access._own_pair.stand_ins)
    monkeypatch.setattr(access, "_own_pair", asked_anew)


def ten_minutes_pass() -> int:
    PlannedEnd.objects.update(due_at=timezone.now())
    return operations.do_planned_ends()


# --- What next? -----------------------------------------------------------------------------------


def test_whoever_finishes_is_matched_again_only_once_they_say_so():
    mentee, mentor = sides(make.agreed())

    page(mentee, "finish", thanks="", next_step="nobody")

    waiting = Participant.objects.waiting().filter(pk=mentee.me.pk)
    assert not waiting.exists()
    assert again(mentor.me).free_places == 0, "the other has not been asked yet either"
    assert "nobody new for you unless you say so" in make.letters(mentee.pair, "finished")[0].text
    home = sign_in(browser(), mentee.me.user).get(reverse("pairs:place")).content.decode()
    assert "we look for nobody new for you now" in home
    assert reverse("pairs:become_mentor", args=[mentee.pair.code]) in home
    page(mentee, "what_next", next_step="somebody")
    page(mentee, "what_next", next_step="somebody")
    assert waiting.exists()
    assert again(mentee.me).demand == 1, "said twice, it is asked for once"
    assert "Somebody new." in page(mentee, "own_pair").content.decode()
    page(mentor, "what_next", next_step="somebody")
    assert again(mentor.me).free_places == 1
    page(mentor, "finish", thanks="Quillfeather")
    desk = staff(mentor.pair.programme).get(mentor.pair.get_absolute_url()).content.decode()
    assert "Bethan Cole: Somebody new" in desk
    assert "Quillfeather" not in desk


def test_going_on_after_all_needs_no_place_that_was_closed():
    mentee, mentor = sides(make.agreed())
    operations.finish_pair(mentee)

    operations.wish_to_go_on(mentee)
    operations.wish_to_go_on(mentor)

    assert (again(mentee.me).demand, again(mentee.me).mentors_now) == (1, 1)
    assert again(mentor.me).free_places == 0
    assert not Farewell.objects.exclude(next_step="").exists()


def test_whom_a_coordinator_parts_is_asked_and_who_asked_for_another_waits():
    programme = make.programme()
    ended, left = make.agreed(programme), make.agreed(programme, round_number=2)

    operations.end_pair(ended, by=make.coordinator())
    operations.ask_for_another(sides(left)[0])

    asked, waits = (make.letters(pair, "ended")[-1].text for pair in (ended, left))
    assert "nobody new for you unless you say so" in asked
    assert reverse("pairs:what_next", args=[ended.code]) in asked
    assert "back among those who wait" in waits
    assert again(ended.mentee).open_requests == 0
    assert again(left.mentee).open_requests == 1


# --- Thanks ---------------------------------------------------------------------------------------


def test_thanks_after_the_end_are_heard_once_and_as_often_as_the_reader_wants():
    mentee, mentor = sides(make.agreed())
    operations.ask_for_another(mentor)
    nudges.choose(mentor.me.user, "weekly")

    page(mentee, "finish", thanks="Quillfeather")
    page(mentee, "finish", thanks="Quillfeather, again")
    page(mentor, "finish", thanks="And I thank you.", keep_contact="on")

    pair = mentee.pair
    [letter] = make.letters(pair, "thanked")
    assert (letter.to, "And I thank you." in letter.text) == (mentee.me.user.email, True)
    [line] = Nudge.objects.filter(participant=mentor.me)
    assert "Bethan thanks you." in line.line
    assert line in Nudge.objects.waiting(), "it is told though the pair has ended"
    assert "Quillfeather, again" in page(mentor, "own_pair").content.decode()


def test_a_wish_to_go_on_reaches_the_other_once():
    mentee, _mentor = sides(make.agreed())
    operations.finish_pair(mentee)

    operations.wish_to_go_on(mentee)
    operations.wish_to_go_on(mentee)

    [letter] = make.letters(mentee.pair, "would_go_on")
    assert letter.to == mentee.other.user.email


def test_two_who_were_separated_are_never_asked_for_thanks(monkeypatch):
    mentee, _mentor = sides(make.agreed())
    operations.end_pair(mentee.pair, by=make.coordinator())
    shut_the_doors(monkeypatch, mentee.pair)

    with pytest.raises(Refused):
        operations.say_farewell(mentee, thanks="Hello", keep_contact=True)
    assert page(mentee, "finish").status_code == 404
    assert page(mentee, "what_next").status_code == 404


# --- What goes along ------------------------------------------------------------------------------


def test_what_may_go_along_is_offered_with_the_next_pair_however_the_last_ended(monkeypatch):
    taken: list[str] = []
    carrier = handing_over.Carrier(
        things=lambda side: [handing_over.Thing(f"goal:{side.pair.pk}", "Calm starts")],
        bring=lambda before, _after, chosen: (
            taken.extend(key for key in chosen if key == f"goal:{before.pk}") or len(taken)
        ),
    )
    monkeypatch.setattr(handing_over, "_carriers", [carrier])
    programme = make.programme()
    first = make.agreed(programme)
    operations.ask_for_another(sides(first)[0])
    mentee = again(first.mentee)
    second = make.agreed(programme, mentee=mentee, round_number=2)
    operations.end_pair(second, by=make.coordinator(), next_step=Next.SOMEBODY)

    third = make.agreed(programme, mentee=again(mentee), round_number=3)

    side = sides(third)[0]
    assert third.came_from == second
    assert "Choose what goes along" in page(side, "own_pair").content.decode()
    page(side, "bring", things=[f"goal:{first.pk}", f"goal:{second.pk}"])
    assert set(taken) == {f"goal:{first.pk}", f"goal:{second.pk}"}
    shut_the_doors(monkeypatch, second)
    open_now = [pair.pk for pair in handing_over.not_chosen_yet(Pair.objects.get(pk=second.pk))]
    assert open_now == [first.pk], "nothing is carried out of shut pages"


# --- Handing over ---------------------------------------------------------------------------------


def measured(fits: dict[str, fitting.Fit]):
    """A measure that knows these mentors by name, and rules out all others."""
    return lambda _mentee, mentors: {
        each.pk: fits[each.name] for each in mentors if each.name in fits
    }


def test_the_best_fit_stands_first_and_a_rule_needs_its_reason(monkeypatch):
    pair = make.agreed()
    ruth, ruled_out = (
        make.mentor(pair.programme, name=name) for name in ("Ruth Adeyemi", "Zoe Never")
    )
    make.mentor(pair.programme, name="Anna Far")
    best = fitting.Fit(88, why="Same subject", reasons={"mentee": ["You both teach maths."]})
    known = {
        "Anna Far": fitting.Fit(31),
        "Ruth Adeyemi": fitting.Fit(93, rules=["They work in the same school"]),
        "Priya Nair": best,
    }
    priya = make.mentor(pair.programme, name="Priya Nair")
    monkeypatch.setattr(fitting, "_measures", [measured(known)])
    client = staff(pair.programme)
    here = reverse("pairs:hand_over", args=[pair.programme.slug, pair.code])

    shown = client.get(here).context["candidates"]
    assert [one.mentor.name for one in shown] == ["Priya Nair", "Anna Far", "Ruth Adeyemi"]
    found = client.get(here, {"q": "priya"}).context["candidates"]
    assert [one.mentor for one in found] == [priya]
    answer = client.post(here, {"mentor": str(ruth.code)})
    assert (answer.status_code, PlannedEnd.objects.count()) == (422, 0)
    assert "They work in the same school" in answer.content.decode()
    assert client.post(here, {"mentor": str(ruled_out.code)}).status_code == 422

    client.post(here, {"mentor": str(priya.code)})
    assert ten_minutes_pass() == 1
    after = Pair.objects.get(came_from=pair)
    assert (after.mentor, after.fit) == (priya, 88)
    assert "You both teach maths." in after.reasons["mentee"]


def test_a_hand_over_is_taken_back_before_anybody_hears_of_it_or_says_why_it_failed():
    pair = make.agreed()
    new = make.mentor(pair.programme, name="Ruth Adeyemi")
    before = Letter.objects.count()
    planned = operations.plan_hand_over(pair, new, by=make.coordinator())
    client = staff(pair.programme)
    undo = reverse("pairs:undo", args=[pair.programme.slug, planned.batch])
    assert "takes over at" in client.get(pair.get_absolute_url()).content.decode()

    client.post(undo)

    assert (ten_minutes_pass(), Letter.objects.count()) == (0, before)
    operations.plan_hand_over(pair, new, by=make.coordinator())
    Participant.objects.filter(pk=new.pk).update(capacity=0)
    assert ten_minutes_pass() == 0
    assert sides(pair)[0].pair.state == State.AGREED
    page_ = client.get(reverse("pairs:introductions", args=[pair.programme.slug]))
    assert "as many mentees as agreed" in page_.content.decode()


# --- Many ends, and what needs a person -----------------------------------------------------------


def test_ends_of_a_whole_group_wait_ten_minutes_and_are_taken_back_together():
    programme = make.programme()
    pairs = [make.agreed(programme, round_number=number) for number in (1, 2)]
    client = staff(programme)
    choose, do = (reverse(f"pairs:{name}", args=[programme.slug]) for name in ("choose", "do"))

    preview = client.post(choose, {"do": "end", "everything": "yes", "group": "beginning"})
    words = preview.content.decode()
    assert preview.context["chosen_pairs"] == pairs
    assert "nobody new for you unless you say so" in words, "the letter's own words"
    client.post(do, {"do": "end", "pick": [str(pair.code) for pair in pairs]})
    batch = PlannedEnd.objects.values_list("batch", flat=True).distinct().get()
    assert operations.do_planned_ends() == 0, "not before its time"
    assert not Letter.objects.filter(kind="ended").exists()
    client.post(reverse("pairs:undo", args=[programme.slug, batch]))
    assert not PlannedEnd.objects.exists()

    client.post(do, {"do": "end", "pick": [str(pairs[0].code)]})
    operations.finish_pair(sides(pairs[0])[0])  # quicker than the clock
    client.post(do, {"do": "end", "pick": [str(pairs[1].code)]})
    ten_minutes_pass()
    assert [sides(pair)[0].pair.state for pair in pairs] == [State.FINISHED, State.ENDED]
    late = client.post(reverse("pairs:undo", args=[programme.slug, batch]), follow=True)
    assert "nothing left to take back" in late.content.decode()


def test_asking_for_another_is_seen_to_once_they_are_introduced_to_somebody():
    programme = make.programme()
    pair = make.agreed(programme)
    operations.ask_for_another(sides(pair)[0])
    assert Wish.objects.open().exists()

    make.introduced(programme, mentee=again(pair.mentee), round_number=2)

    assert not Wish.objects.open().exists()


def test_many_of_one_kind_leave_room_for_each_other_kind():
    programme = make.programme()
    silent = make.introduced(programme, days=15)
    asking = make.agreed(programme, round_number=2)
    people = [make.mentee(programme, name=f"Jo {number}") for number in range(14)]
    Wish.objects.bulk_create(
        Wish(pair=asking, participant=each, kind=Wish.Kind.ANOTHER) for each in people
    )
    late = timezone.now() + timedelta(minutes=1)
    Wish.objects.create(pair=asking, participant=asking.mentor, kind=Wish.Kind.HAND_OVER, at=late)

    needs = needs_of(programme, counts(programme))

    assert len(needs) == 12
    assert [needs[-1].pair, needs[-1].do] == [silent, "next"]
    assert "hand over" in str(needs[-2].why)
    assert needs[-2].goes_to == reverse("pairs:hand_over", args=[programme.slug, asking.code])
    assert not needs[-1].goes_to
