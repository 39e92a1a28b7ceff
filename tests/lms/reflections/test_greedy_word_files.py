"""Word files that are made to cost much: read or refused with a sentence, within little memory and time.

What the files of `word_files.HOSTILE` are refused for stands in `test_word_files.py`; here it is what they cost.
"""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.lms.reflections.greedy_word_files import GREEDY
from tests.lms.reflections.word_files import HOSTILE
from tests.scale import chosen, scale

MEGABYTES = 300
SECONDS = 5
FILES: dict[str, Callable[[], bytes]] = {name: make for name, (make, _why) in HOSTILE.items()} | GREEDY


@pytest.mark.one_database
@pytest.mark.parametrize("name", chosen(list(FILES), 12))
def test_a_greedy_word_file_is_read_or_refused_within_its_memory_and_time(
    name: str, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    source = tmp_path / "source"
    source.write_bytes(FILES[name]())
    told = subprocess.run(
        [sys.executable, "-m", "tests.lms.reflections.greedy_word_files", str(source), str(tmp_path)],
        capture_output=True,
        check=True,
        timeout=600,
    )
    cost = json.loads(told.stdout)
    record_property("cost", cost)
    assert cost["megabytes"] < MEGABYTES
    assert cost["said"] == "read" or list(tmp_path.iterdir()) == [source]
    # Time is measured by `make prove` only.
    assert scale() < 1 or cost["seconds"] < SECONDS
