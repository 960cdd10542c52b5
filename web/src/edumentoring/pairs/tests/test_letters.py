"""What the letters say, and what they never do."""

import re
from datetime import timedelta
from html.parser import HTMLParser

import pytest
from django.urls import reverse
from django.utils import timezone

from edumentoring.common.models import Letter
from edumentoring.common.tests.reading import grade_of, sentences_of_text
from edumentoring.pairs import correspondence, examples, letters, operations, wording
from edumentoring.pairs.affirming import affirmation
from edumentoring.pairs.models import Pair, Reminded
from edumentoring.pairs.operations import many
from edumentoring.pairs.reply import code_in
from edumentoring.pairs.sides import side_of
from edumentoring.pairs.tests import make
from edumentoring.people.tests.make import sign_in_as_staff
from edumentoring.programmes.models import Participant

pytestmark = pytest.mark.django_db


class Page(HTMLParser):
    """The addresses an HTML letter names, and its words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.words = ""
        self.tags: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            if name == "href":
                (self.links if tag == "a" else self.fetched).append(value)
            elif name in {"src", "srcset", "background", "poster", "data"}:
                self.fetched.append(value)

    def handle_data(self, data: str) -> None:
        self.words += data


def full_pair() -> Pair:
    """Two people who said a lot."""
    programme = make.programme()
    programme.reply_to = "helen@staffroom.example"
    programme.save()
    mentor = make.mentor(
        programme,
        years=11,
        school_text="Long Lane School",
        answers={
            "subjects": ["chemistry"],
            "phases": ["ks3", "ks4"],
            "about_me": "My first year nearly finished me. Someone listened, and I stayed.",
        },
    )
    mentee = make.mentee(
        programme,
        school_text="Ashby Lane Primary",
        answers={"wanted_text": "I dread the last hour on a Friday.", "new_for_me": ["school"]},
    )
    Participant.objects.filter(pk=mentee.pk).update(source="The autumn sign-up form")
    return make.held(programme, mentor=mentor, mentee=mentee)


def to_mentee(pair: Pair, kind: str = "introduction") -> Letter:
    return next(each for each in make.letters(pair, kind) if each.to == pair.mentee.user.email)


def one_of_each() -> list[Letter]:
    """Every kind of letter, to a real person."""
    pair = full_pair()
    Pair.objects.update(
        state=Pair.State.INTRODUCED, introduced_at=timezone.now() - timedelta(days=8)
    )
    Letter.objects.update(state=Letter.State.SENT)
    operations.ask_once_more()
    for introduction in pair.introductions.all():
        operations.answer(introduction, operations.YES)
    side = side_of(Pair.objects.with_people().get(pk=pair.pk), pair.mentor)
    soon = timezone.now().date() + timedelta(days=30)
    operations.pause_pair(side, back_on=soon, note="It is a full month here.")
    operations.resume_pair(side)
    Reminded.objects.all().delete()
    words = wording.words_of(pair.programme, "gentle_word")
    fresh = Pair.objects.with_people().get(pk=pair.pk)
    many.write_to_pairs(pair.programme, [fresh], words, by=make.coordinator())
    Pair.objects.update(last_sign_at=timezone.now() - timedelta(days=22))
    Reminded.objects.all().delete()
    operations.ask_after_quiet_pairs()
    letters.paused_by_desk(pair, pair.mentor, not_before=timezone.now())
    letters.finished(pair, pair.mentee)
    letters.handed_over(pair, pair.mentee)
    operations.end_pair(pair, by=make.coordinator())
    side = side_of(Pair.objects.with_people().get(pk=pair.pk), pair.mentor)
    operations.say_farewell(side, thanks="You asked, and then you waited.", keep_contact=True)
    letters.would_go_on(pair, pair.mentee)
    letters.not_this_time(pair, pair.mentor)
    letters.unmatched(pair.mentee, key="round:1:1", not_before=timezone.now())
    return list(Letter.objects.all())


def test_an_introduction_tells_who_why_how_to_begin_and_when():
    letter = to_mentee(full_pair())

    for words in (
        "Bethan, meet Imran",
        "Imran Sadiq would be a good mentor for you",
        "Head of science at Long Lane School. Teaches chemistry, ages 11 to 16.",
        "11 years of teaching.",
        "Someone listened, and I stayed.",
        "You asked for help with behaviour. Imran offered it.",
        "You wrote: “I dread the last hour on a Friday.”",
        "Thursday",
        "The autumn sign-up form",
    ):
        assert words in " ".join(f"{letter.subject} {letter.text}".split())
        assert words in " ".join(Page(letter.html).words.split())


def test_an_introduction_carries_the_warm_word_to_its_reader_alone():
    pair = full_pair()
    to = {
        role: letters.introduction(make.introduction(pair, role)) for role in ("mentee", "mentor")
    }

    for role, letter in to.items():
        reader = pair.mentee if role == "mentee" else pair.mentor
        for said in affirmation(pair, reader):
            assert said in " ".join(letter.text.split())
            assert said in " ".join(Page(letter.html).words.split())
    assert affirmation(pair, pair.mentee)[0] not in to["mentor"].text


def test_each_letter_carries_its_own_key_and_nobody_elses():
    pair = full_pair()

    for letter, introduction in zip(
        make.letters(pair), pair.introductions.order_by("pk"), strict=True
    ):
        keys = set(re.findall(r"/introduction/([^/\"]+)/", letter.text + letter.html))
        assert {code_in(key) for key in keys} == {introduction.code}


def test_every_letter_reads_easily_in_short_sentences():
    for letter in one_of_each():
        assert grade_of(sentences_of_text(letter.text)) <= 8, letter.kind
        for sentence in re.split(r"(?<=[.?!])\s+|\n\n", letter.text):
            assert len(sentence.split()) <= 25, sentence


def test_every_kind_of_letter_was_written_and_is_small():
    letters = one_of_each()

    assert {letter.kind for letter in letters} == set(wording.KINDS)
    for letter in letters:
        assert 200 < len(letter.text) < 3000
        assert 5_000 < len(letter.html.encode()) < 40_000


def test_letters_fetch_nothing_and_count_nobody():
    for letter in one_of_each():
        page = Page(letter.html)
        assert page.fetched == []
        assert not {"img", "script", "iframe", "link", "video", "object"} & set(page.tags)
        assert "url(" not in letter.html
        assert "@import" not in letter.html
        for link in page.links:
            assert link.startswith(("http://127.0.0.1:8000/", "mailto:")), link


def test_the_html_says_every_sentence_of_the_plain_text():
    only_in_text = (
        "Choose on this page.",
        "Open the answer that fits",
        "There is no password.",
        "Your own page:",
        "How often we write",
    )
    for letter in one_of_each():
        html = " ".join(Page(letter.html).words.split())
        for sentence in sentences_of(letter.text):
            if not sentence.startswith(only_in_text):
                assert sentence.removesuffix(":") in html, f"{letter.kind}: {sentence}"


def sentences_of(text: str) -> list[str]:
    """Sentences without list marks, headings in capitals, addresses and who says it."""
    plain = re.sub(r"(?m)^(?:- |\d+\. )", "\n", text)
    plain = re.sub(r"\S+://\S+|\S+@\S+|\w+ says: “[^”]*”", "\n\n", plain)
    parts = [
        " ".join(part.split())
        for paragraph in plain.split("\n\n")
        for part in re.split(r"(?<=[.?!])\s+", paragraph)
    ]
    return [part for part in parts if part and not re.match(r"[A-Z]{3}|HOW TO", part)]


def test_hostile_names_and_answers_stay_text():
    programme = make.programme()
    nasty = "<script>alert(1)</script> {first_name} {{ settings }} O'Brien"
    mentor = make.mentor(programme, name=nasty, role_title="<img src=x onerror=alert(1)>")
    pair = make.held(
        programme, mentor=mentor, reasons={"mentee": ["<b>Bold</b> & brave"], "mentor": []}
    )

    letter = to_mentee(pair)
    page = Page(letter.html)

    assert "script" not in page.tags
    assert "img" not in page.tags
    assert "<b>Bold</b> & brave" in page.words
    assert nasty in letter.text.replace("\n", " ")


def test_free_text_that_gives_an_address_away_is_left_out():
    programme = make.programme()
    mentor = make.mentor(
        programme,
        role_title="Head, imran@school.example",
        school_text="Long Lane 07700 900123",
        answers={"about_me": "Write to imran@school.example. Or ring 07700 900123."},
    )

    letter = to_mentee(make.held(programme, mentor=mentor))

    assert "imran@" not in letter.text + letter.html
    assert "900123" not in letter.text + letter.html


def test_letters_come_from_the_programme_and_answers_go_to_its_people():
    letter = to_mentee(full_pair())

    assert letter.from_line == "The Wider Staffroom <hello@localhost.localdomain>"
    assert letter.reply_to == "helen@staffroom.example"
    assert "You can reply to this e-mail" in letter.text
    assert "List-Unsubscribe" not in letter.headers


def test_without_an_address_for_answers_no_letter_asks_for_one():
    pair = make.held()
    for kind in wording.KINDS:
        assert "reply" not in correspondence.write_example(kind, pair.mentee).text.lower(), kind

    pair.programme.reply_to = "helen@staffroom.example"
    pair.programme.save()

    pair.mentee.programme.refresh_from_db()
    assert "just reply" in correspondence.write_example("gentle_word", pair.mentee).text


# --- Wording ----------------------------------------------------------------------------


def test_a_programmes_own_words_are_used():
    programme = make.programme()
    correspondence.change_words(
        programme,
        "introduction",
        {
            "subject": "{other_first_name} would like to meet you",
            "opening": "Dear {first_name}\n\nWelcome to {programme}.",
            "closing": "",
        },
        by=make.coordinator(),
        version=correspondence.words_version(programme, "introduction"),
    )

    letter = to_mentee(make.held(programme))

    assert letter.subject == "Imran would like to meet you"
    assert letter.text.startswith("Dear Bethan\n\nWelcome to The Wider Staffroom.")


@pytest.mark.parametrize(
    ("words", "cure"),
    [
        ({"subject": "Hello {surname}"}, "does not know {surname}"),
        ({"opening": "Hello {first_name"}, "curly bracket by itself"),
        ({"opening": "Hello {}"}, "does not know {}"),
        ({"opening": "{first_name.__class__}"}, "does not know"),
        ({"subject": ""}, "Write a subject"),
        ({"opening": "x" * 2001}, "2001 letters"),
    ],
)
def test_words_that_cannot_be_used_are_refused_with_the_cure(words: dict, cure: str):
    programme = make.programme()
    given = wording.words_of(programme, "introduction") | words

    with pytest.raises(correspondence.Refused, match=re.escape(cure)):
        correspondence.change_words(
            programme, "introduction", given, by=make.coordinator(), version=0
        )


def test_words_of_another_editor_are_not_overwritten():
    programme, by = make.programme(), make.coordinator()
    version = correspondence.words_version(programme, "unmatched")
    mine = wording.words_of(programme, "unmatched") | {"closing": "Yours, Helen"}
    correspondence.change_words(programme, "unmatched", mine, by=by, version=version)

    with pytest.raises(correspondence.Stale, match="a moment ago"):
        correspondence.change_words(
            programme, "unmatched", mine | {"closing": "Pete"}, by=by, version=version
        )

    assert wording.words_of(programme, "unmatched")["closing"] == "Yours, Helen"


def test_our_words_come_back():
    programme, by = make.programme(), make.coordinator()
    version = correspondence.words_version(programme, "ended")
    words = wording.words_of(programme, "ended") | {"closing": "Goodbye"}
    correspondence.change_words(programme, "ended", words, by=by, version=version)

    before = correspondence.reset_words(programme, "ended", by=by)

    assert before == {"closing": "Goodbye"}
    assert not wording.is_changed(programme, "ended")


def test_our_own_words_pass_their_own_check():
    for kind in wording.KINDS.values():
        assert wording.check_words(kind.id, kind.words) == kind.words


@pytest.mark.parametrize("kind", list(wording.KINDS))
def test_every_letter_can_be_previewed_before_there_is_a_pair(kind: str):
    programme = make.programme()
    make.mentor(programme)

    example = correspondence.write_example(kind, make.mentee(programme))

    assert "Bethan" in example.subject
    assert "/introduction/example/" in example.text or kind not in {"introduction", "ask_again"}
    assert not Pair.objects.exists()


def test_letters_without_words_to_change_are_shown_with_made_up_people_and_nothing_is_kept(client):
    seat = make.seat("owner")
    sign_in_as_staff(client, seat.user)
    shown = examples.all_of_them()
    keys = {each.key for each in shown}
    assert {"gentle", "meeting-agreed", "look-back", "asked-to-join", "separated"} <= keys
    assert {"training-waiting", "training-tomorrow", "training-cancelled"} <= keys

    for each in shown:
        page = client.get(reverse("pairs:example", args=[seat.programme.slug, each.key]))
        frame = client.get(reverse("pairs:example_html", args=[seat.programme.slug, each.key]))
        words = page.context["written"].text + page.context["written"].subject
        assert "Bethan" in words or "Imran" in words, each.key
        assert "to move" not in words, "none is about a change of another"
        assert grade_of(sentences_of_text(words)) <= 8, each.key
        assert frame.status_code == 200
    assert not Letter.objects.exists()
    assert not Pair.objects.exists()
    gone = reverse("pairs:example", args=[seat.programme.slug, "no-such-letter"])
    assert client.get(gone).status_code == 404


def test_a_test_letter_goes_to_the_one_who_asks_and_to_nobody_else():
    pair, helen = make.introduced(), make.coordinator()

    letter = correspondence.send_test(pair.programme, "introduction", pair.mentee, to=helen)

    assert letter.to == helen.email
    assert letter.subject.startswith("Test: ")
    assert not re.findall(r"/introduction/(?!example)", letter.text + letter.html)
