"""What is done to several people at once: tags, fields, taking in, views, and each undo."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from edumentoring.common.models import Letter
from edumentoring.common.refused import Refused
from edumentoring.people.models import Event
from edumentoring.people.tests import make as people
from edumentoring.programmes import operations
from edumentoring.programmes.columns import read_tags
from edumentoring.programmes.models import AnswerChange, Note, Participant, Programme, SavedView
from edumentoring.programmes.tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def seat(client):
    seat = make.seat("coordinator")
    people.sign_in_as_staff(client, seat.user)
    return seat


def together(client, seat, *whom: Participant, query: str = "", **given: str):
    address = reverse("programmes:together", args=[seat.programme.slug])
    who = [str(person.code) for person in whom]
    return client.post(f"{address}{query}", {"who": who, **given})


def tags_of(person: Participant) -> list[str]:
    person.refresh_from_db()
    return person.tags


# --- Tags ---------------------------------------------------------------------------------------


def test_a_tag_is_added_found_and_taken_back(client, seat):
    ann, bea = make.mentor(seat.programme, name="Ann Alder"), make.mentee(seat.programme)

    together(client, seat, ann, bea, do="tag", tag="Keen, New to us")

    assert tags_of(ann) == ["Keen", "New to us"]
    page = client.get(reverse("programmes:people", args=[seat.programme.slug]), {"tag": "Keen"})
    assert page.context["page"].paginator.count == 2
    undo = ann.answer_changes.latest("pk").together
    operations.undo_change(undo, programme=seat.programme, by=seat.user)
    assert tags_of(ann) == tags_of(bea) == []


def test_a_tag_in_use_keeps_its_capitals(seat):
    ann, bea = make.mentor(seat.programme), make.mentor(seat.programme)
    operations.add_tags([ann], "Keen", by=seat.user)

    operations.add_tags([bea], "KEEN", by=seat.user)

    assert tags_of(bea) == ["Keen"]


def test_a_tag_is_taken_away(client, seat):
    ann = make.mentor(seat.programme)
    operations.add_tags([ann], "Keen; Late", by=seat.user)

    together(client, seat, ann, do="untag", tag="late")

    assert tags_of(ann) == ["Keen"]


def test_two_tags_become_one_for_everybody(client, seat):
    ann, bea = make.mentor(seat.programme), make.mentor(seat.programme)
    operations.add_tags([ann, bea], "keen", by=seat.user)
    operations.add_tags([ann], "eager", by=seat.user)

    address = reverse("programmes:tags", args=[seat.programme.slug])
    client.post(address, {"tag": "eager", "to": "keen"})

    assert tags_of(ann) == tags_of(bea) == ["keen"]


def test_a_tag_nobody_has_any_more_keeps_nobody(client, seat):
    make.mentor(seat.programme)

    page = client.get(reverse("programmes:people", args=[seat.programme.slug]), {"tag": "gone"})

    assert page.context["page"].paginator.count == 0


def test_signs_that_filters_are_kept_by_are_not_in_tags():
    assert read_tags("a|b=c\0d, E ,e") == ["a b c d", "E"]


def test_more_tags_than_anybody_could_read_are_refused(seat):
    with pytest.raises(Refused, match="more than 30 tags"):
        operations.add_tags([make.mentor(seat.programme)], ",".join(map(str, range(40))), by=None)


def test_a_tag_given_while_a_list_stood_open_is_not_lost(seat):
    listed = make.mentor(seat.programme)
    operations.add_tags([Participant.objects.get(pk=listed.pk)], "keen", by=seat.user)

    operations.add_tags([listed], "north", by=seat.user)
    operations.remove_tags([listed], "south", by=seat.user)

    listed.refresh_from_db()
    assert listed.tags == ["keen", "north"]


# --- Fields and states --------------------------------------------------------------------------


def test_a_field_is_asked_for_and_then_set_where_it_applies(client, seat):
    ann, bea = make.mentor(seat.programme, name="Ann Alder"), make.mentee(seat.programme)

    asked = together(client, seat, ann, bea, do="field", field="is_trained")
    assert "Only 1 of them has this." in asked.content.decode()
    together(client, seat, ann, bea, do="set", field="is_trained", value="yes")

    trained = Participant.objects.filter(is_trained=True)
    assert list(trained) == [ann]


def test_a_value_that_does_not_fit_changes_nobody(client, seat):
    ann = make.mentor(seat.programme, region="wales")

    answer = together(client, seat, ann, do="set", field="region", value="Atlantis")

    ann.refresh_from_db()
    assert ann.region == "wales"
    assert answer.status_code == 302


def test_people_who_signed_up_are_taken_in_and_nobody_else_is_touched(client, seat):
    new, away = make.mentee(seat.programme), make.mentee(seat.programme, state="paused")
    Participant.objects.filter(pk=new.pk).update(state="signed_up")

    together(client, seat, new, away, do="take_in")

    states = dict(Participant.objects.values_list("pk", "state"))
    assert states == {new.pk: "in", away.pk: "paused"}


def test_taking_in_stops_at_the_limit_and_the_rest_wait_and_undo_takes_both_back(client, seat):
    people_ = [make.mentee(seat.programme, state="signed_up") for _ in range(3)]
    Programme.objects.filter(pk=seat.programme_id).update(limit_mentees=2)

    answer = together(client, seat, *people_, do="take_in")

    page = client.get(answer.url).content.decode()
    assert "Took in 2 people. There is no room for 1 person" in page
    assert [now(each).state for each in people_] == ["in", "in", "queued"]
    undo = people_[0].answer_changes.latest("pk").together
    operations.undo_change(undo, programme=seat.programme, by=seat.user)
    assert {now(each).state for each in people_} == {"signed_up"}


def test_whoever_waits_already_gets_the_free_place_first_with_a_letter(client, seat):
    new = make.mentee(seat.programme, state="signed_up")
    first = make.mentee(seat.programme, state="queued")
    Programme.objects.filter(pk=seat.programme_id).update(limit_mentees=1)

    together(client, seat, new, do="take_in")

    assert (now(first).state, now(new).state) == ("in", "queued")
    assert [letter.to for letter in Letter.objects.filter(kind="a_place_is_yours")] == [
        first.user.email
    ]


def now(person: Participant) -> Participant:
    return Participant.objects.get(pk=person.pk)


def test_bringing_back_takes_in_nobody_who_has_not_confirmed(client, seat):
    new = make.mentee(seat.programme)
    Participant.objects.filter(pk=new.pk).update(state="signed_up")

    together(client, seat, new, do="back")

    new.refresh_from_db()
    assert new.state == "signed_up"


def test_everybody_a_filter_keeps_is_changed_in_few_statements(
    client, seat, django_assert_max_num_queries
):
    make.crowd(seat.programme, 150)

    with django_assert_max_num_queries(30):
        together(client, seat, query="?as=mentor", all="yes", do="pause")

    assert seat.programme.participants.paused().count() == 50
    assert set(seat.programme.participants.paused().values_list("is_mentor", flat=True)) == {True}
    assert AnswerChange.objects.filter(key="state").count() == 50
    assert Event.objects.filter(action="change_participant").count() == 50


def test_a_change_of_many_moves_versions_and_copies_on(seat):
    ann, bea = make.mentor(seat.programme, stage=""), make.mentor(seat.programme)
    before = [ann.version, bea.version]

    operations.change_together([ann, bea], changes={"stage": "head"}, by=seat.user)

    for person in (ann, bea):
        person.refresh_from_db()
    assert [ann.version, bea.version] == [number + 1 for number in before]
    assert "missing=stage" not in ann.facets
    assert ann.answer_changes.get(key="stage").participant_version == ann.version


# --- Saved views --------------------------------------------------------------------------------


def save_view(client, seat, name: str = "Wales", query: str = "?region=wales", **given: str):
    address = reverse("programmes:views", args=[seat.programme.slug])
    return client.post(address + query, {"name": name, **given})


def tabs(client, seat, query: str = "") -> list[str]:
    page = client.get(reverse("programmes:people", args=[seat.programme.slug]) + query)
    return [str(tab.label) for tab in page.context["views"] if tab.current or tab.amount is None]


def test_a_saved_view_is_a_tab_and_current_where_it_leads(client, seat):
    make.mentor(seat.programme)
    save_view(client, seat)

    assert tabs(client, seat, "?region=wales") == ["Wales"]
    assert SavedView.objects.get().address == "region=wales"


def test_another_coordinator_sees_a_view_only_when_it_is_shared(client, seat):
    make.mentor(seat.programme)
    save_view(client, seat, "Mine")
    save_view(client, seat, "Ours", shared="yes")
    other = make.seat("viewer", programme_=seat.programme)
    people.sign_in_as_staff(client, other.user)

    assert tabs(client, other) == ["Everyone", "Ours"]


def test_a_removed_view_comes_back_by_its_undo(client, seat):
    save_view(client, seat, shared="yes")
    view = SavedView.objects.get()
    address = reverse("programmes:view", args=[seat.programme.slug, view.pk])
    page = client.post(address, {"do": "remove"}, follow=True)
    assert not SavedView.objects.exists()

    undo = page.content.decode().split('action="')[1:]
    client.post(next(each.split('"')[0] for each in undo if "/views/back/" in each))

    back = SavedView.objects.get()
    assert (back.name, back.address, back.shared, back.by) == (
        "Wales",
        "region=wales",
        True,
        seat.user,
    )


def test_two_views_of_one_name_are_refused(client, seat):
    save_view(client, seat)

    page = save_view(client, seat, query="?region=london")

    assert SavedView.objects.count() == 1
    assert "already" in client.get(page.url).content.decode()


# --- Notes --------------------------------------------------------------------------------------


def test_a_note_is_dated_and_signed_and_only_its_writer_removes_it(client, seat):
    ann = make.mentor(seat.programme, name="Ann Alder")
    address = reverse("programmes:notes", args=[seat.programme.slug, ann.code])
    client.post(address, {"text": "Rang on Friday."})
    note = ann.notes.get()
    assert note.by == seat.user

    other = make.seat("coordinator", programme_=seat.programme)
    people.sign_in_as_staff(client, other.user)
    client.post(address, {"remove": note.pk})
    assert ann.notes.count() == 1

    people.sign_in_as_staff(client, seat.user)
    client.post(address, {"remove": note.pk})
    assert ann.notes.kept().count() == 0


def test_a_removed_note_comes_back_by_undo_and_is_deleted_after_a_day(client, seat):
    ann = make.mentor(seat.programme, name="Ann Alder")
    note = operations.add_note(ann, "Rang on Friday.", by=seat.user)
    address = reverse("programmes:notes", args=[seat.programme.slug, ann.code])
    undo = reverse("programmes:note_back", args=[seat.programme.slug, ann.code, note.pk])

    page = client.post(address, {"remove": note.pk}, follow=True).content.decode()
    assert undo in page
    assert "Rang on Friday." not in page
    page = client.post(undo, follow=True).content.decode()
    assert "Rang on Friday." in page

    operations.remove_note(note, by=seat.user)
    assert operations.delete_removed_notes() == 0
    Note.objects.update(removed_at=timezone.now() - timedelta(hours=25))
    assert operations.delete_removed_notes() == 1


def test_the_history_says_that_there_is_a_note_and_not_what_it_says(seat):
    operations.add_note(make.mentor(seat.programme), "Rang on Friday.", by=seat.user)

    assert "Friday" not in Event.objects.get(action="add_note").summary


# --- What they see ------------------------------------------------------------------------------


def test_the_desk_sees_what_is_in_their_file_but_nothing_sensitive(client, seat):
    ann = make.mentor(seat.programme, answers={"identity_is": ["lgbt"], "about_me": "I sing."})
    operations.add_note(ann, "Rang on Friday.", by=seat.user)

    html = client.get(
        reverse("programmes:seen", args=[seat.programme.slug, ann.code])
    ).content.decode()

    assert "Rang on Friday." in html
    assert "I sing." in html
    assert "LGBT" not in html
    assert "shown to nobody but them" in html


def test_a_person_page_leads_on_through_the_list_one_came_from(client, seat):
    for name, region in (("Ann Alder", "wales"), ("Bea Birch", "london"), ("Cem Cedar", "wales")):
        make.mentor(seat.programme, name=name, region=region)
    ann = seat.programme.participants.get(user__name="Ann Alder")

    page = client.get(ann.get_absolute_url(), {"region": "wales"})

    assert page.context["before"] is None
    assert page.context["after"].name == "Cem Cedar"
