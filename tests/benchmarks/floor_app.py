"""The bare floor: Flask and the durable work of each benchmark, straight on the database driver.

Nothing else: no templates, no forms, no checks beyond the signed token. Where Sen asks who is signed in and reads what
the request is about, the floor reads one row each. FLOOR_DATABASE names the database, FLOOR_PAGE the file with the
bytes that a page answers.
"""

import json
import os
import sqlite3
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
from argon2 import PasswordHasher
from flask import Flask, request
from itsdangerous import URLSafeSerializer

URL = os.environ["FLOOR_DATABASE"]
PAGE = Path(os.environ["FLOOR_PAGE"]).read_bytes()
HASH = os.environ["FLOOR_HASH"]
SIGNER = URLSafeSerializer("only-for-the-floor", salt="floor")
ON_SQLITE = URL.startswith("sqlite")
Answer = dict[str, Any]

SCHEMA = [
    "CREATE TABLE floor_attempts (id INTEGER PRIMARY KEY, owner INTEGER, state TEXT, ends_at TEXT)",
    "CREATE TABLE floor_edits (attempt INTEGER, slot INTEGER, tab TEXT, seq INTEGER, value TEXT, at TEXT)",
    """CREATE TABLE floor_responses (attempt INTEGER, slot INTEGER, version INTEGER, value TEXT, at TEXT,
    PRIMARY KEY (attempt, slot))""",
    "CREATE TABLE floor_sign_ins (token TEXT PRIMARY KEY, person INTEGER)",
    "CREATE INDEX floor_sign_ins_person ON floor_sign_ins (person)",
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


app = Flask(__name__)


@app.post("/save")
def save() -> Answer:
    attempt = SIGNER.loads(request.headers["X-Attempt-Token"])[0]
    sent = json.loads(request.get_data())
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
    return {"acked": [[edit["slot"], edit["seq"], edit["seq"]] for edit in edits], "now": at}


@app.post("/start/<int:person>")
def start(person: int) -> Answer:
    look_up("floor_sign_ins", "person", person)
    look_up("floor_attempts", "id", 1)
    write(
        "INSERT INTO floor_attempts (id, owner, state, ends_at) VALUES (%(id)s, %(id)s, 'open', %(at)s)",
        {"id": person, "at": datetime.now(UTC).isoformat()},
    )
    return {}


@app.get("/page/<int:person>")
def page(person: int) -> bytes:
    look_up("floor_sign_ins", "person", person)
    look_up("floor_attempts", "id", person)
    return PAGE


@app.post("/checkin/<int:person>")
def check_in(person: int) -> Answer:
    look_up("floor_sign_ins", "person", person)
    look_up("floor_check_ins", "checkpoint", 0)
    write(
        "INSERT INTO floor_check_ins VALUES (1, %(person)s, %(at)s) ON CONFLICT DO NOTHING",
        {"person": person, "at": datetime.now(UTC).isoformat()},
    )
    return {}


@app.post("/signin")
def sign_in() -> Answer:
    PasswordHasher().verify(HASH, request.form["password"])
    write("INSERT INTO floor_sign_ins VALUES (%(token)s, 1)", {"token": os.urandom(16).hex()})
    return {}


@app.get("/health")
def health() -> Answer:
    return {}


def look_up(table: str, column: str, value: int) -> None:
    """Read one row by an index."""
    connection = opened()
    connection.execute(
        f"SELECT * FROM {table} WHERE {column} = {'?' if ON_SQLITE else '%s'}", (value,)
    ).fetchone()
    if not ON_SQLITE:
        connection.rollback()


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
