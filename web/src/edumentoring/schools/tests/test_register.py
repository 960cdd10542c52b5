"""Bringing in the official register."""

import gzip
import os
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connection

from edumentoring.common.refused import Refused
from edumentoring.schools.models import (
    FormerName,
    Link,
    Organisation,
    OrganisationChange,
    RegisterImport,
    Word,
)
from edumentoring.schools.operations import import_register
from edumentoring.schools.search import find
from edumentoring.schools.tests import make

pytestmark = pytest.mark.django_db


def school(urn="900001"):
    return Organisation.objects.get(register_code=f"urn:{urn}")


def test_takes_in_the_full_export(tmp_path):
    report = import_register(make.full_export(tmp_path, {"EstablishmentName": "Zoë’s Academy"}))

    made = school()
    assert (report.added, report.refused) == (1, 0)
    assert made.name == "Zoë’s Academy"
    assert made.kind == Organisation.Kind.SCHOOL
    assert made.type_group == "Academy or free school"
    assert made.region == "yorkshire"
    assert made.religious_character == ""
    assert (made.latitude, made.longitude) == pytest.approx((53.79386, -1.52688), abs=0.0001)
    assert str(made.opened_on) == "2012-09-01"


def test_takes_in_a_reduced_file_gzipped(tmp_path):
    path = tmp_path / "schools.csv.gz"
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.write("urn,name,phase,town,region,country,lat,lon,fsm_pct\n")
        file.write("100000,The Aldgate School,Primary,London,London,England,51.514,-0.0775,23.3\n")

    import_register(path)

    made = school("100000")
    assert (made.region, made.latitude, made.fsm_percent) == ("london", 51.514, 23.3)


def test_takes_in_a_zip_with_one_sheet(tmp_path):
    sheet = make.full_export(tmp_path, {})
    with zipfile.ZipFile(tmp_path / "extract.zip", "w") as parcel:
        parcel.write(sheet, "edubasealldata20260130.csv")

    assert import_register(tmp_path / "extract.zip").added == 1


def test_the_same_file_again_changes_nothing(tmp_path):
    trust = {"Trusts (code)": "2044", "Trusts (name)": "Beck Trust"}
    path = make.full_export(tmp_path, *make.many(30, **trust))
    import_register(path)
    before = list(Organisation.objects.order_by("pk").values())

    report = import_register(path)

    assert (report.changes, report.unchanged) == (0, 30)
    assert list(Organisation.objects.order_by("pk").values()) == before
    assert not OrganisationChange.objects.exists()
    assert RegisterImport.objects.count() == 2


def test_a_renamed_school_keeps_its_former_name(tmp_path):
    import_register(make.full_export(tmp_path, {"EstablishmentName": "Old Quarry School"}))

    report = import_register(make.full_export(tmp_path, {}))

    assert (report.changed, report.renamed) == (1, 1)
    assert FormerName.objects.get().name == "Old Quarry School"
    assert find("old quarry") == [school()]
    assert OrganisationChange.objects.get().differences == {
        "name": ["Old Quarry School", "Harrow Beck Academy"]
    }


def test_a_closed_school_stays_and_leaves_search(tmp_path):
    import_register(make.full_export(tmp_path, {}))

    closed = {"EstablishmentStatus (name)": "Closed", "CloseDate": "31-08-2026"}
    report = import_register(make.full_export(tmp_path, closed))

    assert report.closed == 1
    assert str(school().closed_on) == "2026-08-31"
    assert find("harrow beck") == []


def test_a_school_proposed_to_close_is_open(tmp_path):
    status = {"EstablishmentStatus (name)": "Open, but proposed to close"}
    import_register(make.full_export(tmp_path, status))

    assert school().closed_on is None


def test_a_school_proposed_to_open_is_passed_over(tmp_path):
    proposed = {"URN": "900002", "EstablishmentStatus (name)": "Proposed to open"}
    report = import_register(make.full_export(tmp_path, {}, proposed))

    assert report.rows == 1


def test_a_reopened_school_is_found_again(tmp_path):
    closed = {"EstablishmentStatus (name)": "Closed", "CloseDate": "31-08-2026"}
    import_register(make.full_export(tmp_path, closed))

    report = import_register(make.full_export(tmp_path, {}))

    assert report.reopened == 1
    assert find("harrow beck") == [school()]


