"""The bare floor: a WSGI handler that does the durable work of each benchmark straight on the database driver.

Nothing else: no framework, no templates, no checks beyond the signed token. FLOOR_DATABASE names the database,
FLOOR_PAGE the file with the bytes that a page answers.
"""

import json
import os
import sqlite3
import threading
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import psycopg
from argon2 import PasswordHasher
from itsdangerous import URLSafeSerializer

URL = os.environ["FLOOR_DATABASE"]
PAGE = Path(os.environ["FLOOR_PAGE"]).read_bytes()
HASH = os.environ["FLOOR_HASH"]
SIGNER = URLSafeSerializer("only-for-the-floor", salt="floor")
ON_SQLITE = URL.startswith("sqlite")

SCHEMA = [
    "CREATE TABLE floor_attempts (id INTEGER PRIMARY KEY, owner INTEGER, state TEXT, ends_at TEXT)",
    "CREATE TABLE floor_edits (attempt INTEGER, slot INTEGER, tab TEXT, seq INTEGER, value TEXT, at TEXT)",
    """CREATE TABLE floor_responses (attempt INTEGER, slot INTEGER, version INTEGER, value TEXT, at TEXT,
    PRIMARY KEY (attempt, slot))""",
    "CREATE TABLE floor_sign_ins (token TEXT PRIMARY KEY, person INTEGER)",
    "CREATE TABLE floor_check_ins (checkpoint INTEGER, person INTEGER, at TEXT, PRIMARY KEY (checkpoint, person))",
]
SAVE_POSTGRESQL = """
WITH held AS (SELECT id FROM floor_attempts WHERE id = %(attempt)s FOR UPDATE),
edit AS (SELECT * FROM jsonb_to_recordset(%(edits)s::jsonb) AS e(slot int, seq int, value text)),
logged AS (INSERT INTO floor_edits SELECT held.id, slot, %(tab)s, seq, value, %(at)s FROM held, edit)
INSERT INTO floor_responses SELECT held.id, slot, seq, value, %(at)s FROM held, edit
ON CONFLICT (attempt, slot) DO UPDATE SET version = excluded.version, value = excluded.value, at = excluded.at
"""
_local = threading.local()


def app(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    body = ROUTES[environ["PATH_INFO"]](environ)
    start_response("200 OK", [("Content-Length", str(len(body))), ("Content-Type", "application/json")])
    return [body]


def save(environ: dict[str, Any]) -> bytes:
    attempt = SIGNER.loads(environ["HTTP_X_ATTEMPT_TOKEN"])[0]
    sent = json.loads(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])))
    edits, at = sent["edits"], datetime.now(UTC).isoformat()
    if ON_SQLITE:
        rows = [(attempt, edit["slot"], sent["tab"], edit["seq"], edit["value"], at) for edit in edits]
        stored = [(attempt, edit["slot"], edit["seq"], edit["value"], at) for edit in edits]
        with immediate() as connection:
            connection.execute("SELECT id FROM floor_attempts WHERE id = ?", (attempt,)).fetchone()
            connection.executemany("INSERT INTO floor_edits VALUES (?, ?, ?, ?, ?, ?)", rows)
            connection.executemany("INSERT OR REPLACE INTO floor_responses VALUES (?, ?, ?, ?, ?)", stored)
    else:
        values = {"attempt": attempt, "tab": sent["tab"], "at": at, "edits": json.dumps(edits)}
        write(SAVE_POSTGRESQL, values)
    return json.dumps(
        {"acked": [[edit["slot"], edit["seq"], edit["seq"]] for edit in edits], "now": at}
    ).encode()


def start(environ: dict[str, Any]) -> bytes:
    person = int(environ["QUERY_STRING"])
    write(
        "INSERT INTO floor_attempts (id, owner, state, ends_at) VALUES (%(id)s, %(id)s, 'open', %(at)s)",
        {"id": person, "at": datetime.now(UTC).isoformat()},
    )
    return b"{}"


def page(environ: dict[str, Any]) -> bytes:
    connection = opened()
    mark = "?" if ON_SQLITE else "%s"
    found = connection.execute(
        f"SELECT id FROM floor_attempts WHERE id = {mark}", (int(environ["QUERY_STRING"]),)
    )
    found.fetchone()
    connection.rollback()
    return PAGE


def check_in(environ: dict[str, Any]) -> bytes:
    write(
        "INSERT INTO floor_check_ins VALUES (1, %(person)s, %(at)s) ON CONFLICT DO NOTHING",
        {"person": int(environ["QUERY_STRING"]), "at": datetime.now(UTC).isoformat()},
    )
    return b"{}"


def sign_in(environ: dict[str, Any]) -> bytes:
    form = parse_qs(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])).decode())
    PasswordHasher().verify(HASH, form["password"][0])
    write("INSERT INTO floor_sign_ins VALUES (%(token)s, 1)", {"token": os.urandom(16).hex()})
    return b"{}"


def ready(_environ: dict[str, Any]) -> bytes:
    return b"{}"


ROUTES = {
    "/save": save,
    "/start": start,
    "/page": page,
    "/checkin": check_in,
    "/signin": sign_in,
    "/health": ready,
}


def write(statement: str, values: dict[str, Any]) -> None:
    """One statement, committed."""
    if ON_SQLITE:
        named = statement.replace("%(", ":").replace(")s", "")
        with immediate() as connection:
            connection.execute(named, values)
        return
    connection = opened()
    connection.execute(statement.encode(), values)
    connection.commit()


class immediate:  # noqa: N801 - read as a word in `with immediate()`
    """A SQLite transaction that writes."""

    def __enter__(self) -> Any:
        self.connection = opened()
        self.connection.execute("BEGIN IMMEDIATE")
        return self.connection

    def __exit__(self, kind: object, *_rest: object) -> None:
        self.connection.execute("COMMIT" if kind is None else "ROLLBACK")


def opened() -> Any:
    """This thread's connection."""
    if not hasattr(_local, "connection"):
        _local.connection = connect()
    return _local.connection


def connect() -> Any:
    if not ON_SQLITE:
        return psycopg.connect(URL)
    connection = sqlite3.connect(URL.removeprefix("sqlite:///"), isolation_level=None, timeout=20)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=20000"):
        connection.execute(f"PRAGMA {pragma}")
    return connection
