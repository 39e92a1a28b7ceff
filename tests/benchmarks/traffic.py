"""`python -m tests.benchmarks.traffic '{…}'`: films that are sent to a server, or watched, until it is ended.

A process of its own with nothing of Sen in it, and less urgent than all others: it stands for other machines, and what
it needs of this one must not be what is measured. It writes a dot to its output for every megabyte.
"""

import hashlib
import json
import os
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from random import Random
from typing import Any
from urllib.parse import urlencode

MB = 1 << 20
HEAD = b"\x00\x00\x00\x18ftypmp42"
LOOKS_FOR = (0.5, 1.5)  # seconds, at what came
BEHIND = 10
COME_AGAIN = 0.5
JSON, OCTETS, FORM = (
    {"Content-Type": kind}
    for kind in ("application/json", "application/octet-stream", "application/x-www-form-urlencoded")
)


@dataclass(frozen=True)
class Task:
    """Where, as whom, and what; `pace` are the seconds between two pieces of a film, `size` its bytes.

    Without a `material` films are sent, one after the other; else that one is watched, by so many `players`.
    """

    port: int
    class_id: int
    cookie: str
    csrf: str
    size: int
    pace: float = 0.0
    name: str = ""
    material: int = 0
    players: int = 0


def main() -> None:
    os.nice(BEHIND)
    task = Task(**json.loads(sys.argv[1]))
    if not task.material:
        turn = 0
        while True:
            turn += 1
            taken_away(task, offered(task, f"{task.name}-{turn}", _tell))
    for number in range(task.players):
        threading.Thread(target=watch, args=(task, number)).start()


def offered(task: Task, name: str, told: Callable[[int], object] = bool) -> int:
    """A whole film, sent and offered to the class; the number of the material. `told` hears of each piece."""
    place = f"/classes/{task.class_id}/materials"
    noise, digest = Random(name).randbytes(MB), hashlib.sha256()
    wanted = json.dumps({"name": f"{name}.mp4", "size": task.size, "mark": name}).encode()
    public_id = json.loads(_ask(task, "POST", f"{place}/uploads", wanted, JSON))["id"]
    for at in range(0, task.size, MB):
        piece = ((HEAD if at == 0 else b"") + noise)[: min(MB, task.size - at)]
        digest.update(piece)
        _send(task, f"{place}/uploads/{public_id}/pieces/{at}", piece, at + len(piece))
        told(len(piece))
        time.sleep(task.pace)
    fields = {"title": name, "topic_id": 0, "upload": public_id, "sha256": digest.hexdigest()}
    _ask(task, "POST", place, urlencode(fields).encode(), FORM)
    page = _ask(task, "GET", place).decode()
    return int(page.partition(f">{name}<")[0].rpartition("/materials/")[2].partition("/")[0])


def taken_away(task: Task, material: int) -> None:
    """The list of the class stays as long as it was."""
    _ask(task, "POST", f"/materials/{material}/removal", b"", FORM)


def watch(task: Task, number: int) -> None:
    """A player: asks for the rest from here, looks at what came for a moment, winds on."""
    chance = Random(number)
    while True:
        begin = chance.randrange(task.size)
        came = _ask(task, "GET", f"/materials/{task.material}", more={"Range": f"bytes={begin}-"})
        _tell(len(came))
        time.sleep(chance.uniform(*LOOKS_FOR))


def _send(task: Task, path: str, piece: bytes, until: int) -> None:
    """As the page does: what was not taken comes again in a moment."""
    while json.loads(_ask(task, "PUT", path, piece, OCTETS) or b"{}").get("at") != until:
        time.sleep(COME_AGAIN)


def _tell(size: int) -> None:
    os.write(1, b"." * round(size / MB))


def _ask(
    task: Task, method: str, path: str, body: bytes = b"", more: Mapping[str, str] | None = None
) -> bytes:
    """What was answered; nothing where that was no success."""
    headers: dict[str, Any] = {"Cookie": task.cookie, "X-CSRFToken": task.csrf, **(more or {})}
    if method == "PUT":
        headers["Accept"] = "application/json"
    connection = HTTPConnection("127.0.0.1", task.port, timeout=60)
    try:
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        said = answer.read()
        return said if answer.status < 400 else b""
    except (OSError, HTTPException):
        return b""
    finally:
        connection.close()


if __name__ == "__main__":
    main()
