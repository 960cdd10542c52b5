"""Who reads what: the writer, the other one of the pair, a colleague for a while, nobody else."""

import csv
import io
import re
from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from edumentoring.notes import operations
from edumentoring.notes.access import pair_notes
from edumentoring.notes.handing_over import CARRIER
from edumentoring.notes.models import Note, Share
from edumentoring.notes.operations.writing import Words
from edumentoring.notes.section import section
from edumentoring.notes.tests import make
from edumentoring.pairs.models import Pair
from edumentoring.pairs.nudge_models import Nudge
from edumentoring.programmes.models import Participant

pytestmark = pytest.mark.django_db

WORD = "xylograph"


@pytest.fixture
def pair() -> Pair:
    return make.pair()


def test_a_note_is_its_writers_until_it_is_shared(pair: Pair):
    note = make.note(pair.mentee.user, pair, text=WORD)
    mentee, mentor = make.sides(pair)

    assert list(pair_notes(mentee)) == [note]
    assert list(pair_notes(mentor)) == []
    operations.share_note(note)
    assert list(pair_notes(mentor)) == [note]
    operations.stop_sharing(note)
    assert list(pair_notes(mentor)) == []


def test_sharing_tells_the_other_in_their_next_letter_without_the_words(pair: Pair):
    before = timezone.now()
    note = make.note(pair.mentee.user, pair, title=WORD, text=WORD, shared=True)

    nudge = Nudge.objects.get()
    assert nudge.participant == pair.mentor
    assert nudge.line == "Bethan shared a note with you."
    assert WORD not in nudge.line + nudge.url
    pair.refresh_from_db()
    assert pair.last_sign_at >= before
    operations.stop_sharing(note)
    assert not Nudge.objects.exists()


def test_the_other_one_reads_no_draft_no_version_and_no_tools_of_the_writer(pair: Pair):
    note = make.note(pair.mentee.user, pair, text="What is shared.", shared=True)
    operations.autosave_note(note, Words("", f"Not yet {WORD}"), {"version": "1"})
    make.written(note, f"An older {WORD}", version="2")
    make.written(note, "What is shared now.", version="3")
    operations.autosave_note(note, Words("", f"Again {WORD}"), {"version": "4"})
    client = make.signed_in(pair.mentor.user)

    page = client.get(f"/place/me/notes/{note.code}/").content.decode()
    others = [client.get(f"/place/me/notes/{note.code}/{name}/") for name in ("write", "before")]

    assert "What is shared now." in page
    assert WORD not in page
    assert "Remove this note" not in page
    assert [page.status_code for page in others] == [404, 404]
    assert WORD not in client.get("/place/me/notes/export/txt/").content.decode()
    assert not client.get(f"/place/me/notes/?q={WORD}").context["page"].paginator.count


def test_a_colleague_reads_the_one_note_up_to_its_day_and_not_after(pair: Pair):
    colleague = make.mentor(pair.programme, name="Ann Lee")
    note = make.note(pair.mentee.user, pair)
    make.note(pair.mentee.user, pair, title="Another", shared=True)
    share = make.lent(note, colleague.user.email, days=0)
    client = make.signed_in(colleague.user)

    assert client.get(f"/place/me/notes/{note.code}/").status_code == 200
    assert list(Note.objects.visible_to(colleague)) == [note]
    assert client.get(f"/place/pairs/{pair.code}/notes/").status_code == 404
    Share.objects.filter(pk=share.pk).update(ends_at=timezone.now() - timedelta(seconds=1))
    assert client.get(f"/place/me/notes/{note.code}/").status_code == 404


def test_the_last_day_ends_where_the_programme_is(pair: Pair):
    type(pair.programme).objects.update(time_zone="Pacific/Auckland")
    pair = Pair.objects.with_people().get()
    note = make.note(pair.mentee.user, pair)
    today = pair.programme.today()

    share = operations.lend_note(note, email="ann@school.example", until=today)

    assert share.until == today
    assert timezone.now() < share.ends_at <= timezone.now() + timedelta(days=1)


def test_a_lending_ends_early_or_when_the_colleague_leaves(pair: Pair):
    colleagues = [make.mentor(pair.programme, name=name) for name in ("Ann Lee", "Bo Day")]
    note = make.note(pair.mentee.user, pair)
    shares = [make.lent(note, one.user.email) for one in colleagues]

    operations.end_lending(shares[0])
    Participant.objects.filter(pk=colleagues[1].pk).update(state="left")

    assert not any(Note.objects.visible_to(one).exists() for one in colleagues)


def test_lending_tells_nobody_who_takes_part(pair: Pair):
    known = make.mentor(pair.programme, email="known@school.example")
    client = make.signed_in(pair.mentee.user)
    said = []
    for email in (known.user.email, "nobody@school.example"):
        note = make.note(pair.mentee.user, pair)
        day = make.in_days(5)
        when = {"until_day": day.day, "until_month": day.month, "until_year": day.year}
        form = {"email": email, **when}
        page = client.post(f"/place/me/notes/{note.code}/colleague/", form, follow=True)
        words = page.content.decode().replace(email, "(address)").replace(str(note.code), "(note)")
        said.append(re.sub(r'value="\w{64}"|nonce="[^"]*"|/colleague/\d+/', "", words))

    assert "can read it until" in said[0]
    assert said[0] == said[1]