def test_a_school_that_is_no_longer_listed_is_closed(tmp_path):
    import_register(make.full_export(tmp_path, *make.many(30)))

    report = import_register(make.full_export(tmp_path, *make.many(29)))

    assert (report.closed, report.missing) == (1, 0)
    assert school("900030").closed_on is not None


def test_a_file_of_only_a_part_closes_nothing(tmp_path):
    import_register(make.full_export(tmp_path, *make.many(30)))

    report = import_register(make.full_export(tmp_path, *make.many(10)))

    assert (report.closed, report.missing) == (0, 20)
    assert Organisation.objects.open().count() == 30
    assert "20 schools we keep are not in this file" in str(report)


def test_trusts_and_federations_become_parents(tmp_path):
    import_register(
        make.full_export(
            tmp_path,
            {"Trusts (code)": "2044", "Trusts (name)": "Beck Trust"},
            {"URN": "900002", "Federations (code)": "77", "Federations (name)": "Two Rivers"},
            {"URN": "900003", "Trusts (code)": "2044~9", "Trusts (name)": "Beck Trust~Umbrella"},
        )
    )

    trust = Organisation.objects.get(register_code="uid:2044")
    assert trust.kind == Organisation.Kind.TRUST
    assert set(trust.members.all()) == {school(), school("900003")}
    assert school("900002").parent.kind == Organisation.Kind.FEDERATION


def test_a_school_that_changes_trust_moves(tmp_path):
    import_register(make.full_export(tmp_path, {"Trusts (code)": "1", "Trusts (name)": "One"}))

    import_register(make.full_export(tmp_path, {"Trusts (code)": "2", "Trusts (name)": "Two"}))
    assert school().parent.name == "Two"

    import_register(make.full_export(tmp_path, {}))
    assert school().parent is None


def test_a_trust_that_is_renamed_keeps_its_former_name(tmp_path):
    import_register(make.full_export(tmp_path, {"Trusts (code)": "1", "Trusts (name)": "One"}))

    report = import_register(
        make.full_export(tmp_path, {"Trusts (code)": "1", "Trusts (name)": "First"})
    )

    assert report.groups_renamed == 1
    assert FormerName.objects.get().name == "One"


def test_a_place_given_by_hand_is_left_alone(tmp_path):
    import_register(make.full_export(tmp_path, {}))
    hub = make.organisation("Beck Teaching School Hub", kind="hub")
    Organisation.objects.update_or_create(pk=school().pk, defaults={"parent": hub})

    import_register(make.full_export(tmp_path, {}))

    assert school().parent == hub


def test_blanks_do_not_erase_what_is_known(tmp_path):
    import_register(make.full_export(tmp_path, {}))

    report = import_register(make.full_export(tmp_path, {"Town": "", "Postcode": ""}))

    assert report.unchanged == 1
    assert school().town == "Leeds"


