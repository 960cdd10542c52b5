"""How far apart two places are."""

from math import asin, cos, radians, sin, sqrt
from typing import Protocol

EARTH_KM = 6371.0088


class Placed(Protocol):
    """Anything with coordinates, such as an organisation."""

    latitude: float | None
    longitude: float | None


def km(a: Placed, b: Placed) -> float | None:
    """Kilometres as the crow flies, or None where either place is unknown.

    The haversine formula on a sphere of the earth's mean radius: within 0.5%.
    """
    if a.latitude is None or a.longitude is None or b.latitude is None or b.longitude is None:
        return None
    return km_between((a.latitude, a.longitude), (b.latitude, b.longitude))


def km_between(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Kilometres between two (latitude, longitude) in degrees."""
    north, south = radians(a[0]), radians(b[0])
    half = (
        sin((south - north) / 2) ** 2 + cos(north) * cos(south) * sin(radians(b[1] - a[1]) / 2) ** 2
    )
    return 2 * EARTH_KM * asin(min(1.0, sqrt(half)))
