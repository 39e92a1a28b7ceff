"""A server is alone at its address, and says where it is when it is there."""

import logging
import socket
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from lms.cli import commands, listening
from lms.cli.installation import Refused
from lms.cli.server import LOGS, Server

HERE = "127.0.0.1"


@pytest.fixture
def other() -> Iterator[socket.socket]:
    """Another program, which listens as servers with several processes do."""
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind((HERE, 0))
        other.listen()
        yield other


@pytest.mark.parametrize("host", [HERE, "0.0.0.0"])  # noqa: S104 - that is the case
def test_a_port_that_somebody_has_is_not_shared(
    host: str, other: socket.socket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listening, "PATIENCE", 0)
    port = other.getsockname()[1]
    where = ["--host", host, "--port", str(port), "--data", str(tmp_path / "demo")]
    with pytest.raises(Refused, match=f"Port {port} is taken"):
        CliRunner().invoke(commands, ["demo", *where], catch_exceptions=False)
    assert not (tmp_path / "demo").exists()


def test_a_port_that_is_left_a_moment_later_is_waited_for(other: socket.socket) -> None:
    threading.Timer(0.3, other.close).start()
    listening.require_free(HERE, other.getsockname()[1])


def test_an_address_of_another_machine_is_refused_in_a_sentence() -> None:
    with pytest.raises(Refused, match=r"Cannot listen on 192\.0\.2\.1, port 8000"):
        listening.require_free("192.0.2.1", 8000)


def test_the_address_is_told_once_it_answers() -> None:
    told = threading.Event()
    with socket.socket() as server:
        server.bind((HERE, 0))
        listening.tell_when_up(HERE, server.getsockname()[1], told.set)
        assert not told.wait(0.3)
        server.listen()
        assert told.wait(30)


def test_what_the_server_logs_stands_beside_what_the_command_answers() -> None:
    Server("lms.wsgi:app", log_dictconfig=LOGS)
    streams = {handler.stream for handler in logging.getLogger("_granian").handlers}  # type: ignore[attr-defined]
    assert sys.stdout not in streams
    assert streams == {sys.stderr}


def test_a_demo_of_too_few_people_is_refused_in_one_sentence(tmp_path: Path) -> None:
    """Its classes want somebody who has come, written and passed."""
    answer = CliRunner().invoke(commands, ["demo", "--people", "4", "--data", str(tmp_path / "demo")])
    assert answer.exit_code == 2
    assert "4 is not in the range x>=5" in answer.output
    assert not (tmp_path / "demo").exists()
