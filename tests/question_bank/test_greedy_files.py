"""Files made to cost as much as they can: read or refused with a sentence, within little memory and time."""

import subprocess
import sys

import pytest

from tests.question_bank.greedy_files import FILES, MILLION
from tests.scale import chosen, scale

MEGABYTES = 300
SECONDS = 5
SECONDS_PER_MEGABYTE = 2


@pytest.mark.parametrize("name", chosen(list(FILES), 4))
def test_a_greedy_file_is_read_or_refused_within_its_memory_and_time(name: str) -> None:
    told = subprocess.run(
        [sys.executable, "-m", "tests.question_bank.greedy_files", name],
        capture_output=True,
        text=True,
        check=True,
        timeout=600,
    )
    took, megabytes, size, questions, *codes = told.stdout.split()
    assert int(megabytes) < MEGABYTES
    assert int(questions) or codes
    # Time is measured by `make prove` only.
    assert scale() < 1 or float(took) < max(SECONDS, SECONDS_PER_MEGABYTE * int(size) / MILLION)
