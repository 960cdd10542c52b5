"""The raw sheets go in through intake, with the flaws that were dealt out and no others."""

from collections import Counter

import pytest

from edumentoring.demonstration import operations as demonstration
from edumentoring.demonstration.flaws import OF_600
from edumentoring.demonstration.people import draw_people
from edumentoring.demonstration.sheets import google_forms_csv, microsoft_forms_xlsx
from edumentoring.intake import operations as intake
from edumentoring.intake.saving import save_upload
from edumentoring.people.tests import make as people
from edumentoring.programmes.operations import create_programme

pytestmark = pytest.mark.django_db

WANTED = (
    *("email", "name", "role", "stage", "role_title", "years", "school", "region", "phases"),
    *("subjects", "contexts", "new_for_me", "helps_wanted", "topics_wanted", "wanted_text"),
    *("helps_offered", "topics_offered", "offered_text", "capacity", "is_trained"),
    *("availability", "contact", "max_km", "wishes", "musts", "about_me", "consent"),
    "signed_up_at",
)


@pytest.fixture
def upload_of():
    """Brings a raw sheet into a new programme, its guessed columns taken as they are."""
    by = people.staff_person()
    demonstration._keep_schools()
    programme = create_programme(name="Autumn", kind="open", by=by)

    def bring(data, file_name):
        made = intake.start_upload(programme, by=by, data=data, file_name=file_name)
        intake.choose_columns(made, made.chosen())
        return made

    return bring


SHEETS = [(google_forms_csv, "sign-ups.csv"), (microsoft_forms_xlsx, "sign-ups.xlsx")]


@pytest.mark.slow
@pytest.mark.parametrize(("write", "file_name"), SHEETS)
def test_every_column_is_known_and_every_sound_row_goes_in(upload_of, write, file_name):
    drawn = draw_people()
    upload = upload_of(write(drawn), file_name)

    guessed = {target for target in upload.chosen().columns.values() if target}
    assert set(WANTED) <= guessed

    preview = intake.preview(upload)
    plan = preview.plan
    # Ten who came twice are joined to their first row; four more have a second address.
    assert len(plan.additions) + len(plan.waiting) == 600 + OF_600["other_address"]
    grave = sum(OF_600[kind] for kind in ("no_email", "broken_email", "no_role", "no_consent"))
    assert len(plan.waiting) <= grave + 2 * OF_600["other_address"]

    save_upload(upload, fingerprint=plan.fingerprint(), by=upload.by)
    _hold_to_what_was_drawn(upload.programme, drawn)


def _hold_to_what_was_drawn(programme, drawn):
    """What stands in the programme is what the people were drawn with."""
    kept = {one.user.email.lower(): one for one in programme.participants.with_person()}
    compared, right = Counter(), Counter()
    for person in drawn:
        one = kept.get(person.email)
        if one is None:
            continue
        for key in ("phases", "subjects", "topics_wanted", "topics_offered", "helps_offered"):
            if key in person.answers:
                compared[key] += 1
                held = {each for each in one.answers.get(key, []) if not each.startswith("other:")}
                right[key] += held == set(person.answers[key])
        for key in ("stage", "region", "years"):
            drawn_with = getattr(person, key)
            if drawn_with not in ("", None):
                compared[key] += 1
                right[key] += getattr(one, key) == drawn_with
        if person.school:
            compared["school"] += 1
            right["school"] += one.school is not None and one.school.name == person.school.name
    for key, amount in compared.items():
        assert right[key] >= 0.96 * amount, f"{key}: {right[key]} of {amount}"
    assert compared["stage"] > 550


def test_the_same_sheet_again_changes_nothing(upload_of):
    data = google_forms_csv(draw_people(40))
    first = upload_of(data, "sign-ups.csv")
    save_upload(first, fingerprint=intake.preview(first).plan.fingerprint(), by=first.by)

    again = intake.preview(upload_of(data, "sign-ups.csv")).plan

    assert (len(again.additions), len(again.updates)) == (0, 0)
    assert len(again.unchanged) >= 30
