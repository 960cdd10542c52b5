"""Nothing typed is lost, half-saved or shown too early."""

from datetime import timedelta

import pytest
from django.utils import timezone

from edumentoring.common.refused import Refused, Stale
from edumentoring.goals.models import Action
from edumentoring.notes import operations
from edumentoring.notes.models import Draft, Note
from edumentoring.notes.operations.writing import MOST_VERSIONS, Words
from edumentoring.notes.tests import make
from edumentoring.pairs.models import Pair

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair() -> Pair:
    return make.pair()


def typed(note: Note, text: str, **sent: str) -> Note:
    return operations.autosave_note(note, Words(note.title, text), sent)


def test_a_double_click_and_back_make_one_note(pair: Pair):
    client = make.signed_in(pair.mentee.user)
    address = make.fresh_address(client, pair)
    form = {"title": "", "text": "Three calm starts.", "version": "0", "press": "share"}

    answers = [client.post(address, form) for _press in range(2)]

    note = Note.objects.get()
    assert [answer.status_code for answer in answers] == [302, 302]
    assert (note.pair, note.is_shared, note.text) == (pair, True, "Three calm starts.")


def test_autosave_answers_in_the_shape_the_script_knows(pair: Pair):
    client = make.signed_in(pair.mentee.user)
    address = make.fresh_address(client, pair).replace("/write/", "/save/")

    first = client.post(address, {"text": "One", "version": "0", "tab": "a"})
    same = client.post(address, {"text": "One two", "version": "0", "tab": "a"})
    other = client.post(address, {"text": "Three", "version": "0", "tab": "b"})
    long = client.post(address, {"text": "x" * 20_001, "version": "2", "tab": "a"})

    assert (first.status_code, first.json()["version"]) == (200, 1)
    assert (same.status_code, same.json()["version"]) == (200, 2), (
        "its answer was lost, not its turn"
    )
    assert other.status_code == 409
    assert long.status_code == 422
    assert "shorter" in long.json()["words"]
    assert Note.objects.get().text == "One two"


def test_a_fresh_page_opens_only_for_whom_it_was_made(pair: Pair):
    """Or a code that is taken, and one that is not, could be told apart."""
    address = make.fresh_address(make.signed_in(pair.mentee.user), pair)
    mentor = make.signed_in(pair.mentor.user)

    for begun in (address, address.partition("?")[0], f"{address}x"):
        assert mentor.get(begun).status_code == 404
        assert mentor.post(begun, {"text": "Mine", "version": "0"}).status_code == 404
    assert not Note.objects.exists()


def test_two_tabs_lose_neither_text(pair: Pair):
    note = make.note(pair.mentee.user, pair, text="First line\nSecond line")
    client = make.signed_in(pair.mentee.user)
    address = f"/place/me/notes/{note.code}/write/"
    form = {"title": note.title, "version": "1", "press": "save"}
    client.post(address, {**form, "text": "First line\nFrom one tab"})

    page = client.post(address, {**form, "text": "First line\nFrom the other"})

    words = page.content.decode()
    assert page.status_code == 409
    assert words.count("From one tab") == 2
    assert words.count("From the other") == 2
    client.post(
        address, {**form, "text": "From the other", "version": page.context["note"].version}
    )
    note.refresh_from_db()
    assert note.text == "From the other"
    assert "From one tab" in note.versions.first().text


def test_what_is_typed_into_a_shared_note_waits_for_the_button(pair: Pair):
    note = make.note(pair.mentee.user, pair, text="Shared words", shared=True)

    typed(note, "Half a thou", version="1")

    note.refresh_from_db()
    assert note.text == "Shared words"
    editor = make.signed_in(pair.mentee.user).get(f"/place/me/notes/{note.code}/write/")
    assert "Half a thou" in editor.content.decode()
    make.written(note, "Half a thought, and the rest")
    assert not Draft.objects.exists()


def test_a_lent_note_waits_for_the_button_too(pair: Pair):
    note = make.note(pair.mentee.user, pair, text="Lent words")
    make.lent(note, "ann@school.example")

    typed(note, "Not for Ann yet", version="1")

    note.refresh_from_db()
    assert note.text == "Lent words"


def test_the_last_twenty_versions_can_be_put_back(pair: Pair):
    note = make.note(pair.mentee.user, pair, text="Words 0")
    for number in range(1, MOST_VERSIONS + 4):
        note = make.written(note, f"Words {number}")
    kept = [version.text for version in note.versions.all()]

    restored = operations.restore_version(note, note.versions.last().number)

    assert kept == [f"Words {number}" for number in range(22, 2, -1)]
    assert restored.text == "Words 3"
    assert restored.versions.first().text == "Words 23"
    with pytest.raises(Refused, match="no longer kept"):
        operations.restore_version(note, 1)


