"""A backup brings everything back, and what is not a whole backup of ours brings nothing."""

import io
import json
import shutil
import tarfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import text

from lms import database
from lms.cli import commands
from lms.cli.installation import Refused
from tests.servers import tables


def lms(*words: str) -> Result:
    return CliRunner().invoke(commands, list(words), env={"SEN_MODE": "testing", "SEN_SECRET_KEY": "k" * 40})


@pytest.fixture
def installation(made: Path, tmp_path: Path) -> Path:
    """A SQLite installation with an account and an upload."""
    return shutil.copytree(made, tmp_path / "here")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The one that is copied for each test: hashing a password takes its time."""
    folder = tmp_path_factory.mktemp("installation")
    tables.install(folder)
    assert (
        lms(
            "user", "add", "tam", "--name", "Đỗ Minh Tâm", "--role", "administrator", "--data", str(folder)
        ).exit_code
        == 0
    )
    upload = folder / "files" / "ba"
    upload.mkdir(parents=True)
    (upload / "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad").write_bytes(b"abc")
    return folder


def test_restoring_elsewhere_brings_people_and_uploads_back(installation: Path, tmp_path: Path) -> None:
    saved, there = tmp_path / "sen.tar", tmp_path / "there"
    assert lms("backup", str(saved), "--data", str(installation)).exit_code == 0
    assert lms("restore", str(saved), "--data", str(there)).exit_code == 0
    assert "Đỗ Minh Tâm" in lms("user", "list", "--data", str(there)).output
    assert [path.read_bytes() for path in (there / "files").glob("??/*")] == [b"abc"]


def test_a_stale_log_is_not_played_over_the_restored_database(installation: Path, tmp_path: Path) -> None:
    saved = tmp_path / "sen.tar"
    lms("backup", str(saved), "--data", str(installation))
    (installation / "sen.sqlite-wal").write_bytes(b"an old log")
    assert lms("restore", str(saved), "--data", str(installation), "--replace").exit_code == 0
    assert "Đỗ Minh Tâm" in lms("user", "list", "--data", str(installation)).output


def test_data_is_never_replaced_without_a_word(installation: Path, tmp_path: Path) -> None:
    saved = tmp_path / "sen.tar"
    lms("backup", str(saved), "--data", str(installation))
    assert isinstance(lms("restore", str(saved), "--data", str(installation)).exception, Refused)
    assert isinstance(lms("backup", str(saved), "--data", str(installation)).exception, Refused)


@pytest.mark.parametrize(
    "harm", ["truncated", "not-a-tar", "path", "link", "changed-database", "changed-upload", "other-schema"]
)
def test_what_is_not_a_whole_backup_changes_nothing(installation: Path, tmp_path: Path, harm: str) -> None:
    saved = tmp_path / "sen.tar"
    lms("backup", str(saved), "--data", str(installation))
    _harm(saved, harm)
    before = _people(installation)
    done = lms("restore", str(saved), "--data", str(installation), "--replace")
    assert isinstance(done.exception, Refused), done.output
    assert _people(installation) == before
    assert not (tmp_path / "escaped").exists()
    assert not list(installation.glob(".restore-*"))


def _harm(saved: Path, harm: str) -> None:
    if harm == "truncated":
        saved.write_bytes(saved.read_bytes()[:3000])
        return
    if harm == "not-a-tar":
        saved.write_bytes(b"this is no archive" * 100)
        return
    with tarfile.open(saved) as archive:
        parts = {member.name: archive.extractfile(member).read() for member in archive}  # type: ignore[union-attr]
    manifest = json.loads(parts["manifest.json"])
    if harm == "changed-database":
        parts["database.sqlite"] = parts["database.sqlite"][:-1] + b"x"
    elif harm == "changed-upload":
        parts = {name: b"xyz" if name.startswith("files/") else body for name, body in parts.items()}
    elif harm == "other-schema":
        parts["manifest.json"] = json.dumps(manifest | {"schema": "9999"}).encode()
    with tarfile.open(saved, "w") as archive:
        for name, body in parts.items():
            archive.addfile(_member(name, len(body)), io.BytesIO(body))
        if harm == "path":
            archive.addfile(_member("../escaped", 1), io.BytesIO(b"x"))
        if harm == "link":
            link = tarfile.TarInfo("files/" + "a" * 64)
            link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
            archive.addfile(link)


def _member(name: str, size: int) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.size = size
    return member


def _people(folder: Path) -> list[tuple[object, ...]]:
    engine = database.create_engine(f"sqlite:///{folder / 'sen.sqlite'}")
    with engine.connect() as connection:
        rows = [tuple(row) for row in connection.execute(text("SELECT * FROM people"))]
    engine.dispose()
    return rows