def test_who_left_the_programme_reads_only_their_own(pair: Pair):
    own, other = make.note(pair.mentor.user, pair), make.note(pair.mentee.user, pair, shared=True)
    Participant.objects.filter(pk=pair.mentor.pk).update(state="left")

    assert list(Note.objects.readable_by(pair.mentor.user)) == [own]
    assert other in Note.objects.readable_by(pair.mentee.user)


def test_the_database_keeps_a_journal_private(pair: Pair):
    note = make.journal(pair.mentee.user)

    with pytest.raises(IntegrityError):
        Note.objects.filter(pk=note.pk).update(visibility="pair", pair=pair)


def test_search_folds_accents_and_looks_for_every_word(pair: Pair):
    user = pair.mentee.user
    wanted = make.note(user, pair, title="Zoë’s question", text="About Café routines")
    make.note(user, pair, title="Zoe", text="Something else")

    assert list(Note.objects.readable_by(user).about("ZOE cafe")) == [wanted]
    assert list(Note.objects.readable_by(user).about("100%")) == []


def test_the_export_holds_all_and_runs_nothing(pair: Pair):
    user = pair.mentee.user
    make.note(user, pair, title='=HYPERLINK("x")', text="=1+1")
    make.journal(user, text="Only mine")
    make.note(pair.mentor.user, pair, text="From Imran", shared=True)
    client = make.signed_in(user)

    texts = {form: client.get(f"/place/me/notes/export/{form}/") for form in ("csv", "txt", "md")}

    rows = list(csv.DictReader(io.StringIO(texts["csv"].content.decode("utf-8-sig"))))
    assert {row["Text"] for row in rows} == {"'=1+1", "Only mine", "From Imran"}
    assert not any(cell.startswith("=") for row in rows for cell in row.values())
    for form in ("txt", "md"):
        assert "Only mine" in texts[form].content.decode()
        assert "attachment" in texts[form]["Content-Disposition"]
    assert client.get("/place/me/notes/export/exe/").status_code == 404


def test_the_export_says_so_where_a_colleague_reads_a_note_for_a_while(pair: Pair):
    user = pair.mentee.user
    for text, is_shared in (("Lent", False), ("Both", True)):
        note = make.note(user, pair, text=text, shared=is_shared)
        make.lent(note, "ann@school.example")
    make.note(user, pair, text="Nobody")
    file = make.signed_in(user).get("/place/me/notes/export/csv/").content.decode("utf-8-sig")

    readers = {row["Text"]: row["Who can read it"] for row in csv.DictReader(io.StringIO(file))}

    assert readers == {
        "Lent": "You, and a colleague for a while",
        "Both": "You and Imran, and a colleague for a while",
        "Nobody": "Only you",
    }


def test_the_section_of_a_pair_asks_once(pair: Pair, django_assert_num_queries):
    for _number in range(5):
        make.note(pair.mentee.user, pair, shared=True)
    _mentee, mentor = make.sides(pair)

    with django_assert_num_queries(1):
        found = section(mentor)
    page = make.signed_in(pair.mentor.user).get(f"/place/pairs/{pair.code}/")

    assert len(found.context["notes"]) == 3
    assert page.content.decode().count("New this week") == 3


def test_lists_are_paged_and_cost_the_same_however_many(pair: Pair, django_assert_max_num_queries):
    user = pair.mentee.user
    for number in range(23):
        make.note(user, pair, title=f"Note {number}")
    client = make.signed_in(user)

    with django_assert_max_num_queries(10):
        page = client.get("/place/me/notes/?page=2")
    assert len(page.context["page"]) == 3
    assert client.get("/place/me/notes/?page=1000000000").status_code == 200


def test_a_mentee_takes_along_what_they_choose_of_their_own(pair: Pair):
    chosen = make.note(pair.mentee.user, pair, title="Goes along")
    make.note(pair.mentee.user, pair, title="Stays")
    theirs = make.note(pair.mentor.user, pair, title="The mentor's", shared=True)
    Participant.objects.filter(pk=pair.mentee.pk).update(demand=2)
    other = make.mentor(pair.programme, name="Ann Lee")
    after = make.pair(mentor=other, mentee=pair.mentee, round_number=2)
    _mentee, mentor = make.sides(after)

    offered = [thing.key for thing in CARRIER.things(make.sides(pair)[0])]
    count = CARRIER.bring(pair, after, [f"note:{chosen.pk}", f"note:{theirs.pk}", "goal:1"])

    assert len(offered) == 2
    assert f"note:{theirs.pk}" not in offered
    assert count == 1
    assert [note.title for note in pair_notes(mentor)] == ["Goes along"]
    chosen.refresh_from_db()
    assert (chosen.pair, chosen.is_shared) == (pair, False)
