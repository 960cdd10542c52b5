"""Bytes to words: which letters a file was written in."""

import codecs

from django.utils.translation import gettext as _

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)


def decode(data: bytes) -> tuple[str, str]:
    """The words and the name of their encoding.

    >>> decode("Zoë £".encode("windows-1252"))
    ('Zoë £', 'Windows-1252')
    """
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            return data.decode(codec, "replace").lstrip("\ufeff"), name
    if _half_empty(data):
        codec = "utf-16-le" if data[1:2] == b"\x00" else "utf-16-be"
        return data.decode(codec, "replace"), "UTF-16"
    try:
        return data.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError:
        return data.decode("windows-1252", "replace"), "Windows-1252"


def _half_empty(data: bytes) -> bool:
    """Western words in UTF-16 have a zero beside nearly every letter."""
    sample = data[:2000]
    return len(sample) > 3 and sample.count(0) > len(sample) * 0.3


def kind_of_bytes(data: bytes) -> str:
    """What a file is that is certainly no table of text; "" where it may be one."""
    start = data[:512].lstrip()
    if start.startswith(b"%PDF"):
        return _("a PDF")
    if start.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM")) and b"\x00" in data[:64]:
        return _("a picture")
    if start[:200].lower().startswith((b"<!doctype", b"<html", b"<?xml", b"<table", b"<workbook")):
        return _("a web page")
    if start.startswith((b"{\\rtf",)):
        return _("a letter")
    if not _half_empty(data) and b"\x00" in data[:4000] and not data.startswith(b"\xff\xfe"):
        return _("something other than text")
    return ""
