"""From what size on a round is a crowd, which is matched without a table of every pair."""

from collections.abc import Collection
from typing import Any

# While a round is solved, each pair of its table takes about 110 bytes: 2 million are 220 MB,
# and the service promises to live in 512. Some 1,850 people, mentees and mentors together.
TABLE_PAIRS = 2_000_000


def is_crowd(people: Collection[dict[str, Any]]) -> bool:
    """Whether a table of every mentee with every mentor would take too much memory."""
    mentees = sum("mentee" in person for person in people)
    mentors = sum("mentor" in person for person in people)
    return mentees * mentors > TABLE_PAIRS
