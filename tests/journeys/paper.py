"""The words of a PDF, as far as a search for one of them needs it."""

import re
import zlib
from collections.abc import Iterator

STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
PAIR = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>\s*\n")
RANGE = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")
SHOWN = re.compile(rb"<([0-9a-fA-F]*)>|\(((?:\\.|[^\\()])*)\)", re.DOTALL)


def words_of(pdf: bytes) -> str:
    """Everything that its pages show, read by each of its fonts, and its own title."""
    streams = list(_streams(pdf))
    fonts = [_letters(one) for one in streams if b"begincmap" in one]
    shown = [_codes(one) for one in streams if re.search(rb"\bT[jJ]\b", one)]
    read = ["".join(font.get(code, "") for code in codes) for codes in shown for font in fonts]
    return "\n".join([*read, *(one.decode("latin-1") for one in streams if b"<rdf:" in one)])


def _streams(pdf: bytes) -> Iterator[bytes]:
    for found in STREAM.findall(pdf):
        try:
            yield zlib.decompress(found)
        except zlib.error:
            yield found


def _letters(cmap: bytes) -> dict[int, str]:
    found: dict[int, str] = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        for code, letters in PAIR.findall(block + b"\n"):
            found[int(code, 16)] = _text(letters)
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", cmap, re.DOTALL):
        for first, last, letters in RANGE.findall(block):
            for at in range(int(first, 16), int(last, 16) + 1):
                found[at] = chr(int(letters, 16) + at - int(first, 16))
    return found


def _text(letters: bytes) -> str:
    return bytes.fromhex(letters.decode()).decode("utf-16-be", errors="ignore")


def _codes(content: bytes) -> list[int]:
    """Two bytes for each letter, as fonts of many letters have it."""
    found: list[int] = []
    for line in re.findall(rb"(?:\[.*?\]\s*TJ|[<(].*?[>)]\s*Tj)", content, re.DOTALL):
        for hexed, plain in SHOWN.findall(line):
            raw = bytes.fromhex(hexed.decode()) if hexed else _unescaped(plain)
            found += [int.from_bytes(raw[at : at + 2], "big") for at in range(0, len(raw), 2)]
    return found


def _unescaped(plain: bytes) -> bytes:
    escapes = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}

    def one(found: re.Match[bytes]) -> bytes:
        said = found[1]
        return bytes([int(said, 8)]) if said.isdigit() else escapes.get(said, said)

    return re.sub(rb"\\([0-7]{1,3}|.)", one, plain, flags=re.DOTALL)
