"""Coordinates and distances."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edumentoring.schools.distance import km, km_between
from edumentoring.schools.grid import latitude_longitude
from edumentoring.schools.regions import NAMES, REGION_IDS, WRITTEN, region_id


def place(latitude, longitude):
    return SimpleNamespace(latitude=latitude, longitude=longitude)


# Caister water tower: the worked example of Ordnance Survey's guide gives E 651409.903,
# N 313177.270 for 52°39'27.2531" N, 1°43'4.5177" E on Airy's ellipsoid; the WGS84 figures
# here are the published 52.65798, 1.71605.
@pytest.mark.parametrize(
    ("easting", "northing", "latitude", "longitude"),
    [(651_409.903, 313_177.270, 52.65798, 1.71605), (533_498, 181_201, 51.51397, -0.07753)],
)
def test_finds_a_point_of_the_grid_within_five_metres(easting, northing, latitude, longitude):
    found = latitude_longitude(easting, northing)

    assert km_between(found, (latitude, longitude)) < 0.005


@pytest.mark.parametrize(("easting", "northing"), [(0, 0), (800_000, 100), (400_000, 1_400_000)])
def test_refuses_a_point_off_the_grid(easting, northing):
    with pytest.raises(ValueError, match="not on the National Grid"):
        latitude_longitude(easting, northing)


def test_measures_leeds_to_london():
    leeds, london = place(53.7938, -1.5269), place(51.5140, -0.0775)

    assert km(leeds, london) == pytest.approx(271, abs=2)


def test_an_unknown_place_has_no_distance():
    assert km(place(None, None), place(51.5, 0.0)) is None


POINTS = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


@given(POINTS, POINTS)
def test_distance_is_the_same_both_ways_and_never_beyond_half_the_globe(one, other):
    there = km_between(one, other)

    assert there == pytest.approx(km_between(other, one), abs=1e-6)
    assert 0 <= there <= 20_016
    assert km_between(one, one) == pytest.approx(0, abs=1e-6)


def test_every_region_written_leads_to_an_id_with_a_name():
    assert set(WRITTEN.values()) <= set(REGION_IDS)
    assert set(NAMES) == set(REGION_IDS)


def test_reads_the_register_s_regions():
    assert region_id("Yorkshire and the Humber") == "yorkshire"
    assert region_id("Not Applicable", establishment_type="British schools overseas") == "overseas"
    assert region_id("", country="Wales") == "wales"
    assert region_id("Atlantis") == ""


@pytest.mark.data
def test_agrees_with_every_published_coordinate(shared_data):
    import csv
    import gzip

    path = shared_data / "schools" / "gias_schools_2026-01-30_reduced.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        apart = [
            km_between(
                latitude_longitude(float(row["easting"]), float(row["northing"])),
                (float(row["lat"]), float(row["lon"])),
            )
            for row in csv.DictReader(file)
            if row["easting"]
        ]

    assert len(apart) > 26_000
    assert max(apart) < 0.005
