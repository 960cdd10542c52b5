"""What the preview shows, and that saving does exactly that."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from edumentoring.common.refused import Stale
from edumentoring.intake import operations
from edumentoring.intake.left_out import rows_to_mend
from edumentoring.intake.models import Upload
from edumentoring.intake.reading.tests.make import workbook
from edumentoring.intake.saving import save_upload, undo_upload
from edumentoring.intake.showing import looks_of, pairs_of
from edumentoring.intake.tests import make
from edumentoring.people.models import Event, User
from edumentoring.programmes.models import AnswerChange, Participant
from edumentoring.programmes.operations import change_participant
from edumentoring.programmes.tests import make as programmes

pytestmark = pytest.mark.django_db


def people() -> dict[str, Participant]:
    return {one.user.email: one for one in Participant.objects.with_person()}


def test_a_row_becomes_a_participant_with_its_answers():
    make.school("Garth School", town="Leeds", region="yorkshire")
    upload = make.upload(
        make.sheet(
            {
                "Career stage": "NQT",
                "What do you teach?": "Maths, Physcis",
                "Phase": "Secondary",
                "Where do you work": "Garth School",
                "What would you like help with? (tick any)": "Behaviour, Staying sane",
                "When's good?": "Thurs after 4",
                "Years in teaching": "1",
                "Anything else": "I can't do Wednesdays",
                "Favourite biscuit": "Hobnob",
            }
        )
    )

    report = make.save(upload)

    jo = people()["jo.barker@school.example"]
    assert report["added"] == 1
    assert (jo.name, jo.roles, jo.demand, jo.capacity) == ("Jo Barker", "Mentee", 1, 0)
    assert (jo.stage, jo.years, jo.school.name) == ("ect1", 1, "Garth School")
    assert jo.signed_up_at == make.MOMENT
    assert jo.answers == {
        "subjects": ["maths", "physics"],
        "phases": ["ks3", "ks4"],
        "topics_wanted": ["behaviour", "other:Staying sane"],
        "availability": ["thu-after"],
        "favourite-biscuit": "Hobnob",
    }
    assert jo.note == "I can't do Wednesdays"
    assert "sign-ups.csv" in jo.source
    assert jo.programme.questions.get(key="favourite-biscuit").label == "Favourite biscuit"


def test_nobody_is_written_to_when_an_import_is_saved():
    from edumentoring.common.models import Letter

    make.save(make.upload())

    assert not Letter.objects.exists()


def test_16_the_same_file_again_changes_nothing():
    programme = make.programme()
    make.save(make.upload(programme_=programme))
    before = list(Participant.objects.values())

    again = make.upload(programme_=programme)
    plan = make.plan(again)

    assert plan.saves == 0
    assert len(plan.unchanged) == 1
    assert operations.imported_before(again) is not None
    make.save(again)
    assert list(Participant.objects.values()) == before


def test_16_the_same_file_does_not_undo_what_the_desk_changed_since():
    programme = make.programme()
    rows = make.sheet({"Timestamp": "", "Phase": "KS3"})
    make.save(make.upload(rows, programme_=programme))
    jo = Participant.objects.get()
    change_participant(jo, changes={"phases": ["ks4"]}, by=None)

    plan = make.plan(make.upload(rows, programme_=programme))

    assert plan.saves == 0


def test_17_one_person_twice_shows_both_rows_and_joins_the_latest_answers():
    upload = make.upload(
        make.sheet(
            {"Phase": "KS3", "Job title": "Teacher"},
            {
                "Timestamp": "24/09/2026 09:00:00",
                "Email Address": "JO.Barker@School.example",
                "Phase": "KS4",
                "Job title": "",
                "I would like to be a...": "Mentor",
            },
        )
    )

    plan = make.plan(upload)

    assert [(one.first, one.second, one.settled) for one in plan.doubles] == [("!2", "!3", "one")]
    [jo] = plan.additions
    assert (jo.is_mentor, jo.is_mentee) == (True, True)
    assert jo.values["phases"] == ["ks4"]
    assert jo.values["role_title"] == "Teacher"
    assert jo.rows == ["!2", "!3"]


def test_17_one_email_with_two_names_waits_until_somebody_says():
    upload = make.upload(
        make.sheet({"Your full name": "Jo Barker"}, {"Your full name": "Priya Nair"})
    )

    plan = make.plan(upload)

    assert plan.saves == 0
    assert len(plan.open_doubles) == 1
    assert len(plan.waiting) == 2


@pytest.mark.parametrize(
    ("decision", "added", "waiting"), [("one", 1, 0), ("two", 1, 1), ("newer", 1, 0)]
)
def test_17_each_decision_about_one_email(decision, added, waiting):
    upload = make.upload(
        make.sheet(
            {"Your full name": "Jo Barker"},
            {"Your full name": "Priya Nair", "Timestamp": "23/09/2026 10:00:00"},
        )
    )
    operations.decide(upload, {"doubles": {"!2~!3": decision}})

    plan = make.plan(upload)

    assert (len(plan.additions), len(plan.waiting)) == (added, waiting)
    if decision == "newer":
        assert plan.additions[0].name == "Priya Nair"


def test_17_two_people_of_one_email_come_in_when_one_gets_their_own():
    upload = make.upload(
        make.sheet({"Your full name": "Jo Barker"}, {"Your full name": "Priya Nair"})
    )
    operations.decide(upload, {"doubles": {"!2~!3": "two"}})
    operations.decide(upload, {"cells": {"!3|email": "priya@school.example"}})

    assert {one.email for one in make.plan(upload).additions} == {
        "jo.barker@school.example",
        "priya@school.example",
    }


def test_rows_of_one_email_stay_together_while_the_first_of_them_waits():
    """Else one of them may be joined with somebody of a like name, and the other come in anew."""
    programme = make.programme()
    sam = signed_up_as("sam@x.example", "Samuel Ridley", at="21/09/2026 10:00")
    make.save(make.upload(make.sheet(sam), programme_=programme))
    rows = [
        signed_up_as("bo@x.example", "Bo Ng", at="31/02/2026"),
        signed_up_as("bo@x.example", "Sam Ridley", at="22/09/2026 10:00"),
        signed_up_as("bo@x.example", "Bo Ng", at="23/09/2026 10:00"),
    ]
    upload = make.upload(make.sheet(*rows), programme_=programme)
    operations.decide(
        upload, {"doubles": {double.key: "one" for double in make.plan(upload).doubles}}
    )

    plan = make.plan(upload)

    assert [row.key for row in plan.waiting] == ["!2"]
    assert plan.additions == []
    assert [update.person.rows for update in plan.updates] == [["!3", "!4"]]


def test_a_like_name_at_one_school_is_asked():
    rows = make.sheet(
        {"Your full name": "Sam Ridley", "School": "Garth"},
        {"Your full name": "Samuel Ridley", "School": "Garth", "Email Address": "s@b.example"},
    )
    upload = make.upload(rows)

    assert len(make.plan(upload).open_doubles) == 1
    operations.decide(upload, {"doubles": {"!2~!3": "two"}})
    assert len(make.plan(upload).additions) == 2
    operations.decide(upload, {"doubles": {"!2~!3": "one"}})
    assert len(make.plan(upload).additions) == 1


def test_a_like_name_in_the_programme_is_asked_and_may_be_joined():
    programme = make.programme()
    here = programmes.mentee(programme, name="Sam Ridley", school_text="Garth")
    upload = make.upload(
        make.sheet({"Your full name": "Samuel Ridley", "School": "Garth", "Phase": "KS5"}),
        programme_=programme,
    )

    assert [one.second for one in make.plan(upload).open_doubles] == [f"p:{here.pk}"]
    operations.decide(upload, {"doubles": {f"!2~p:{here.pk}": "one"}})

    plan = make.plan(upload)
    assert [one.participant for one in [*plan.updates, *plan.unchanged]] == [here]
    assert "jo.barker@school.example" in plan.updates[0].person.note


def test_two_people_of_one_name_at_different_schools_are_two():
    rows = make.sheet(
        {"Your full name": "Sam Ridley", "School": "Garth"},
        {"Your full name": "Sam Ridley", "School": "Fell", "Email Address": "s@b.example"},
    )

    assert make.plan(make.upload(rows)).doubles == []


def test_a_later_row_updates_with_history_and_keeps_both_roles():
    programme = make.programme()
    make.save(make.upload(make.sheet({"Phase": "KS3"}), programme_=programme))
    later = make.upload(
        make.sheet(
            {
                "Timestamp": "24/10/2026 09:00:00",
                "Phase": "KS4",
                "I would like to be a...": "Mentor",
            }
        ),
        programme_=programme,
    )

    plan = make.plan(later)
    make.save(later)

    assert plan.updates[0].changes["phases"] == (["ks3"], ["ks4"])
    jo = Participant.objects.get()
    assert (jo.roles, jo.capacity, jo.answers["phases"]) == ("Both", 2, ["ks4"])
    change = AnswerChange.objects.get(key="phases")
    assert (change.before, change.after, change.source) == (["ks3"], ["ks4"], "import")


def test_an_older_row_only_fills_gaps():
    programme = make.programme()
    make.save(make.upload(make.sheet({"Phase": "KS3"}), programme_=programme))
    older = make.upload(
        make.sheet({"Timestamp": "13/01/2026 09:00:00", "Phase": "KS4", "Job title": "Head"}),
        programme_=programme,
    )

    make.save(older)

    jo = Participant.objects.get()
    assert (jo.answers["phases"], jo.role_title) == (["ks3"], "Head")


def test_who_did_not_tick_consent_is_saved_but_not_matched():
    upload = make.upload(
        make.sheet({"Do you consent?": ""}, {**make.person(1), "Do you consent?": "Yes"})
    )

    make.save(upload)

    jo = people()["jo.barker@school.example"]
    assert jo.state == "paused"
    assert "consent" in jo.note
    assert people()["person1@school.example"].state == "in"


def test_who_did_not_agree_is_left_out_unless_somebody_says_otherwise():
    rows = make.sheet({"Do you consent?": "No"}, {**make.person(1), "Do you consent?": "Yes"})
    upload = make.upload(rows)

    assert [row.email for row in make.plan(upload).left_out] == ["jo.barker@school.example"]
    operations.decide(upload, {"cells": {"!2|consent": "agreed"}})
    assert len(make.plan(upload).additions) == 2


def test_a_row_without_an_email_waits_and_the_rest_comes_in():
    rows = make.sheet({"Email Address": ""}, make.person(1))
    upload = make.upload(rows)
    plan = make.plan(upload)

    assert (len(plan.additions), len(plan.waiting)) == (1, 1)
    [problem] = plan.waiting[0].problems
    assert (problem.place, problem.column) == ("2", "Email Address")
    assert "no e-mail" in problem.doubt.what
    assert "Write their e-mail" in problem.doubt.fix
    operations.decide(upload, {"cells": {"!2|email": "jo@home.example"}})
    assert len(make.plan(upload).additions) == 2


def test_a_decision_about_words_counts_in_every_row():
    rows = make.sheet(
        *({**make.person(number), "Career stage": "HLTA"} for number in range(3)),
        {**make.person(9), "Career stage": "NQT"},
    )
    upload = make.upload(rows)
    assert [p.value for row in make.plan(upload).rows.values() for p in row.problems] == [
        "HLTA"
    ] * 3

    operations.decide(upload, {"words": {"stage|hlta": "student"}})

    plan = make.plan(upload)
    assert [p for row in plan.rows.values() for p in row.problems] == []
    assert [one.values["stage"] for one in plan.additions] == ["student"] * 3 + ["ect1"]


def test_words_that_were_explained_are_remembered_for_the_next_file():
    programme = make.programme()
    first = make.upload(make.sheet({"Career stage": "NQT"}), programme_=programme)
    chosen = first.chosen()
    chosen.columns["career stage"] = "extra"
    operations.choose_columns(first, chosen)

    second = make.upload(
        make.sheet({**make.person(1), "Career stage": "RQT"}), programme_=programme
    )

    assert second.chosen().columns["career stage"] == "extra"


def test_a_school_that_could_be_two_is_asked():
    for name in ("St Mary's Infants", "St Mary's Juniors"):
        make.school(name, town="Leeds", region="yorkshire")
    garth = make.school("Garth School", town="Hull", region="yorkshire")
    rows = [{**make.person(n), "School name": "Garth School"} for n in range(3)]
    upload = make.upload(make.sheet({"School name": "St Marys"}, *rows))

    plan = make.plan(upload)

    [problem] = plan.rows["!2"].problems
    assert len(problem.doubt.choices) == 3
    assert plan.additions[0].values["school_text"] == "St Marys"
    assert plan.additions[1].values["school"] == garth.pk
    operations.decide(upload, {"words": {"school|st marys": problem.doubt.choices[0][0]}})
    assert make.plan(upload).additions[0].values["school"] == int(
        problem.doubt.choices[0][0].removeprefix("=school:")
    )


def test_a_school_is_known_by_its_number_in_the_register_before_its_name():
    make.school("Garth School", town="Hull", region="yorkshire")
    meant = make.school("Garth School", town="Leeds", register_code="urn:100492")
    rows = [
        {"School name": "Garth School", "URN": "100492"},
        {**make.person(1), "School name": "Garth School, Hull", "URN": "999999"},
        {**make.person(2), "URN": "999999"},
    ]

    upload = make.upload(make.sheet(*rows))
    plan = make.plan(upload)

    assert upload.chosen().columns["urn"] == "school_number"
    numbered, named, unknown = plan.additions
    assert numbered.values["school"] == meant.pk
    assert named.values["school"] != meant.pk
    assert unknown.values["school_text"] == "School number 999999"
    assert all(not row.problems for row in plan.rows.values())


def test_a_row_is_told_with_its_sheet_where_more_than_one_is_read():
    headings = ["Email Address", "Your full name"]
    upload = make.upload(
        workbook(
            mentors=[headings, ["jo@school.example", "Jo Barker"], ["", "Ann Lee"]],
            mentees=[headings, ["jo@school.example", "Jo Barker"]],
        ),
        file_name="both.xlsx",
    )

    plan = make.plan(upload)

    [pair] = pairs_of(upload, plan)
    assert (pair.first_head, pair.second_head) == ("Row 2 (mentors)", "Row 2 (mentees)")
    assert [look.numbers for look in looks_of(plan)] == ["3 (mentors)"]
    _headings, to_mend = rows_to_mend(operations.preview(upload))
    assert to_mend[0] == "3 (mentors)"


def test_towns_are_placed_in_regions():
    make.school("Garth School", town="Goole", region="yorkshire")

    plan = make.plan(make.upload(make.sheet({"Where are you based??": "Goole"})))

    assert plan.additions[0].values["region"] == "yorkshire"


def test_saving_refuses_when_something_moved_since_the_preview():
    programme = make.programme()
    make.save(make.upload(make.sheet({"Phase": "KS3"}), programme_=programme))
    upload = make.upload(
        make.sheet({"Timestamp": "24/10/2026 09:00:00", "Phase": "KS4"}), programme_=programme
    )
    seen = make.plan(upload).fingerprint()
    change_participant(Participant.objects.get(), changes={"years": 4}, by=None)

    with pytest.raises(Stale, match="nothing was saved"):
        save_upload(upload, fingerprint=seen, by=upload.by)

    assert Participant.objects.get().answers["phases"] == ["ks3"]
    upload.refresh_from_db()
    assert upload.state == Upload.State.CHECKING


def test_23_saving_twice_saves_once():
    upload = make.upload()
    seen = make.plan(upload).fingerprint()

    first = save_upload(upload, fingerprint=seen, by=upload.by)
    second = save_upload(upload, fingerprint=seen, by=upload.by)

    assert first == second
    assert Participant.objects.count() == 1
    assert Event.objects.filter(action="save_upload").count() == 1


def test_undo_takes_back_whom_it_added_and_what_it_changed():
    programme = make.programme()
    make.save(make.upload(make.sheet({"Phase": "KS3"}), programme_=programme))
    before = list(Participant.objects.values("pk", "answers", "is_mentor", "capacity"))
    users = User.objects.count()
    upload = make.upload(
        make.sheet(
            {
                "Timestamp": "24/10/2026 09:00:00",
                "Phase": "KS4",
                "I would like to be a...": "Mentor",
            },
            make.person(1),
            make.person(2),
        ),
        programme_=programme,
    )
    make.save(upload)

    report = undo_upload(upload, by=upload.by)

    assert (report["removed"], report["restored"], report["kept"]) == (2, 1, [])
    assert list(Participant.objects.values("pk", "answers", "is_mentor", "capacity")) == before
    assert User.objects.count() == users


def test_undo_leaves_what_somebody_changed_since_and_says_so():
    upload = make.upload(make.sheet(make.person(1), make.person(2)))
    make.save(upload)
    change_participant(people()["person1@school.example"], changes={"years": 4}, by=None)

    report = undo_upload(upload, by=upload.by)

    assert report["removed"] == 1
    assert len(report["kept"]) == 1
    assert "Person" in report["kept"][0]
    assert set(people()) == {"person1@school.example"}


def test_undo_leaves_people_who_were_paired():
    from edumentoring.pairs.models import Pair

    programme = make.programme()
    upload = make.upload(
        make.sheet(make.person(1), {**make.person(2), "I would like to be a...": "Mentor"}),
        programme_=programme,
    )
    make.save(upload)
    found = people()
    Pair.objects.create(
        programme=programme,
        mentee=found["person1@school.example"],
        mentor=found["person2@school.example"],
    )

    report = undo_upload(upload, by=upload.by)

    assert report["removed"] == 0
    assert len(report["kept"]) == 2


def test_an_account_that_was_here_before_stays_when_an_import_is_undone():
    user = programmes.user("Jo Barker", "jo.barker@school.example")
    upload = make.upload()
    make.save(upload)

    undo_upload(upload, by=upload.by)

    assert User.objects.filter(pk=user.pk).exists()


# Making a failing pair of files smaller would take minutes of database work.
QUICK = (Phase.explicit, Phase.reuse, Phase.generate)
NAMES = st.sampled_from(["Jo Barker", "Sam Ridley", "Samuel Ridley", "李", "O'Brien", ""])
EMAILS = st.sampled_from(["a@x.example", "b@x.example", "c@x.example", "A@X.example", "", "nope"])


def says_who_is_what(rows):
    """A sheet where nobody says so is refused as a whole, until somebody chooses for all."""
    return any(row["I would like to be a..."] != "Hm" for row in rows)


ROWS = st.fixed_dictionaries(
    {
        "Timestamp": st.sampled_from(["22/09/2026 10:00", "25/09/2026 10:00", "31/02/2026", ""]),
        "Email Address": EMAILS,
        "Your full name": NAMES,
        "I would like to be a...": st.sampled_from(["Mentor", "Mentee", "Both", "Hm"]),
        "Phase": st.sampled_from(["KS3", "Secondary, KS5", "Moon school", ""]),
        "How many people could you mentor?": st.sampled_from(["2", "a couple", "", "3"]),
    }
)
SHEETS = st.lists(ROWS, min_size=1, max_size=6).filter(says_who_is_what)
ACCOUNTS = st.dictionaries(st.sampled_from([f"{one}@x.example" for one in "abc"]), NAMES)


def signed_up_as(email, name="", at="", role="Mentee", places=""):
    return {
        "Timestamp": at,
        "Email Address": email,
        "Your full name": name,
        "I would like to be a...": role,
        "Phase": "Secondary, KS5",
        "How many people could you mentor?": places,
    }


JUST_AN_ADDRESS = signed_up_as("b@x.example", places="a couple")
# Joined with two other addresses, so that the note of the second time is longer than that held.
ONE_IN_THREE = [
    signed_up_as("a@x.example", "O'Brien"),
    signed_up_as("c@x.example", "O'Brien", at="22/09/2026 10:00"),
    JUST_AN_ADDRESS,
]
TWO_IN_THREE = [
    signed_up_as("a@x.example", "O'Brien"),
    signed_up_as("c@x.example", "O'Brien", at="22/09/2026 10:00", role="Hm"),
    JUST_AN_ADDRESS,
]


# The second of one address waits, since it is like somebody else; the third brings the address in.
LIKE_ANOTHER = [
    signed_up_as("A@X.example", "O'Brien", at="25/09/2026 10:00", places="2"),
    signed_up_as("a@x.example", at="22/09/2026 10:00", role="Mentor", places="3"),
]

# The first row of b@x waits for its date; one of the others has the name of somebody who is here.
FIRST_OF_THREE_WAITS = [
    signed_up_as("b@x.example", "O'Brien", at="31/02/2026", role="Mentor"),
    signed_up_as("b@x.example", "Samuel Ridley", role="Both", places="3"),
    signed_up_as("b@x.example", "Jo Barker", at="22/09/2026 10:00", role="Both", places="a couple"),
]


@settings(
    max_examples=40,
    deadline=None,
    phases=QUICK,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(SHEETS, SHEETS, st.sampled_from(["", "one", "two", "newer"]), ACCOUNTS)
@example(first=ONE_IN_THREE, second=TWO_IN_THREE, decision="one", accounts={})
@example(
    first=[signed_up_as("c@x.example", "O'Brien", role="Mentor")],
    second=LIKE_ANOTHER,
    decision="",
    accounts={},
)
@example(
    first=[signed_up_as("a@x.example", "Sam Ridley", role="Mentor", places="3")],
    second=FIRST_OF_THREE_WAITS,
    decision="one",
    accounts={"a@x.example": "Jo Barker"},
)
def test_what_the_preview_shows_is_what_saving_does(first, second, decision, accounts):
    """For any two files after one another, with any decision about their doubles, whoever has
    an account from another programme."""
    with transaction.atomic():
        for email, name in accounts.items():
            User.objects.create(email=email, name=name)
        check_that_saving_does_what_the_preview_shows(first, second, decision)
        transaction.set_rollback(True)  # nobody of one example is known to the next


def check_that_saving_does_what_the_preview_shows(first, second, decision):
    programme = make.programme()
    for rows in (first, second):
        usual = {"Timestamp": "26/09/2026 10:00"}
        upload = make.upload(make.sheet(*rows, {**make.person(77), **usual}), programme_=programme)
        doubles = make.plan(upload).doubles
        operations.decide(upload, {"doubles": {one.key: decision for one in doubles}})
        plan = make.plan(upload)
        was = {one.pk: one.version for one in programme.participants.all()}

        make.save(upload)

        now = {one.user.email: one for one in programme.participants.with_person()}
        assert len(now) == len(was) + len(plan.additions)
        for person in plan.additions:
            one = now[person.email]
            assert (one.is_mentor, one.is_mentee) == (person.is_mentor, person.is_mentee)
            assert one.answers == {k: v for k, v in person.values.items() if k not in COLUMNS}
        for update in plan.updates:
            one = now[update.participant.user.email]
            for key, (_before, after) in update.changes.items():
                assert operations_held(one, key) == after
        touched = {update.participant.pk for update in plan.updates}
        assert {pk for pk, version in was.items() if version != versions()[pk]} == touched
        if decision != "newer":  # a row set aside for a newer one may fill a gap the next time
            next_time = make.plan(again(upload, programme, rows, decision))
            people = [*next_time.additions, *(update.person for update in next_time.updates)]
            # A row that waited for a word may belong to somebody whom another row brought in.
            waited = {row.key for row in plan.waiting}
            assert [person for person in people if not waited & set(person.rows)] == []


COLUMNS = {"capacity", "stage", "years", "school_text"}


def again(upload, programme, rows, decision):
    repeat = make.upload(
        make.sheet(*rows, {**make.person(77), "Timestamp": "26/09/2026 10:00"}),
        programme_=programme,
    )
    doubles = make.plan(repeat).doubles
    operations.decide(repeat, {"doubles": {one.key: decision for one in doubles}})
    return repeat


def operations_held(participant, key):
    from edumentoring.programmes import columns

    return (
        columns.current(participant, key) if key in columns.LABELS else participant.answers.get(key)
    )


def versions():
    return dict(Participant.objects.values_list("pk", "version"))


def test_what_those_in_training_are_asked_is_brought_in_as_those_answers():
    upload = make.upload(
        make.sheet(
            {
                "Career stage": "Trainee",
                "Training route": "SCITT",
                "Who are you training with?": "Star Institute",
                "Course year": "1",
                "Which ages do you hope to teach?": "Primary",
            }
        )
    )

    make.save(upload)

    jo = people()["jo.barker@school.example"]
    assert jo.stage == "trainee"
    assert jo.answers == {
        "route": "school_led",
        "provider": "Star Institute",
        "course_year": 1,
        "intended_phases": ["ks1", "ks2"],
    }


def test_a_question_that_is_asked_no_longer_does_not_stop_an_import():
    upload = make.upload(make.sheet({"Training route": "SCITT", "Phase": "Secondary"}))
    upload.programme.questions.filter(key__in=["route", "phases"]).update(retired_at=make.MOMENT)

    report = make.save(upload)

    assert report["added"] == 1


def test_the_answers_of_those_whom_no_row_names_are_not_read():
    programme = make.programme()
    for number in range(3):
        make.save(make.upload(make.sheet(make.person(number)), programme_=programme))
    upload = make.upload(make.sheet(make.person(50), make.person(51)), programme_=programme)

    with CaptureQueriesContext(connection) as asked:
        make.plan(upload)

    about_people = [
        query["sql"] for query in asked if 'FROM "programmes_participant"' in query["sql"]
    ]
    assert about_people
    assert not any('"answers"' in sql for sql in about_people)
