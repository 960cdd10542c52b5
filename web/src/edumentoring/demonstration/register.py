"""A small register of schools that do not exist, in towns that do not exist.

Coordinates lie in the region they are given, so that distances mean something.
"""

from dataclasses import dataclass
from functools import cache
from random import Random

from edumentoring.demonstration.figures import FREE_MEALS_QUARTILES

# Region: the middle of it, and invented towns there.
TOWNS: dict[str, tuple[tuple[float, float], tuple[str, ...]]] = {
    "north_east": ((54.90, -1.60), ("Wearmoor", "Tynewick", "Hexcombe", "Saltscar")),
    "north_west": (
        (53.60, -2.50),
        ("Harrow Beck", "Millerdale", "Irkwell", "Lune Ferry", "Rushden Clough", "Mosshallow"),
    ),
    "yorkshire": (
        (53.80, -1.50),
        ("Airebridge", "Calderholme", "Wharfe Cross", "Northbeck", "Kirk Ellerby"),
    ),
    "east_midlands": ((52.90, -1.10), ("Soarby", "Trentholme", "Old Wickersby", "Dovedon")),
    "west_midlands": (
        (52.50, -1.90),
        ("Arden Heath", "Tamebrook", "Severnstoke", "Coldbrook", "Hallow Green"),
    ),
    "east": (
        (52.30, 0.40),
        ("Fenwick Lode", "Stourhithe", "Waveney Staithe", "Great Larkham", "Colneford"),
    ),
    "london": (
        (51.51, -0.10),
        ("Lambourne Green", "Effra Park", "Ravensbrook", "Leaside", "Tyburn Hill", "Walbrook Vale"),
    ),
    "south_east": (
        (51.20, -0.60),
        ("Adurley", "Chalkhurst", "Medwaybridge", "Ousebourne", "Weyhollow", "Itchenford"),
    ),
    "south_west": ((51.00, -2.90), ("Tamarmouth", "Combe Exley", "Parrettbridge", "Quarr Bay")),
    "wales": ((51.70, -3.40), ("Aberwennol", "Pontygarn")),
    "scotland": ((55.90, -3.90), ("Glen Orrin", "Inverlochty")),
    "northern_ireland": ((54.60, -6.30), ("Ballykeel Cross",)),
}

PRIMARY = (
    "{town} Primary School",
    "{saint} Church of England Primary School, {town}",
    "{feature} Community Primary School",
    "{saint} Catholic Primary School, {town}",
    "{feature} Infant and Nursery School",
    "{feature} Primary Academy",
    "{feature} Junior School",
)
SECONDARY = (
    "{town} Academy",
    "{feature} High School",
    "{town} Community College",
    "{saint} Catholic High School, {town}",
    "{feature} School",
    "{feature} Girls' School",
)
SPECIAL = ("{feature} Special School", "The {feature} Centre")
COLLEGE = "{town} Sixth Form College"

FEATURES = (
    *("Kestrel Rise", "Otter Bank", "Lapwing Lane", "Hazelmere Edge", "Foxhollow Top"),
    *("Silverbirch Fold", "Quarry Ing", "Larkspur Way", "Thistle Hoe", "Heronsgate Mill"),
    *("Bramblecote", "Owlet Wood", "Copperfield Moor", "Millrace Hill", "Amberley Carr"),
    *("Sandpiper Quay", "Redstart Green", "Elderwell", "Marlpit Copse", "Tallow Bridge"),
    *("Windrush Scar", "Yarrowby", "Candleford Mead", "Plover Cross", "Ironstone Vale"),
    *("Goldcrest Park", "Merlinsford", "Wagtail Weir", "Saffron Heys", "Juniper Nab"),
)
SAINTS = ("St Aldwyn's", "St Werna's", "St Osric's", "St Hildern's", "St Cuthman's", "St Ebba's")

TRUSTS = (
    "Harrow Beck Learning Trust",
    "Three Weirs Academy Trust",
    "The Lantern Schools Trust",
    "Kestrel Rise Partnership Trust",
    "Saltmarsh Education Trust",
    "The Alder and Ash Trust",
    "Two Dales Multi Academy Trust",
    "The Open Gate Trust",
    "Waymark Catholic Academies Trust",
    "The Tidewater Trust",
)


