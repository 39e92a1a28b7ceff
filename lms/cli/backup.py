"""`lms backup` and `lms restore`: one .tar file with the database and the uploads, checked before it is believed."""

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import click
from sqlalchemy.engine import make_url

from lms.cli.database import present, wanted
from lms.cli.installation import Refused, config_for, stores
from lms.config import Config
from lms.web import clock

FORMAT = 1
LARGEST = 200 * 1024**3


@click.command()
@stores
@click.argument("target", type=click.Path(path_type=Path))
def backup(database_url: str | None, data_dir: Path | None, target: Path) -> None:
    """Write database and uploads to TARGET (a .tar), while the server goes on."""
    config = config_for(database_url, data_dir)
    if target.exists():
        raise Refused(f"{target} exists already. Choose another name: a backup is never overwritten.")
    with tempfile.TemporaryDirectory(dir=config.data_dir, prefix=".backup-") as folder:
        dump = dump_database(config, Path(folder))
        manifest = describe(config, dump, clock.now())
        pack(config, dump, manifest, target)
    click.echo(f"{target}: {manifest['files']} files, schema {manifest['schema']}")


@click.command()
@stores
@click.argument("source", type=click.Path(path_type=Path, exists=True))
@click.option("--replace", is_flag=True, help="Replace an installation that has data.")
def restore(database_url: str | None, data_dir: Path | None, source: Path, replace: bool) -> None:
    """Bring database and uploads back from SOURCE. Stop the server first. Nothing is touched before all is checked."""
    config = config_for(database_url, data_dir)
    if present(config) is not None and not replace:
        raise Refused("This installation holds data. Say --replace to put the backup in its place.")
    with tempfile.TemporaryDirectory(dir=config.data_dir, prefix=".restore-") as name:
        folder = Path(name)
        manifest = unpack(source, folder)
        check_backup(config, folder, manifest)
        put_in_place(config, folder)
    click.echo(f"Restored {source}: made {manifest['made_at']}, schema {manifest['schema']}")


def dump_database(config: Config, folder: Path) -> Path:
    """A consistent copy of the database: SQLite by its online backup, PostgreSQL by pg_dump."""
    if config.database_url.startswith("sqlite"):
        return copy_sqlite(database_file(config), folder / "database.sqlite")
    target = folder / "database.dump"
    call("pg_dump", "--format=custom", "--no-owner", f"--file={target}", plain_url(config))
    return target


def copy_sqlite(source: Path, target: Path) -> Path:
    if not source.exists():
        raise Refused(f"There is no database at {source}.")
    with sqlite3.connect(source) as live, sqlite3.connect(target) as copy:
        live.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
        problem = copy.execute("PRAGMA integrity_check").fetchone()[0]
    live.close()
    copy.close()
    if problem != "ok":
        raise Refused(
            f"The database is damaged: {problem}. No backup was made; call for help before anything else."
        )
    return target


def describe(config: Config, dump: Path, now: datetime) -> dict[str, object]:
    return {
        "format": FORMAT,
        "made_at": now.isoformat(),
        "schema": present(config),
        "database": dump.name,
        "sha256": file_hash(dump),
        "files": sum(1 for _path in uploads(config)),
    }


