"""Makes pages, resources and collections of what comes with the service.

It may be run at every start. What nobody changed follows a newer text; what an editor changed
stays as it is, and the newer text is told of.
"""

import json
import tomllib
import uuid
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from edumentoring.library.coming_with.reading import ContentFault, Text, read_section
from edumentoring.library.models import Collection, Placed, Resource, Section, Zone
from edumentoring.library.topics import AUDIENCES, PHASES, TOPICS

CONTENT = Path(__file__).parent.parent / "content"
# The part of a section's page that each heading of its text becomes.
FIELDS = {
    "Right now": "actions",
    "Focus": "focus",
    "Article": "reading",
    "Practice stories": "stories",
    "Further development": "further",
    "Guide": "guide",
    "Confidence": "confidence",
    "Sources": "sources",
}
KEYS = uuid.UUID("7d1f3f0c-3b1f-5f0b-9c59-0c9a5e1f2a10")
TOLD = "title author year kind publisher pages phases subjects topics audience licence url note"


def plant(zone: Zone, folder: Path = CONTENT) -> Iterator[str]:
    """Everything in the folder, in this zone. Says what was done, and what was left alone."""
    yield from plant_resources(folder / "resources.toml")
    plant_collections(folder / "collections.toml")
    for path in sorted((folder / "sections").glob("*.md")):
        yield from plant_section(zone, read_section(path))


# --- Resources ------------------------------------------------------------------------------------


def _tables(path: Path, name: str) -> Iterator[Mapping[str, Any]]:
    try:
        rows = tomllib.loads(path.read_text(encoding="utf-8")).get(name, [])
    except tomllib.TOMLDecodeError as error:
        raise ContentFault(f"{path.name}: {error}") from error
    yield from rows


def _digest(told: Mapping[str, Any]) -> str:
    return sha256(json.dumps(told, sort_keys=True, default=list).encode()).hexdigest()


def _told_of(resource: Resource) -> dict[str, Any]:
    return {name: getattr(resource, name) for name in TOLD.split()}


def _told_in(row: Mapping[str, Any], path: Path) -> dict[str, Any]:
    told = {name: row.get(name, "") for name in TOLD.split()}
    for name, known in (("topics", TOPICS), ("phases", PHASES), ("audience", AUDIENCES)):
        told[name] = tuple(told[name])
        if unknown := [one for one in told[name] if one not in known]:
            raise ContentFault(f"{path.name}, {row.get('key')}: {name} has no {unknown[0]}")
    if told["kind"] not in Resource.Kind.values:
        raise ContentFault(f"{path.name}, {row.get('key')}: there is no kind {told['kind']}")
    return {**told, "subjects": tuple(told["subjects"]), "year": told["year"] or None}


def plant_resources(path: Path) -> Iterator[str]:
    present = {one.key: one for one in Resource.objects.filter(zone=None)}
    made = 0
    for row in _tables(path, "resource"):
        told = _told_in(row, path)
        found = present.get(row["key"])
        if found is None:
            Resource(key=row["key"], origin_digest=_digest(told), **told).save()
            made += 1
        elif found.origin_digest != _digest(told):
            yield from _renew(found, told)
    if made:
        yield f"Put {made} resources on the shelf."


def _renew(resource: Resource, told: dict[str, Any]) -> Iterator[str]:
    if resource.origin_digest != _digest(_told_of(resource)):
        yield f"Left the resource “{resource}” as an editor changed it. There is newer text."
        return
    for name, value in told.items():
        setattr(resource, name, value)
    resource.origin_digest = _digest(told)
    resource.save()


def plant_collections(path: Path) -> None:
    """A collection that is there already is its editors' own."""
    present = set(Collection.objects.values_list("key", flat=True))
    resources = {one.key: one for one in Resource.objects.filter(zone=None)}
    for row in _tables(path, "collection"):
        if unknown := [key for key in row["resources"] if key not in resources]:
            raise ContentFault(f"{path.name}, {row['key']}: there is no resource {unknown[0]}")
        if row["key"] in present:
            continue
        made = Collection.objects.create(key=row["key"], title=row["title"], summary=row["summary"])
        Placed.objects.bulk_create(
            Placed(collection=made, resource=resources[key], sort_order=at)
            for at, key in enumerate(dict.fromkeys(row["resources"]))
        )


# --- Sections -------------------------------------------------------------------------------------


def plant_section(zone: Zone, text: Text) -> Iterator[str]:
    """One section: made, brought up to date, or left to its editors."""
    section = Section.objects.child_of(zone).filter(origin=text.name).first()
    if section is None:
        if zone.get_children().filter(slug=text.name).exists():
            yield f"Left “{text.title}” out: there is a page of an editor at that address."
            return
        _fill(section := Section(slug=text.name, origin=text.name), text)
        zone.add_child(instance=section)
        _publish(section, text)
        yield f"Made the section “{text.title}”."
    elif section.origin_digest != text.digest:
        if section.latest_revision_id != section.origin_revision:
            yield f"Left “{section.title}” as an editor changed it. There is newer text."
            return
        _fill(section, text)
        _publish(section, text)
        yield f"Brought the section “{text.title}” up to date."


def _fill(section: Section, text: Text) -> None:
    section.title = section.draft_title = text.title
    section.summary = text.summary
    section.topics = text.topics
    for heading, name in FIELDS.items():
        setattr(section, name, json.dumps(list(_blocks(text, heading))))
    keys = {one.key: one.pk for one in Resource.objects.filter(key__in=text.resources)}
    if missing := [key for key in text.resources if key not in keys]:
        raise ContentFault(f"{text.name}, Resources: there is no resource {missing[0]}")
    section.resources = json.dumps(
        [
            {"type": "resource", "value": keys[key], "id": _key(text, "resource", key)}
            for key in text.resources
        ]
    )


def _blocks(text: Text, heading: str) -> Iterator[dict[str, Any]]:
    """As Wagtail keeps them. Their keys stay the same, so that a list of actions does too."""
    for at, (kind, value) in enumerate(text.parts[heading]):
        yield {"type": kind, "value": value, "id": _key(text, heading, at)}


def _key(text: Text, *place: object) -> str:
    return str(uuid.uuid5(KEYS, "/".join(str(one) for one in (text.name, *place))))


def _publish(section: Section, text: Text) -> None:
    section.origin_digest = text.digest
    section.full_clean()
    revision = section.save_revision(log_action=False)
    revision.publish(log_action=False)
    Section.objects.filter(pk=section.pk).update(
        origin_digest=text.digest, origin_revision=revision.pk
    )