@dataclass(frozen=True)
class School:
    """One invented school as the demonstration needs it."""

    name: str
    town: str
    region: str
    setting: str  # primary, secondary, special or college
    trust: str
    latitude: float
    longitude: float
    fsm_percent: float
    contexts: tuple[str, ...]
    religious_character: str

    @property
    def phase(self) -> str:
        return {"primary": "Primary", "secondary": "Secondary", "college": "16 plus"}.get(
            self.setting, "Not applicable"
        )


@cache
def schools() -> tuple[School, ...]:
    """All of them, the same every time: they are not drawn by the seed."""
    chance = Random("schools")  # noqa: S311 - a fixed list, not a secret
    made: list[School] = []
    for region, (middle, towns) in TOWNS.items():
        for town in towns:
            made += _schools_of(town, region, middle, chance, {school.name for school in made})
    return tuple(made)


def _schools_of(
    town: str, region: str, middle: tuple[float, float], chance: Random, taken: set[str]
) -> list[School]:
    latitude = middle[0] + chance.uniform(-0.35, 0.35)
    longitude = middle[1] + chance.uniform(-0.45, 0.45)
    settings = ["primary", "secondary"]
    if chance.random() < 0.45:
        settings.append(chance.choice(["primary", "secondary", "special"]))
    if chance.random() < 0.15:
        settings.append("college")
    made = []
    for setting in settings:
        name = _name(setting, town, chance, taken)
        taken.add(name)
        made.append(
            School(
                name=name,
                town=town,
                region=region,
                setting=setting,
                trust=_trust(name, chance),
                latitude=round(latitude + chance.uniform(-0.03, 0.03), 5),
                longitude=round(longitude + chance.uniform(-0.04, 0.04), 5),
                fsm_percent=_free_meals(chance),
                contexts=(),
                religious_character=_religion(name),
            )
        )
    return [_with_contexts(school, chance) for school in made]


def _name(setting: str, town: str, chance: Random, taken: set[str]) -> str:
    patterns = {"primary": PRIMARY, "secondary": SECONDARY, "special": SPECIAL}
    choices = patterns.get(setting, (COLLEGE,))
    while True:
        name = chance.choice(choices).format(
            town=town, feature=chance.choice(FEATURES), saint=chance.choice(SAINTS)
        )
        if name not in taken:
            return name


def _trust(name: str, chance: Random) -> str:
    if "Catholic" in name:
        return "Waymark Catholic Academies Trust" if chance.random() < 0.6 else ""
    if "Community" in name or "College" in name:
        return ""
    return chance.choice(TRUSTS) if "Academy" in name or chance.random() < 0.4 else ""


def _free_meals(chance: Random) -> float:
    bounds = (2.0, *FREE_MEALS_QUARTILES, 62.0)
    quarter = chance.randrange(4)
    return round(chance.uniform(bounds[quarter], bounds[quarter + 1]), 1)


def _religion(name: str) -> str:
    if "Church of England" in name:
        return "Church of England"
    return "Roman Catholic" if "Catholic" in name else ""


def _with_contexts(school: School, chance: Random) -> School:
    """What its people tick about it: what it is, and what it is like."""
    ticked = ["academy" if school.trust else "maintained"]
    if school.religious_character:
        ticked.append("faith")
    if school.setting == "special":
        ticked.append("special_school")
    if school.setting == "college":
        ticked = ["college"]
    if school.fsm_percent > FREE_MEALS_QUARTILES[2]:
        ticked.append("disadvantaged")
    if school.town in {"Saltscar", "Tamarmouth", "Quarr Bay", "Waveney Staithe"}:
        ticked.append("coastal")
    elif school.region == "london":
        ticked.append("urban")
    else:
        ticked.append(chance.choice(["urban", "rural", "urban", ""]))
    if school.setting == "primary" and "rural" in ticked:
        ticked.append("small")
    if school.region in {"london", "west_midlands"} and chance.random() < 0.5:
        ticked.append("eal")
    return School(**{**vars(school), "contexts": tuple(word for word in ticked if word)})
