"""Organisations and register files with valid defaults."""

import csv
from pathlib import Path
from typing import Any

from edumentoring.schools.indexing import Index, describe
from edumentoring.schools.models import Organisation

FULL_HEADINGS = (
    "URN",
    "LA (code)",
    "LA (name)",
    "EstablishmentNumber",
    "EstablishmentName",
    "TypeOfEstablishment (name)",
    "EstablishmentTypeGroup (name)",
    "EstablishmentStatus (name)",
    "OpenDate",
    "CloseDate",
    "PhaseOfEducation (name)",
    "Gender (name)",
    "ReligiousCharacter (name)",
    "PercentageFSM",
    "TrustSchoolFlag (name)",
    "Trusts (code)",
    "Trusts (name)",
    "FederationFlag (name)",
    "Federations (code)",
    "Federations (name)",
    "Town",
    "Postcode",
    "SchoolWebsite",
    "GOR (name)",
    "DistrictAdministrative (name)",
    "Easting",
    "Northing",
    "Country (name)",
)

FULL_ROW = {
    "URN": "900001",
    "LA (name)": "Northbeck",
    "EstablishmentName": "Harrow Beck Academy",
    "TypeOfEstablishment (name)": "Academy converter",
    "EstablishmentTypeGroup (name)": "Academies",
    "EstablishmentStatus (name)": "Open",
    "OpenDate": "01-09-2012",
    "PhaseOfEducation (name)": "Secondary",
    "Gender (name)": "Mixed",
    "ReligiousCharacter (name)": "Does not apply",
    "PercentageFSM": "21.5",
    "Town": "Leeds",
    "Postcode": "LS9 8LA",
    "GOR (name)": "Yorkshire and the Humber",
    "Easting": "431264",
    "Northing": "433165",
}


def full_export(folder: Path, *rows: dict[str, str], name: str = "edubasealldata.csv") -> Path:
    """A file in the shape of the full export: Windows-1252, a few of its 140 columns."""
    path = folder / name
    with path.open("w", encoding="cp1252", newline="") as file:
        sheet = csv.DictWriter(file, FULL_HEADINGS, restval="")
        sheet.writeheader()
        sheet.writerows({**FULL_ROW, **row} for row in rows)
    return path


def many(amount: int, **facts: str) -> list[dict[str, str]]:
    """Rows of different schools."""
    return [
        {"URN": str(900_001 + at), "EstablishmentName": f"School Number{at} Academy", **facts}
        for at in range(amount)
    ]


def links_file(folder: Path, *rows: tuple[str, str, str, str, str]) -> Path:
    """(URN, LinkURN, LinkName, LinkType, LinkEstablishedDate) as the register writes them."""
    path = folder / "links.csv"
    with path.open("w", encoding="cp1252", newline="") as file:
        sheet = csv.writer(file)
        sheet.writerow(["URN", "LinkURN", "LinkName", "LinkType", "LinkEstablishedDate"])
        sheet.writerows(rows)
    return path


def organisation(name: str = "Harrow Beck Academy", **facts: Any) -> Organisation:
    """An organisation that search can find."""
    made = Organisation(name=name, **facts)
    describe(made)
    made.save()
    index = Index()
    index.replace([made])
    index.count()
    return made