def test_links_give_successors_and_their_names(tmp_path):
    closed = {"EstablishmentStatus (name)": "Closed", "CloseDate": "31-08-2024"}
    path = make.full_export(
        tmp_path,
        {"EstablishmentName": "Old Quarry School", **closed},
        {"URN": "900002"},
    )
    links = make.links_file(
        tmp_path,
        ("900001", "900002", "Harrow Beck Academy", "Successor", "01-09-2024"),
        ("900002", "900001", "Old Quarry School", "Predecessor", "01-09-2024"),
        ("900002", "800000", "Very Old School", "Predecessor", "01-09-1990"),
    )

    report = import_register(path, links=links)

    assert report.links == 1
    assert school().successor == school("900002")
    assert Link.objects.get().later == school("900002")
    assert find("old quarry") == [school("900002")]
    assert find("very old school") == [school("900002")]
    assert import_register(path, links=links).changes == 0


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"URN": "12a"}, "URN must be a number"),
        ({"EstablishmentName": " "}, "no name"),
        ({"EstablishmentName": "x" * 201}, "more than 200 characters"),
        ({"OpenDate": "31-02-2024"}, "not a day of the calendar"),
        ({"Easting": "east"}, "Easting"),
        ({"PercentageFSM": "123"}, "PercentageFSM"),
        ({"URN": "900001"}, "earlier row"),
    ],
)
def test_a_bad_row_is_left_out_with_its_reason(tmp_path, row, reason):
    others = [{"URN": "900001"}, {"URN": "900002"}]

    report = import_register(make.full_export(tmp_path, *others, {"URN": "900003", **row}))

    assert (report.added, report.refused) == (2, 1)
    assert report.problems[0].number == 4
    assert reason in report.problems[0].reason
    assert "Row 4" in str(report)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"Name,Email\nJo,jo@example.org\n", "no column URN. The columns found are Name, Email"),
        (b"URN,EstablishmentName\n", "at least one row"),
        (b"URN,EstablishmentName\nx,Beck\ny,Hill\n", "nothing was changed"),
        (b"URN,EstablishmentName\n1,\0\0\n", "not a text file"),
        (b"<!DOCTYPE html><html>", "not the register"),
        (b"URN,EstablishmentName\n1," + b"x" * 140_000 + b"\n", "more than 131072"),
        (b"\x1f\x8bnonsense", "damaged"),
        (b"PK\x03\x04nonsense", "damaged"),
    ],
)
def test_refuses_a_file_that_is_no_register(tmp_path, content, reason):
    path = tmp_path / "file.csv"
    path.write_bytes(content)

    with pytest.raises(Refused, match=reason):
        import_register(path)

    assert not Organisation.objects.exists()
    assert not RegisterImport.objects.exists()


def test_refuses_a_file_that_was_not_downloaded_whole(tmp_path):
    whole = gzip.compress(make.full_export(tmp_path, *make.many(400)).read_bytes())
    path = tmp_path / "part.csv.gz"
    path.write_bytes(whole[: len(whole) // 2])

    with pytest.raises(Refused, match="not downloaded whole"):
        import_register(path)

    assert not Organisation.objects.exists()


def test_refuses_a_file_that_is_not_there(tmp_path):
    with pytest.raises(Refused, match="no file"):
        import_register(tmp_path / "nowhere.csv")


def test_an_error_half_way_leaves_everything_as_it_was(tmp_path, monkeypatch):
    from edumentoring.schools import operations

    import_register(make.full_export(tmp_path, *make.many(5)))
    before = (Organisation.objects.count(), Word.objects.count(), RegisterImport.objects.count())
    monkeypatch.setattr(operations, "CHUNK", 5)
    monkeypatch.setattr(operations._Update, "_close_the_missing", lambda self: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        import_register(make.full_export(tmp_path, *make.many(20)))

    after = (Organisation.objects.count(), Word.objects.count(), RegisterImport.objects.count())
    assert after == before


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_killed_half_way_it_leaves_everything_as_it_was(tmp_path):
    path = make.full_export(tmp_path, *make.many(100))
    child = subprocess.Popen(
        [sys.executable, "-m", "edumentoring.schools.tests.half_an_import", str(path)],
        env=_of_the_test_database(tmp_path),
        stdout=subprocess.PIPE,
    )

    assert child.stdout.readline() == b"half\n"
    child.kill()
    child.communicate()

    assert _schools_kept(tmp_path) == 0


def _of_the_test_database(folder):
    """The environment of a process that works on this test's database.

    SQLite's lies in this process's memory, so the child gets a file with the same tables.
    """
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(folder / "edumentoring.sqlite3")) as copy:
            connection.connection.backup(copy)
        return {**os.environ, "EDUMENTORING_DATA": str(folder)}
    parts = urlsplit(os.environ["EDUMENTORING_DATABASE_URL"])
    name = "/" + connection.settings_dict["NAME"]
    return {**os.environ, "EDUMENTORING_DATABASE_URL": urlunsplit(parts._replace(path=name))}


def _schools_kept(folder):
    if connection.vendor != "sqlite":
        return Organisation.objects.count()
    with closing(sqlite3.connect(folder / "edumentoring.sqlite3")) as copy:
        return copy.execute("SELECT count(*) FROM schools_organisation").fetchone()[0]
