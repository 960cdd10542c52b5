"""Pages, pictures, resources, and what a person does with them, each in its own file."""

from edumentoring.library.own_models import Read, SharedEditor, Sureness, Tried
from edumentoring.library.page_models import (
    SHARED,
    Article,
    Front,
    Section,
    Zone,
    front,
    shared_zone,
)
from edumentoring.library.picture_models import Picture, PictureSize
from edumentoring.library.resource_models import Collection, Mark, Placed, Resource

__all__ = [
    "SHARED",
    "Article",
    "Collection",
    "Front",
    "Mark",
    "Picture",
    "PictureSize",
    "Placed",
    "Read",
    "Resource",
    "Section",
    "SharedEditor",
    "Sureness",
    "Tried",
    "Zone",
    "front",
    "shared_zone",
]
