"""How often free text goes to the right theme: by words, and by the sentence model if it is there.

    python -m benchmarks.engine.free_text

Phrases are those of engine/tests/phrases.toml: three of each list stand for the theme, the others
are held out. The last line is one JSON object. The model is the extra `pairwell[text]`.
"""

import json
import time
import tomllib
from pathlib import Path

from pairwell import BadInput, Sentences, Themes

PHRASES = Path(__file__).parents[2] / "engine" / "tests" / "phrases.toml"
SHOWN = 3


def measure(themes: Themes, held_out: list[tuple[str, str, str]]) -> dict[str, float]:
    """Return the share of right nearest themes, of both sides and of each, and the time a text."""
    start = time.process_time()
    right = [(side, themes.near(text)[0].theme == theme) for theme, side, text in held_out]
    spent = time.process_time() - start
    shares = {
        side: sum(ok for at, ok in right if at == side) / sum(at == side for at, _ in right)
        for side in ("asks", "offers")
    }
    return {
        "top_1": sum(ok for _, ok in right) / len(right),
        **shares,
        "cpu_ms_a_text": 1000 * spent / len(right),
    }


def main() -> None:
    """Measure both."""
    phrases = tomllib.loads(PHRASES.read_text())
    examples = {
        theme: [text for side in sides.values() for text in side[:SHOWN]]
        for theme, sides in phrases.items()
    }
    held_out = [
        (theme, side, text)
        for theme, sides in phrases.items()
        for side, texts in sides.items()
        for text in texts[SHOWN:]
    ]
    found: dict[str, object] = {"themes": len(examples), "held_out": len(held_out)}
    found["words"] = measure(Themes(examples), held_out)
    try:
        found["sentences"] = measure(Themes(examples, reader=Sentences()), held_out)
    except BadInput as why:
        print(why)
    print(json.dumps(found))


if __name__ == "__main__":
    main()
