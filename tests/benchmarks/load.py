"""A small HTTP/1.1 client for load: keep-alive connections, answers read whole, every latency kept."""

import asyncio
import statistics
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

FIFTHS = 5


@dataclass(frozen=True)
class Answer:
    status: int
    head: bytes
    body: bytes

    def header(self, name: str) -> str:
        for line in self.head.split(b"\r\n"):
            key, _, value = line.partition(b":")
            if key.lower() == name.lower().encode():
                return value.strip().decode()
        return ""


class Connection:
    """One keep-alive connection to the server; opened again after the server closed it."""

    def __init__(self, host: str, port: int) -> None:
        self.host, self.port = host, port
        self.streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def send(self, method: str, path: str, headers: dict[str, str], body: bytes = b"") -> Answer:
        lines = [
            f"{method} {path} HTTP/1.1",
            f"Host: {self.host}:{self.port}",
            f"Content-Length: {len(body)}",
        ]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        return await self.raw("\r\n".join(lines).encode() + b"\r\n\r\n" + body)

    async def raw(self, request: bytes) -> Answer:
        if self.streams is None:
            self.streams = await asyncio.open_connection(self.host, self.port, limit=1 << 20)
        reader, writer = self.streams
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        body = await _body(reader, head)
        if b"connection: close" in head.lower():
            await self.close()
        return Answer(int(head[9:12]), head, body)

    async def close(self) -> None:
        if self.streams is not None:
            self.streams[1].close()
            self.streams = None


async def _body(reader: asyncio.StreamReader, head: bytes) -> bytes:
    lower = head.lower()
    mark = lower.find(b"content-length:")
    if mark >= 0:
        return await reader.readexactly(int(lower[mark + 15 : lower.index(b"\r\n", mark)]))
    parts = []
    while b"transfer-encoding: chunked" in lower:
        size = int((await reader.readline()).strip(), 16)
        parts.append(await reader.readexactly(size + 2))
        if size == 0:
            break
    return b"".join(part[:-2] for part in parts)


@dataclass
class Measured:
    """Latencies in milliseconds of what went well, the number of errors, and how long all took, in seconds.

    `done` says when each of them was done, in seconds from the beginning.
    """

    latencies: list[float] = field(default_factory=list)
    errors: int = 0
    seconds: float = 0.0
    done: list[float] = field(default_factory=list)
    began: float = 0.0

    @property
    def rate(self) -> float:
        """A second, the median of fifths of the run: one bad moment of a machine that is shared decides nothing."""
        ends = sorted(self.done)
        size = len(ends) // FIFTHS
        if not size:
            return len(self.latencies) / self.seconds if self.seconds else 0.0
        edges = [0.0, *(ends[size * turn - 1] for turn in range(1, FIFTHS + 1))]
        return statistics.median(size / (end - start) for start, end in pairwise(edges))

    def percentile(self, percent: float) -> float:
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))] if ordered else 0.0


Step = Callable[[Connection, int], Awaitable[bool]]


def run(step: Step, count: int, port: int, connections: int = 32) -> Measured:
    """Do `step` for 0 … count-1 over so many connections at once; a step answers whether it went well."""
    return asyncio.run(_run(step, count, port, connections))


async def _run(step: Step, count: int, port: int, connections: int) -> Measured:
    measured, numbers = Measured(began=time.perf_counter()), iter(range(count))
    await asyncio.gather(*(_work(step, numbers, port, measured) for _ in range(min(connections, count))))
    measured.seconds = time.perf_counter() - measured.began
    return measured


async def _work(step: Step, numbers: Iterator[int], port: int, measured: Measured) -> None:
    connection = Connection("127.0.0.1", port)
    for number in numbers:
        began = time.perf_counter()
        try:
            well = await step(connection, number)
        except (OSError, asyncio.IncompleteReadError, ValueError):
            await connection.close()
            well = False
        if well:
            now = time.perf_counter()
            measured.latencies.append((now - began) * 1000)
            measured.done.append(now - measured.began)
        else:
            measured.errors += 1
    await connection.close()
