"""A new order of the questions, from a button or from dragging."""

from collections.abc import Mapping, Sequence

from edumentoring.programmes.models import Question
from edumentoring.questionnaire.asked import group_of

STEPS = {"up": -1, "down": 1}


def moved(questions: Sequence[Question], given: Mapping[str, str]) -> tuple[list[str], str]:
    """The keys in the order asked for, and the key that was moved.

    `move` is "up:key" or "down:key" and changes places with the neighbour in its group, for
    those who are asked other things are not seen between them. `order` is every key.
    """
    keys = [each.key for each in questions]
    if given.get("order"):
        return given["order"].split(), given.get("moved", "")
    way, _colon, key = given.get("move", "").partition(":")
    if way not in STEPS or key not in keys:
        return keys, ""
    group = group_of(next(each for each in questions if each.key == key))
    like = [each.key for each in questions if group_of(each) == group]
    other = like.index(key) + STEPS[way]
    if 0 <= other < len(like):
        here, there = keys.index(key), keys.index(like[other])
        keys[here], keys[there] = keys[there], keys[here]
    return keys, key
