"""PostgreSQL is not there when Sen starts: one clear line and an exit, so that whoever manages services tries again."""

import subprocess
import sys
from pathlib import Path

from tests.servers.live import ROOT, Sen, free_port


def test_a_server_without_its_database_says_so_in_one_line_and_ends(tmp_path: Path) -> None:
    sen = Sen(f"postgresql://sen@127.0.0.1:{free_port()}/nowhere", tmp_path)
    words = ["serve", "--database", sen.database_url, "--data", str(tmp_path), "--port", str(free_port())]
    done = subprocess.run(
        [sys.executable, "-m", "lms", *words],
        cwd=ROOT,
        env=sen.environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith("The database does not answer. Nothing was done.")
