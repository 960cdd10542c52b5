"""Builders with valid defaults."""

from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Any

from django.conf import settings
from PIL import Image

from edumentoring.library import operations
from edumentoring.library.models import Collection, Placed, Resource, Section, Zone
from edumentoring.library.operations import lay_ground
from edumentoring.library.own_operations import keep_sureness
from edumentoring.pairs.models import Pair
from edumentoring.people.models import User
from edumentoring.programmes.models import Programme

_number = count(1)


def zone() -> Zone:
    """The shared zone."""
    return lay_ground()


def own_zone(programme: Programme, by: User) -> Zone:
    return operations.open_zone(programme, by=by)


def section_fields(title: str = "Giving lesson feedback", **fields: Any) -> dict[str, Any]:
    """Every part of a section, filled in."""
    return {
        "title": title,
        "summary": "A short talk after a lesson that leaves one thing to try.",
        "topics": ("feedback", "observation"),
        "actions": [
            (
                "action",
                {
                    "title": f"Do thing {number}",
                    "minutes": 5 * number,
                    "words": "<p>Like this.</p>",
                },
            )
            for number in (1, 2, 3)
        ],
        "focus": [("line", "Saying what you saw, before what you think.")],
        "reading": [
            ("paragraph", "<p>After a lesson there is always a list.[^list]</p>"),
            ("heading", "Make it small enough to see"),
            ("quote", {"words": "One step, well chosen.", "by": ""}),
        ],
        "stories": [
            (
                "story",
                {
                    "title": "Eleven things",
                    "words": "<p>A mentor wrote eleven notes.</p>",
                    "discussion": ["What would you keep?"],
                },
            )
        ],
        "further": [("step", {"title": "Watch together", "words": "<p>Then compare.</p>"})],
        "guide": [("part", {"title": "Before", "points": ["Ask what to look for."]})],
        "confidence": [
            ("line", {"statement": "I can choose one step.", "help": "<p>Read on.</p>"})
        ],
        "sources": [("source", {"key": "list", "words": "<p>Author (2020). <i>Title</i>.</p>"})],
        **fields,
    }


def section(
    where: Zone | None = None, title: str = "Giving lesson feedback", **fields: Any
) -> Section:
    """A section that is published."""
    made = Section(**section_fields(title, **fields))
    parent = where or zone()
    page: Section = parent.add_child(instance=made)
    return page


def resource(title: str = "Five steps, one page", **fields: Any) -> Resource:
    return Resource.objects.create(
        **{
            "key": f"resource-{next(_number)}",
            "title": title,
            "author": "Moira Teague",
            "year": 2025,
            "kind": "guide",
            "topics": ("feedback",),
            "note": "What to say, and in which order.",
            **fields,
        }
    )


def collection(*resources: Resource, title: str = "New mentors") -> Collection:
    made = Collection.objects.create(key=f"collection-{next(_number)}", title=title)
    Placed.objects.bulk_create(
        Placed(collection=made, resource=one, sort_order=at) for at, one in enumerate(resources)
    )
    return made


def picture_file() -> BytesIO:
    """A small PNG."""
    file = BytesIO()
    Image.new("RGB", (40, 30), "teal").save(file, "PNG")
    file.name = "teal.png"
    file.seek(0)
    return file


def shown_picture() -> str:
    """A picture in a size that pages show; gives the name in its address."""
    folder = Path(settings.MEDIA_ROOT) / "images"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "teal.width-40.png").write_bytes(picture_file().read())
    return "teal.width-40.png"


def private_words(canary: str, pair: Pair) -> None:
    """A note to oneself in a confidence check."""
    page = section(title="A public section")
    line = str(page.confidence[0].id)
    keep_sureness(page, {line: "not_yet"}, {line: canary}, by=pair.mentee.user)
