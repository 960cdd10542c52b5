"""From the National Grid's eastings and northings to latitude and longitude.

Method and constants: Ordnance Survey, "A guide to coordinate systems in Great Britain"
(version 3.6), section 6.6 and annexes A to C: the inverse Transverse Mercator projection on
the Airy 1830 ellipsoid, then the seven-parameter shift from OSGB36 to WGS84. The shift is good
to about 5 metres.
"""

from math import atan2, cos, degrees, hypot, pi, radians, sin, sqrt, tan

AIRY = (6_377_563.396, 6_356_256.909)
WGS84 = (6_378_137.000, 6_356_752.3141)
SCALE = 0.999_601_271_7
ORIGIN_LATITUDE, ORIGIN_LONGITUDE = radians(49), radians(-2)
FALSE_EASTING, FALSE_NORTHING = 400_000, -100_000
SHIFT = (446.448, -125.157, 542.060)
TURN = tuple(radians(seconds / 3600) for seconds in (0.1502, 0.2470, 0.8421))
STRETCH = -20.4894e-6


def latitude_longitude(easting: float, northing: float) -> tuple[float, float]:
    """WGS84 degrees, five decimals, of a point on the National Grid in metres.

    Raises ValueError for a point off the grid.

    >>> latitude_longitude(533498, 181201)
    (51.51397, -0.07753)
    """
    if not (0 < easting < 700_000 and 0 < northing < 1_300_000):
        raise ValueError(f"{easting:g}, {northing:g} is not on the National Grid")
    latitude, longitude = _off_the_grid(easting, northing)
    x, y, z = _shifted(*_cartesian(latitude, longitude))
    latitude, longitude = _degrees(x, y, z)
    return round(latitude, 5), round(longitude, 5)


def _arc(latitude: float) -> float:
    """The developed meridional arc (annex C, equation C3)."""
    a, b = AIRY
    n = (a - b) / (a + b)
    less, more = latitude - ORIGIN_LATITUDE, latitude + ORIGIN_LATITUDE
    return (
        b
        * SCALE
        * (
            (1 + n + 1.25 * n**2 + 1.25 * n**3) * less
            - (3 * n + 3 * n**2 + 2.625 * n**3) * sin(less) * cos(more)
            + (1.875 * n**2 + 1.875 * n**3) * sin(2 * less) * cos(2 * more)
            - (35 / 24) * n**3 * sin(3 * less) * cos(3 * more)
        )
    )


def _off_the_grid(easting: float, northing: float) -> tuple[float, float]:
    """Latitude and longitude on Airy's ellipsoid, in radians (annex C.2)."""
    a, b = AIRY
    e2 = 1 - b**2 / a**2
    latitude = (northing - FALSE_NORTHING) / (a * SCALE) + ORIGIN_LATITUDE
    while abs(left := northing - FALSE_NORTHING - _arc(latitude)) >= 0.00001:
        latitude += left / (a * SCALE)
    bend = 1 - e2 * sin(latitude) ** 2
    nu, rho = a * SCALE / sqrt(bend), a * SCALE * (1 - e2) / bend**1.5
    eta2, t, sec = nu / rho - 1, tan(latitude), 1 / cos(latitude)
    seven = t / (2 * rho * nu)
    eight = t / (24 * rho * nu**3) * (5 + 3 * t**2 + eta2 - 9 * t**2 * eta2)
    nine = t / (720 * rho * nu**5) * (61 + 90 * t**2 + 45 * t**4)
    ten = sec / nu
    eleven = sec / (6 * nu**3) * (nu / rho + 2 * t**2)
    twelve = sec / (120 * nu**5) * (5 + 28 * t**2 + 24 * t**4)
    twelve_a = sec / (5040 * nu**7) * (61 + 662 * t**2 + 1320 * t**4 + 720 * t**6)
    east = easting - FALSE_EASTING
    return (
        latitude - seven * east**2 + eight * east**4 - nine * east**6,
        ORIGIN_LONGITUDE + ten * east - eleven * east**3 + twelve * east**5 - twelve_a * east**7,
    )


def _cartesian(latitude: float, longitude: float) -> tuple[float, float, float]:
    a, b = AIRY
    e2 = 1 - b**2 / a**2
    nu = a / sqrt(1 - e2 * sin(latitude) ** 2)
    return (
        nu * cos(latitude) * cos(longitude),
        nu * cos(latitude) * sin(longitude),
        (1 - e2) * nu * sin(latitude),
    )


def _shifted(x: float, y: float, z: float) -> tuple[float, float, float]:
    """The Helmert transformation from OSGB36 to WGS84 (section 6.6, signs reversed)."""
    (tx, ty, tz), (rx, ry, rz), grown = SHIFT, TURN, 1 + STRETCH
    return (
        tx + grown * x - rz * y + ry * z,
        ty + rz * x + grown * y - rx * z,
        tz - ry * x + rx * y + grown * z,
    )


def _degrees(x: float, y: float, z: float) -> tuple[float, float]:
    """Latitude and longitude on WGS84 (annex B.2, iterated)."""
    a, b = WGS84
    e2 = 1 - b**2 / a**2
    p = hypot(x, y)
    latitude, before = atan2(z, p * (1 - e2)), 2 * pi
    while abs(latitude - before) > 1e-12:
        before = latitude
        nu = a / sqrt(1 - e2 * sin(latitude) ** 2)
        latitude = atan2(z + e2 * nu * sin(latitude), p)
    return degrees(latitude), degrees(atan2(y, x))