def test_an_hour_of_typing_is_a_few_versions(pair: Pair):
    note = make.note(pair.mentee.user, pair, text="Begun")
    for minute in range(60):
        note = typed(note, f"Minute {minute}", version=str(note.version))
        Note.objects.filter(pk=note.pk).update(
            changed_at=timezone.now() + timedelta(minutes=minute)
        )

    assert 4 <= note.versions.count() <= 7


def test_stale_words_that_are_the_same_are_no_quarrel(pair: Pair):
    note = make.note(pair.mentee.user, pair, text="Same")
    make.written(note, "Newer")

    make.written(note, "Newer", version="1")
    with pytest.raises(Stale):
        make.written(note, "Other", version="1")


def test_after_the_end_what_was_shared_stays_as_it_is(pair: Pair):
    shared = make.note(pair.mentee.user, pair, shared=True)
    own = make.note(pair.mentee.user, pair)
    Pair.objects.update(state="finished")

    for note in (shared, own):
        note.refresh_from_db()
    with pytest.raises(Refused, match="has ended"):
        make.written(shared, "Later words", version=str(shared.version))
    with pytest.raises(Refused, match="has ended"):
        operations.share_note(own)
    assert make.written(own, "My own go on", version=str(own.version)).text == "My own go on"


def test_removing_can_be_undone_for_thirty_days_and_brings_back_no_reader(pair: Pair):
    note = make.note(pair.mentee.user, pair, shared=True)
    client, other = make.signed_in(pair.mentee.user), make.signed_in(pair.mentor.user)

    client.post(f"/place/me/notes/{note.code}/remove/")

    assert other.get(f"/place/me/notes/{note.code}/").status_code == 404
    assert client.get("/place/me/notes/removed/").context["page"].paginator.count == 1
    assert operations.drop_removed() == 0
    client.post(f"/place/me/notes/{note.code}/bring-back/")
    assert client.get(f"/place/me/notes/{note.code}/").status_code == 200
    assert other.get(f"/place/me/notes/{note.code}/").status_code == 404

    operations.remove_note(note)
    Note.objects.update(removed_at=timezone.now() - timedelta(days=31))
    assert operations.drop_removed() == 1


def test_a_line_to_do_becomes_one_action_that_no_more_people_read(pair: Pair):
    text = "- [ ] Read the paper\n- [x] Done already"
    private = make.note(pair.mentee.user, pair, text=text)
    client = make.signed_in(pair.mentee.user)

    for _press in range(2):
        client.post(f"/place/me/notes/{private.code}/action/", {"line": "Read the paper"})
    client.post(f"/place/me/notes/{private.code}/action/", {"line": "Not in the note"})

    action = Action.objects.get()
    assert action.text == "Read the paper"
    assert action in Action.objects.visible_to(pair.mentee)
    assert action not in Action.objects.visible_to(pair.mentor)
    operations.share_note(private)
    shared = make.note(pair.mentee.user, pair, text="- [ ] Ask Jo", shared=True)
    make.signed_in(pair.mentor.user).post(
        f"/place/me/notes/{shared.code}/action/", {"line": "Ask Jo"}
    )
    asked = Action.objects.get(text="Ask Jo")
    assert asked in Action.objects.visible_to(pair.mentee)


def test_a_question_is_marked_as_found_and_opened_again(pair: Pair):
    asked = make.question(pair.mentor.user, pair)
    client = make.signed_in(pair.mentor.user)

    client.post(f"/place/me/notes/{asked.code}/found/")
    assert not client.get("/place/me/find-out/").context["page"].paginator.count
    assert client.get("/place/me/find-out/?show=found").context["page"].paginator.count == 1
    client.post(f"/place/me/notes/{asked.code}/found/", {"again": "yes"})
    assert client.get("/place/me/find-out/").context["page"].paginator.count == 1


def test_a_journal_needs_no_pair_and_names_its_prompt():
    user = make.people.person()
    client = make.signed_in(user)

    page = client.get("/place/me/journal/").content.decode()
    address = client.get("/place/me/notes/new/?kind=journal&prompt=proud")["Location"]
    client.post(address, {"text": "A quiet class.", "version": "0", "press": "save"})

    assert "Three questions for today" in page
    note = Note.objects.get()
    assert (note.kind, note.prompt, note.pair) == ("journal", "proud", None)
    with pytest.raises(Refused, match="nobody to share it with"):
        operations.share_note(note)


def test_an_empty_note_is_not_made(pair: Pair):
    client = make.signed_in(pair.mentee.user)
    address = make.fresh_address(client, pair)

    page = client.post(address, {"text": "  ", "version": "0", "press": "save"})

    assert page.status_code == 422
    assert "Write a few words first" in page.content.decode()
    assert not Note.objects.exists()