def pack(config: Config, dump: Path, manifest: dict[str, object], target: Path) -> None:
    """Write to a temporary name, sync, then rename: half a backup never carries the name of a whole one."""
    temporary = target.with_name(f".{target.name}.part")
    (dump.parent / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    try:
        with temporary.open("wb") as raw:
            with tarfile.open(fileobj=raw, mode="w") as archive:
                archive.add(dump.parent / "manifest.json", "manifest.json")
                archive.add(dump, dump.name)
                for path in uploads(config):
                    archive.add(path, f"files/{path.name}")
            raw.flush()
            os.fsync(raw.fileno())
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


def unpack(source: Path, folder: Path) -> dict[str, object]:
    """Only plain files with the names that a backup has; whatever else is in there makes it no backup of ours."""
    try:
        with tarfile.open(source) as archive:
            for member in archive:
                if not member.isfile() or not known_name(member.name) or member.size > LARGEST:
                    raise Refused(
                        f"{source} is not a backup of Sen: it holds {member.name!r}. Nothing was changed."
                    )
                _take_out(archive, member, folder)
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    except (tarfile.TarError, OSError, ValueError, EOFError) as error:
        raise Refused(
            f"{source} cannot be read as a backup ({type(error).__name__}). Nothing was changed."
        ) from None
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise Refused(f"{source} is not a backup of Sen. Nothing was changed.")
    return manifest


def _take_out(archive: tarfile.TarFile, member: tarfile.TarInfo, folder: Path) -> None:
    """Only the bytes, under a name that is known: no owner, no mode, no link (Python 3.11.2 has no filters yet)."""
    target = folder / member.name
    target.parent.mkdir(exist_ok=True)
    content = archive.extractfile(member)
    if content is None:
        raise tarfile.ReadError(member.name)
    with content, target.open("wb") as file:
        shutil.copyfileobj(content, file)


def known_name(name: str) -> bool:
    if name in {"manifest.json", "database.sqlite", "database.dump"}:
        return True
    folder, _, digest = name.partition("/")
    return folder == "files" and len(digest) == 64 and set(digest) <= set("0123456789abcdef")


def check_backup(config: Config, folder: Path, manifest: dict[str, object]) -> None:
    dump = folder / str(manifest.get("database"))
    if not dump.is_file() or file_hash(dump) != manifest.get("sha256"):
        raise Refused("The database in this backup is damaged. Nothing was changed.")
    if manifest.get("schema") != wanted():
        raise Refused(
            f"This backup has schema {manifest.get('schema')}, this version of Sen {wanted()}. Nothing was changed."
        )
    if config.database_url.startswith("sqlite") != (dump.suffix == ".sqlite"):
        raise Refused("This backup is of the other kind of database. Nothing was changed.")
    damaged = [path.name for path in (folder / "files").glob("*") if file_hash(path) != path.name]
    if damaged:
        raise Refused(
            f"{len(damaged)} uploads in this backup are damaged, first {damaged[0]}. Nothing was changed."
        )


def put_in_place(config: Config, folder: Path) -> None:
    """Files first: they do no harm without rows. Then the database, in one step."""
    for path in (folder / "files").glob("*"):
        final = config.data_dir / "files" / path.name[:2] / path.name
        final.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(path, final)
    if config.database_url.startswith("sqlite"):
        target = database_file(config)
        for suffix in ("-wal", "-shm"):  # an old log would be played over the restored database
            target.with_name(target.name + suffix).unlink(missing_ok=True)
        os.replace(folder / "database.sqlite", target)  # noqa: PTH105 - the same, said as the system says it
    else:
        options = ("--clean", "--if-exists", "--no-owner", "--single-transaction", "--exit-on-error")
        call("pg_restore", *options, f"--dbname={plain_url(config)}", str(folder / "database.dump"))


def call(program: str, *arguments: str) -> None:
    if shutil.which(program) is None:
        raise Refused(f"{program} is not installed here. Install PostgreSQL's client programs and try again.")
    done = subprocess.run([program, *arguments], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Refused(
            f"{program} failed: {done.stderr.strip().splitlines()[-1] if done.stderr.strip() else 'no reason given'}"
        )


def uploads(config: Config) -> Iterator[Path]:
    return (path for path in sorted((config.data_dir / "files").glob("??/*")) if path.is_file())


def database_file(config: Config) -> Path:
    return Path(str(make_url(config.database_url).database))


def plain_url(config: Config) -> str:
    return config.database_url.replace("postgresql+psycopg://", "postgresql://")


def file_hash(path: Path) -> str:
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
