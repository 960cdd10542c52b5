"""Looking back together: each writes, then each sees what the other chose to share."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from edumentoring.common.models import Letter
from edumentoring.common.refused import Refused, Stale
from edumentoring.common.tests.reading import grade_of, sentences_of
from edumentoring.pairs.models import Pair
from edumentoring.pairs.nudge_models import Nudge
from edumentoring.people.models import Event
from edumentoring.people.tests.make import browser, sign_in
from edumentoring.rhythm.models import Review, ReviewTimes, Said
from edumentoring.rhythm.operations import Answer, finish_review, keep_review, stop_sharing
from edumentoring.rhythm.tests import make
from edumentoring.rhythm.when import questions_due, review_due

pytestmark = pytest.mark.django_db

SHARED = Answer(text="I speak up in meetings now.", shared=True)
PRIVATE = Answer(text="A canary sings.")


def words(side) -> set[str]:
    visible = Said.objects.visible_to(side.me).filter(review__pair=side.pair)
    return {one.text for one in visible if one.text}


def page(side, name="rhythm:review", *more, **data) -> str:
    address = reverse(name, args=[side.pair.code, *more])
    client = sign_in(browser(), side.me.user)
    answer = client.post(address, data, follow=True) if data else client.get(address)
    return answer.content.decode()


# --- What each may see ----------------------------------------------------------------------------


def test_what_is_shared_opens_when_both_have_finished_and_the_rest_never_does():
    pair = make.met()
    bethan, imran = make.mentee_side(pair), make.mentor_side(pair)
    make.looked_back(bethan, well=SHARED, better=PRIVATE)
    make.looked_back(imran, done=False, well=Answer(text="Not finished.", shared=True))

    assert words(imran) == {"Not finished."}
    assert words(bethan) == {SHARED.text, PRIVATE.text}

    make.looked_back(imran, next=Answer(text="One more term.", shared=True))

    assert words(imran) == {"Not finished.", "One more term.", SHARED.text}
    assert words(bethan) == {SHARED.text, PRIVATE.text, "Not finished.", "One more term."}
    shown = page(imran, "rhythm:review", "mid")
    assert SHARED.text in shown
    assert "canary" not in shown


def test_how_we_work_can_be_changed_from_a_look_back_and_nothing_typed_is_lost():
    pair = make.met()
    bethan = make.mentee_side(pair)
    client = sign_in(browser(), bethan.me.user)
    review = reverse("rhythm:review", args=[pair.code, "mid"])

    answer = client.post(
        review, {"purpose": "Less marking.", "purpose_shared": "on", "what": "agreement"}
    )
    form = client.get(answer.url).context["form"]
    sent = {name: form[name].value() for name in form.fields} | {"purpose": "Mark less."}
    refused = client.post(answer.url, sent | {"how_often": "never"})
    back = client.post(answer.url, sent)

    assert words(bethan) == {"Less marking."}
    assert form["purpose"].value().endswith("Less marking.")
    assert (refused.status_code, "Mark less." in refused.content.decode()) == (422, True)
    assert (back.url, pair.agreements.get().purpose) == (review, "Mark less.")


def test_words_kept_to_oneself_are_not_put_into_a_box_that_the_other_will_read():
    pair = make.met()
    bethan = make.mentee_side(pair)
    make.looked_back(bethan, done=False, purpose=PRIVATE)

    client = sign_in(browser(), bethan.me.user)
    answer = client.get(reverse("rhythm:agreement", args=[pair.code, "mid"]))

    assert "canary" not in answer.context["form"]["purpose"].value()
    assert "canary" in answer.content.decode()


def test_half_way_tells_nothing_of_the_end_and_another_pair_sees_none_of_it():
    pair, others = make.met(), make.met(make.programme("Another"))
    bethan, imran = make.mentee_side(pair), make.mentor_side(pair)
    make.looked_back(bethan, "end", well=SHARED)
    make.looked_back(imran, "mid", well=Answer(text="Mid."))
    make.looked_back(make.mentor_side(others), "end")

    assert words(imran) == {"Mid."}
    assert not Said.objects.visible_to(others.mentor).filter(review__pair=pair).exists()


def test_sharing_can_be_stopped_for_good():
    pair = make.met()
    bethan, imran = make.mentee_side(pair), make.mentor_side(pair)
    make.looked_back(bethan, well=SHARED)
    make.looked_back(imran)
    assert SHARED.text in words(imran)

    stop_sharing(bethan, "mid")

    assert SHARED.text not in words(imran)
    assert SHARED.text in words(bethan)


def test_how_safe_it_feels_cannot_be_shared_even_past_the_form():
    pair = make.met()
    bethan, imran = make.mentee_side(pair), make.mentor_side(pair)
    review = make.looked_back(bethan, safe=Answer(score=1, shared=True))
    make.looked_back(imran)

    assert not Said.objects.visible_to(pair.mentor).filter(key="safe").exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        review.said.filter(key="safe").update(shared=True)


def test_a_low_answer_offers_help_to_its_writer_alone():
    pair = make.met()
    bethan, imran = make.mentee_side(pair), make.mentor_side(pair)
    make.looked_back(bethan, safe=Answer(score=2))
    make.looked_back(imran, safe=Answer(score=4))

    assert "It may be hard to speak there" in page(bethan, "rhythm:review", "mid")
    assert "It may be hard to speak there" not in page(imran, "rhythm:review", "mid")


def test_no_word_of_it_stands_in_history_a_letter_or_a_line():
    pair = make.met()
    make.looked_back(make.mentee_side(pair), well=PRIVATE, better=SHARED)

    line = Nudge.objects.get(participant=pair.mentor)
    assert "Bethan" in line.line
    told = f"{line.line} {list(Event.objects.values_list('summary', 'detail'))}"
    told += "".join(Letter.objects.values_list("text", flat=True))
    assert "canary" not in told
    assert SHARED.text not in told


# --- Writing --------------------------------------------------------------------------------------


def test_finishing_on_the_page_keeps_every_answer_and_twice_is_once():
    pair = make.met()
    bethan = make.mentee_side(pair)
    sent = {"well": "Calm starts.", "well_shared": "on", "value_me": "4", "what": "finish"}

    page(bethan, "rhythm:review", "mid", version="0", **sent)
    page(bethan, "rhythm:review", "mid", version="1", **sent)

    review = Review.objects.get(pair=pair, participant=pair.mentee)
    assert review.done_at
    kept = {one.key: (one.text, one.score, one.shared) for one in review.said.all()}
    assert kept == {"well": ("Calm starts.", None, True), "value_me": ("", 4, False)}
    assert Event.objects.filter(action="finish_review").count() == 1


def test_another_tab_loses_nothing_and_says_so():
    pair = make.met()
    bethan = make.mentee_side(pair)
    keep_review(bethan, "mid", {"well": SHARED}, sent={"version": "0", "tab": "one"})

    with pytest.raises(Stale):
        keep_review(bethan, "mid", {"well": PRIVATE}, sent={"version": "0", "tab": "two"})
    address = reverse("rhythm:save_review", args=[pair.code, "mid"])
    client = sign_in(browser(), pair.mentee.user)
    answer = client.post(address, {"well": "Mine.", "version": "0", "tab": "two"})
    assert answer.status_code == 409
    page = reverse("rhythm:review", args=[pair.code, "mid"])
    late = client.post(page, {"well": "Mine.", "better": "", "version": "0"}).content.decode()
    assert 'data-autosave-unsaved="conflict"' in late
    assert f'<span class="said">{SHARED.text}</span>' in late
    assert "Mine.</textarea>" in late
    assert client.post(address, {"well": "Mine.", "version": "1"}).json()["version"] == 2

    assert Said.objects.get(review__pair=pair, key="well").text == "Mine."


def test_whoever_wanted_a_critical_friend_finds_their_questions_beside_the_look_back():
    pair = make.met()
    address = reverse("rhythm:review", args=[pair.code, "mid"])
    client = sign_in(browser(), pair.mentor.user)
    before = client.get(address).content.decode()

    pair.mentee.answers = pair.mentee.answers | {"helps_wanted": ["critical_friend"]}
    pair.mentee.save()

    words = "What a critical friend may ask"
    assert [words in before, words in client.get(address).content.decode()] == [False, True]


def test_what_both_have_read_is_not_changed_any_more():
    pair = make.met()
    bethan = make.mentee_side(pair)
    make.looked_back(bethan, well=SHARED)
    make.looked_back(make.mentor_side(pair))

    with pytest.raises(Refused, match="stays as it is"):
        finish_review(bethan, "mid", {"well": PRIVATE}, sent={"version": "1"})

    assert Said.objects.get(key="well").text == SHARED.text


def test_after_the_end_it_can_be_read_and_not_written():
    pair = make.met()
    bethan = make.mentee_side(pair)
    make.looked_back(bethan, well=SHARED)
    Pair.objects.filter(pk=pair.pk).update(state=Pair.State.FINISHED)
    address = reverse("rhythm:review", args=[pair.code, "mid"])
    client = sign_in(browser(), pair.mentee.user)

    assert SHARED.text in client.get(address).content.decode()
    assert "<textarea" not in client.get(address).content.decode()
    assert client.post(address, {"well": "More."}).status_code == 404


def test_the_pages_read_easily():
    pair = make.met()
    bethan = make.mentee_side(pair)
    make.looked_back(bethan, safe=Answer(score=1))
    client = sign_in(browser(), pair.mentee.user)
    for path in (
        reverse("rhythm:reviews", args=[pair.code]),
        reverse("rhythm:review", args=[pair.code, "mid"]),
        reverse("rhythm:questions", args=[pair.code, "first"]),
        reverse("rhythm:feelings", args=[pair.code]),
        reverse("rhythm:pulse"),
        reverse("rhythm:load"),
        client.get(reverse("rhythm:this_year")).url,
        reverse("pairs:own_pair", args=[pair.code]),
    ):
        shown = client.get(path)
        assert shown.status_code == 200
        assert grade_of(sentences_of(shown.content.decode())) <= 8, path


# --- When -----------------------------------------------------------------------------------------


def test_the_day_goes_by_months_by_a_day_for_all_and_never_falls_in_a_rest():
    pair = make.met_at(datetime(2026, 3, 31, 15, tzinfo=UTC))
    times = ReviewTimes(programme=pair.programme, mid_after=3, end_after=5, rest_months=[7, 8])
    assert review_due(pair, "mid", times) == date(2026, 6, 30)  # June has thirty days
    assert review_due(pair, "end", times) == date(2026, 9, 1)  # not in August
    assert questions_due(pair, "six-weeks", times) == date(2026, 5, 12)

    times.mid_on, times.end_on = date(2026, 4, 20), date(2026, 7, 10)
    assert review_due(pair, "mid", times) == date(2026, 6, 30)  # too soon after they met
    assert review_due(pair, "end", times) == date(2026, 9, 1)
    times.rest_months = []
    assert review_due(pair, "end", times) == date(2026, 7, 10)

    pair.started_at = None
    assert review_due(pair, "mid", times) is None
