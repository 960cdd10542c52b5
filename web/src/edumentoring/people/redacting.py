"""Taking a person's name and address out of sentences and answers."""

import re
from collections.abc import Iterable
from functools import lru_cache
from html import escape
from typing import Any
from urllib.parse import quote

from django.db.models import Model, Q, QuerySet, TextField
from django.db.models.functions import Cast

SOMEBODY = "somebody"
_PLAIN = re.compile(r"[A-Za-z0-9.@_-]+")


def without(value: Any, words: tuple[str, ...]) -> Any:
    """`value` with "somebody" in place of these words: a text, or lists and dicts of them.

    A list's entry that is nothing but such a word is dropped: line managers, wishes, tags.

    >>> without("Bethan Cole wrote to Imran.", ("Bethan Cole", "bethan@school.example"))
    'somebody wrote to Imran.'
    """
    pattern = _pattern(words)
    return _clean(value, pattern) if pattern else value


def mentions(value: Any, words: tuple[str, ...]) -> bool:
    """Whether any of these words stands in the text, list or dict."""
    return bool(without(value, words) != value)


def _clean(value: Any, pattern: re.Pattern[str]) -> Any:
    if isinstance(value, str):
        return pattern.sub(SOMEBODY, value)
    if isinstance(value, dict):
        return {_clean(key, pattern): _clean(each, pattern) for key, each in value.items()}
    if isinstance(value, list | tuple):
        kept = [each for each in value if not _is_only(each, pattern)]
        return type(value)(_clean(each, pattern) for each in kept)
    return value


def _is_only(value: Any, pattern: re.Pattern[str]) -> bool:
    return isinstance(value, str) and bool(pattern.fullmatch(value.strip()))


@lru_cache(maxsize=64)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str] | None:
    """Addresses and whole names in any case; a single name only as it is written: Grace, Will."""
    forms = [form for word in sorted(set(words), key=len, reverse=True) for form in _forms(word)]
    return re.compile("|".join(forms)) if forms else None


def _forms(word: str) -> Iterable[str]:
    """The word as letters, HTML and addresses of pages write it; lines may break within it."""
    parts = word.split()
    if not parts:
        return
    flags = "(?i:%s)" if len(parts) > 1 or "@" in word else "%s"
    spellings = dict.fromkeys((r"\s+", r"(?:\+|%20)"))
    for between in spellings if len(parts) > 1 else [""]:
        for written in (str, escape, lambda text: quote(text, safe="")):
            inner = between.join(re.escape(written(part)) for part in parts)
            yield (
                flags % rf"(?<![\w.+-]){inner}(?![\w-]|\.\w)"
                if "@" in word
                else (flags % rf"(?<!\w){inner}(?!\w)")
            )


# --- In the database --------------------------------------------------------------------------


def mentioning[M: Model](
    rows: QuerySet[M], fields: Iterable[str], words: Iterable[str]
) -> QuerySet[M]:
    """Rows that may hold one of these words, and some that do not: the database looks first."""
    wanted = Q()
    names = {}
    for at, field in enumerate(fields):
        names[f"_text{at}"] = Cast(field, TextField())
    for word in words:
        piece = max(_PLAIN.findall(word), key=len, default="")
        for name in names:
            wanted |= Q(**{f"{name}__icontains": piece})
    return rows.alias(**names).filter(wanted) if wanted else rows.none()


def redact(
    rows: QuerySet[Any], *fields: str, words: tuple[str, ...], look_in: Iterable[str] = ()
) -> int:
    """Take the words out of these fields of every row that has them; says of how many rows.

    `look_in`: those of the fields that tell whether a row has any, where the others are long
    and say the same.
    """
    changed = 0
    found = mentioning(rows, look_in or fields, words).order_by("pk").only("pk", *fields)
    for row in found.iterator(chunk_size=200):
        before = {field: getattr(row, field) for field in fields}
        after = {field: without(value, words) for field, value in before.items()}
        if after != before:
            rows.model._default_manager.filter(pk=row.pk).update(**after)  # noqa: SLF001
            changed += 1
    return changed
