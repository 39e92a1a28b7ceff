"""The tests' own machinery: skips are failures, sizes follow one setting, both databases are real."""

import psycopg
import pytest

from tests import run, skips
from tests.conftest import _no_silent_skip
from tests.icu import in_vietnamese_order
from tests.scale import scaled


def report(outcome):
    return pytest.TestReport(
        "tests/a.py::test_b[1]", ("tests/a.py", 1, "test_b"), {}, outcome, "Skipped: later", "call"
    )


def test_a_skip_fails():
    assert _no_silent_skip(report("skipped")).failed


def test_a_skip_with_a_written_reason_is_let_through(monkeypatch):
    monkeypatch.setitem(skips.ALLOWED, "tests/a.py::test_b", "needs a printer")
    assert _no_silent_skip(report("skipped")).skipped


def test_what_passed_stays_passed():
    assert _no_silent_skip(report("passed")).passed


@pytest.mark.parametrize("setting, size", [("1", 1000), ("0.1", 100), ("0.0001", 5)])
def test_one_setting_decides_the_size(monkeypatch, setting, size):
    monkeypatch.setenv("SEN_PROVE_SCALE", setting)
    assert scaled(1000, least=5) == size


def test_a_group_is_a_folder_of_tests():
    assert run.group("architecture") == ["tests/architecture"]
    assert run.group("install") == ["tests/lms/install"]


def test_an_unknown_group_is_refused_with_the_known_ones():
    with pytest.raises(SystemExit, match="architecture"):
        run.group("nowhere")


def test_postgresql_is_real_and_has_what_search_needs(databases):
    with psycopg.connect(databases.new("postgresql")) as connection:
        connection.execute("CREATE EXTENSION unaccent")
        assert connection.execute("SELECT unaccent('Nguyễn Đức Đạt')").fetchone() == ("Nguyen Duc Dat",)


def test_every_database_is_new(databases, backend):
    assert databases.new(backend) != databases.new(backend)


def test_icu_sorts_as_vietnamese_do():
    assert in_vietnamese_order(["Đạt", "Dũng", "Ân", "Ăn", "An"]) == ["An", "Ăn", "Ân", "Dũng", "Đạt"]
