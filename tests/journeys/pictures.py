"""Pictures for the guides, taken on the way when PICTURES=1 is set."""

import base64
import os
import struct
import zlib
from pathlib import Path

import numpy as np
from playwright.sync_api import Page

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "guides" / "pictures"
LARGEST = 150_000
WANTED = os.environ.get("PICTURES") == "1"

# A screenshot's pixels, read by the browser itself: nothing here decodes PNG.
READ_PIXELS = """async (address) => {
  const image = new Image();
  image.src = address;
  await image.decode();
  const canvas = new OffscreenCanvas(image.width, image.height);
  const pen = canvas.getContext("2d");
  pen.drawImage(image, 0, 0);
  const { data } = pen.getImageData(0, 0, image.width, image.height);
  let words = "";
  for (let at = 0; at < data.length; at += 32768)
    words += String.fromCharCode(...data.subarray(at, at + 32768));
  return [image.width, image.height, btoa(words)];
}"""


def take(page: Page, name: str, *, height: int = 0) -> None:
    """Keep what `page` shows as `name`.png: the window, or from its top to `height` pixels."""
    if not WANTED:
        return
    page.mouse.move(0, 0)
    page.evaluate("() => document.fonts.ready")
    page.wait_for_timeout(400)
    size = page.viewport_size or {"width": 1440, "height": 900}
    clip = {"x": 0, "y": 0, "width": size["width"], "height": height or size["height"]}
    raw = page.screenshot(full_page=bool(height), clip=clip if height else None)
    reader = page.context.browser.new_page()
    width, tall, pixels = reader.evaluate(
        READ_PIXELS, "data:image/png;base64," + base64.b64encode(raw).decode()
    )
    reader.close()
    picture = np.frombuffer(base64.b64decode(pixels), np.uint8).reshape(tall, width, 4)[:, :, :3]
    small = in_few_colours(picture)
    assert len(small) <= LARGEST, f"{name}.png has {len(small)} bytes"
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / f"{name}.png").write_bytes(small)


def in_few_colours(picture: np.ndarray) -> bytes:
    """A PNG of the 256 commonest colours; ink on paper needs no more."""
    codes = (picture.astype(np.uint32) * [1 << 16, 1 << 8, 1]).sum(axis=2)
    found, place, counts = np.unique(codes, return_inverse=True, return_counts=True)
    kept = found[np.argsort(-counts, kind="stable")[:256]]
    channels = [np.array([kept >> 16, kept >> 8 & 255, kept & 255]).T.astype(np.int32)]
    all_of = np.array([found >> 16, found >> 8 & 255, found & 255]).T.astype(np.int32)
    nearest = np.concatenate(
        [
            ((some[:, None, :] - channels[0][None]) ** 2).sum(axis=2).argmin(axis=1)
            for some in np.array_split(all_of, max(1, len(all_of) // 4096 + 1))
        ]
    ).astype(np.uint8)
    tall, width = codes.shape
    rows = np.zeros((tall, width + 1), np.uint8)
    rows[:, 1:] = nearest[place.reshape(tall, width)]
    head = struct.pack(">IIBBBBB", width, tall, 8, 3, 0, 0, 0)
    parts = [
        (b"IHDR", head),
        (b"PLTE", channels[0].astype(np.uint8).tobytes()),
        (b"IDAT", zlib.compress(rows.tobytes(), 9)),
        (b"IEND", b""),
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )
