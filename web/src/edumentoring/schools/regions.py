"""Regions: the ids that programmes use, and the names that registers write for them."""

REGION_IDS = (
    "north_east",
    "north_west",
    "yorkshire",
    "east_midlands",
    "west_midlands",
    "east",
    "london",
    "south_east",
    "south_west",
    "wales",
    "scotland",
    "northern_ireland",
    "islands",
    "overseas",
)

# In lower case. England's nine are the statistical regions the register calls GOR.
WRITTEN = {
    "north east": "north_east",
    "north west": "north_west",
    "yorkshire and the humber": "yorkshire",
    "yorkshire and humber": "yorkshire",
    "east midlands": "east_midlands",
    "west midlands": "west_midlands",
    "east of england": "east",
    "london": "london",
    "south east": "south_east",
    "south west": "south_west",
    "wales": "wales",
    "wales (pseudo)": "wales",
    "scotland": "scotland",
    "northern ireland": "northern_ireland",
    "jersey": "islands",
    "guernsey": "islands",
    "isle of man": "islands",
}

NAMES = {
    "north_east": "North East",
    "north_west": "North West",
    "yorkshire": "Yorkshire and the Humber",
    "east_midlands": "East Midlands",
    "west_midlands": "West Midlands",
    "east": "East of England",
    "london": "London",
    "south_east": "South East",
    "south_west": "South West",
    "wales": "Wales",
    "scotland": "Scotland",
    "northern_ireland": "Northern Ireland",
    "islands": "Channel Islands or Isle of Man",
    "overseas": "Overseas",
}

# Types of establishment that stand outside the United Kingdom.
BEYOND = {
    "offshore schools": "islands",
    "british schools overseas": "overseas",
    "service children's education": "overseas",
}


def region_id(written: str, *, country: str = "", establishment_type: str = "") -> str:
    """The id of a region as a register writes it, or "" where it says nothing we know.

    >>> region_id("Yorkshire and the Humber")
    'yorkshire'
    """
    for words in (establishment_type, written, country):
        word = words.strip().lower()
        found = BEYOND.get(word) or WRITTEN.get(word)
        if found:
            return found
    return ""
