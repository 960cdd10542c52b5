"""Old sheets: whoever asked to be forgotten, or left, does not come back with one."""

from datetime import timedelta

import pytest
from django.utils import timezone

from edumentoring.common.refused import Stale
from edumentoring.intake import command, operations
from edumentoring.intake.left_out import why
from edumentoring.intake.saving import save_upload
from edumentoring.intake.tests import make
from edumentoring.people.models import User
from edumentoring.people.operations import forget, lift_suppression
from edumentoring.people.personal import Scope
from edumentoring.people.tests import make as accounts
from edumentoring.programmes.models import Participant
from edumentoring.programmes.operations import Newcomer, change_participant, enrol_newcomers

pytestmark = pytest.mark.django_db

ADDRESS = "person1@school.example"


@pytest.fixture
def programme():
    programme = make.programme()
    make.save(make.upload(make.sheet(make.person(1), make.person(2)), programme_=programme))
    return programme


def somebody(programme):
    return programme.participants.get(user__email=ADDRESS)


def sheet(**more):
    return make.sheet(make.person(1, **more), make.person(3))


def test_the_row_of_somebody_forgotten_is_left_out_with_the_reason(programme):
    forget(Scope(user=somebody(programme).user), by=None)
    upload = make.upload(sheet(), programme_=programme)

    preview = operations.preview(upload)
    report = make.save(upload)

    [row] = preview.plan.left_out
    assert why(preview, row).startswith("This person asked us to forget them")
    assert (report["added"], report["left_out"]) == (1, 1)
    assert not User.objects.filter(email=ADDRESS).exists()


def test_the_command_leaves_it_out_as_well_and_says_why(programme, tmp_path):
    forget(Scope(user=somebody(programme).user), by=None)
    file, said = tmp_path / "old.csv", []
    file.write_bytes(sheet())

    code = command.import_file(file, programme, by=None, out=said.append)

    assert code == command.SOME_WAIT
    assert any("asked us to forget them" in line for line in said)
    assert not User.objects.filter(email=ADDRESS).exists()


def test_forgotten_in_one_programme_is_not_forgotten_in_another(programme):
    other = make.programme(name="Another Staffroom")
    forget(Scope(user=somebody(programme).user, programme_id=programme.pk), by=None)

    here = make.save(make.upload(sheet(), programme_=programme))
    there = make.save(make.upload(sheet(), programme_=other))

    assert (here["left_out"], there["left_out"]) == (1, 0)


def test_whoever_is_forgotten_between_preview_and_save_is_not_saved(programme):
    person = accounts.person("late@school.example")
    upload = make.upload(
        make.sheet(make.person(4, **{"Email Address": person.email})), programme_=programme
    )
    seen = operations.preview(upload).plan.fingerprint()

    forget(Scope(user=person), by=None)

    with pytest.raises(Stale):
        save_upload(upload, fingerprint=seen, by=None)


def test_whoever_came_back_by_themselves_is_brought_up_to_date_again(programme):
    forget(Scope(user=somebody(programme).user), by=None)
    enrol_newcomers(
        programme,
        [
            Newcomer(
                email=ADDRESS,
                name="A",
                is_mentor=False,
                is_mentee=True,
                columns={},
                answers={},
                signed_up_at=None,
            )
        ],
        asked={},
    )
    lift_suppression(ADDRESS, programme.pk)

    assert operations.preview(make.upload(sheet(), programme_=programme)).plan.left_out == []


@pytest.mark.parametrize("written", ["01/09/2020 10:00:00", ""], ids=["old", "undated"])
def test_whoever_left_does_not_come_back_with_an_old_sheet(programme, written):
    left(programme)
    upload = make.upload(sheet(Timestamp=written), programme_=programme)

    preview = operations.preview(upload)
    report = make.save(upload)

    [row] = preview.plan.left_out
    assert why(preview, row).startswith("This person left the programme")
    assert report["left_out"] == 1
    assert somebody(programme).state == Participant.State.LEFT


def test_whoever_signs_up_on_the_form_after_leaving_is_back_and_the_preview_says_so(programme):
    left(programme)
    tomorrow = (timezone.localtime() + timedelta(days=1)).strftime("%d/%m/%Y %H:%M:%S")
    upload = make.upload(sheet(Timestamp=tomorrow), programme_=programme)

    [update] = operations.preview(upload).plan.updates
    make.save(upload)

    assert update.changes["state"] == ("left", "in")
    assert somebody(programme).state == Participant.State.IN


def test_the_pages_say_why_rows_are_left_out_and_how_many(programme):
    left(programme)
    upload = make.upload(sheet(Timestamp=""), programme_=programme)
    client = accounts.sign_in_as_staff(accounts.browser(), make.coordinator(programme))

    preview = client.get(upload.get_absolute_url()).content.decode()
    make.save(upload)
    upload.refresh_from_db()
    done = client.get(upload.get_absolute_url()).content.decode()

    assert "1 row: This person left the programme" in " ".join(preview.split())
    assert "row left out" in done


def left(programme):
    person = somebody(programme)
    change_participant(person, changes={"state": "left"}, by=person.user, source="person")
