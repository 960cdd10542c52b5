"""Somebody's browser, made cheap: a load generator must leave the machine to the service."""

import asyncio
import gzip
import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

IN_TIME = 30  # seconds before an answer counts as lost


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    location: str
    body: bytes

    @property
    def what(self) -> str:
        """The answer in a few words, for the list of what went wrong."""
        found = re.search(rb'class="error[^"]*"[^>]*>\s*([^<]{3,90})', self.body)
        return f"{self.status} {found[1].decode().strip() if found else self.location}"


@dataclass
class Client:
    """Keeps connections open to one or more processes and takes turns between them."""

    urls: list[str]
    idle: dict[str, list[tuple[asyncio.StreamReader, asyncio.StreamWriter]]] = field(
        default_factory=dict
    )
    turn: int = 0
    style_sheet: str = "/"

    async def find_style_sheet(self, page: str) -> None:
        """Learn the address of the style sheet that pages ask for."""
        found = re.search(rb'href="([^"]+\.css)"', (await self.get(page, of=0)).body)
        self.style_sheet = found[1].decode() if found else "/"

    async def get(self, path: str, *, of: int, accept: str = "text/html") -> Answer:
        """A page as person number `of`, each at an address of the network of their own."""
        return await self._ask("GET", path, b"", of, f"Accept: {accept}\r\n")

    async def post(self, path: str, body: bytes, *, of: int) -> Answer:
        kind = "Content-Type: application/x-www-form-urlencoded\r\n"
        return await self._ask("POST", path, body, of, f"{kind}Content-Length: {len(body)}\r\n")

    async def _ask(self, method: str, path: str, body: bytes, of: int, more: str) -> Answer:
        self.turn += 1
        url = self.urls[self.turn % len(self.urls)]
        head = (
            f"{method} {path} HTTP/1.1\r\nHost: {urlsplit(url).netloc}\r\n"
            f"X-Forwarded-For: 10.{of >> 16 & 255}.{of >> 8 & 255}.{of & 255}\r\n"
            f"X-Forwarded-Proto: http\r\nAccept-Encoding: gzip\r\n{more}\r\n"
        )
        async with asyncio.timeout(IN_TIME):
            reader, writer = await self._connection(url)
            try:
                writer.write(head.encode() + body)
                answer, stays = await _read(reader)
            except BaseException:
                writer.close()
                raise
        if stays:
            self.idle.setdefault(url, []).append((reader, writer))
        else:
            writer.close()
        return answer

    async def _connection(self, url: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        kept = self.idle.get(url)
        while kept:
            reader, writer = kept.pop()
            if not (reader.at_eof() or writer.is_closing()):
                return reader, writer
        parts = urlsplit(url)
        return await asyncio.open_connection(parts.hostname, parts.port)


async def _read(reader: asyncio.StreamReader) -> tuple[Answer, bool]:
    """One answer, and whether the connection may be used again."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    status, *lines = head.split("\r\n")
    headers = {
        name.strip().lower(): value.strip()
        for name, _colon, value in (line.partition(":") for line in lines if line)
    }
    if headers.get("transfer-encoding") == "chunked":
        body = await _chunks(reader)
    else:
        body = await reader.readexactly(int(headers.get("content-length", "0")))
    if headers.get("content-encoding") == "gzip":
        body = gzip.decompress(body)
    answer = Answer(int(status.split()[1]), headers.get("location", ""), body)
    return answer, headers.get("connection", "").lower() != "close"


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    parts = []
    while size := int((await reader.readline()).split(b";")[0], 16):
        parts.append(await reader.readexactly(size))
        await reader.readexactly(2)
    await reader.readexactly(2)
    return b"".join(parts)
