"""Files of questions into the bank and out of it, from the command line."""

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from lms.cli import commands, main
from question_bank.encoding import decode
from question_bank.formats import moodle_xml, sheets
from tests.question_bank.examples import CAPITAL, FOUR, TALK, WORD
from tests.servers import tables

GOOD_KEY = "Zq3-7hQm_0xKpW9sVtYb2LfNc8RjUe5a"
GIFT = """$CATEGORY: Chương 1

// [id:C1] [tag:NB]
::Một:: Một cộng một? {=hai ~ba}

Chỉ là chữ.

Hai cộng hai? {~bốn ~năm}

Một cộng một? {=hai ~ba}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An installation with an empty bank."""
    tables.install(tmp_path / "data")
    return tmp_path / "data"


def lms(folder: Path, *words: str) -> Result:
    environ = {"SEN_MODE": "testing", "SEN_SECRET_KEY": GOOD_KEY}
    return CliRunner().invoke(commands, ["questions", *words, "--data", str(folder)], env=environ)


def told(folder: Path, data: bytes, *words: str) -> dict[str, Any]:
    file = folder / "câu hỏi"
    file.write_bytes(data)
    found: dict[str, Any] = json.loads(lms(folder, "import", str(file), "--json", *words).stdout)
    return found


def test_a_file_is_read_stored_and_all_that_is_not_stored_is_named(folder: Path) -> None:
    found = told(folder, GIFT.encode())
    assert (found["format"], found["read"], found["stored"]) == ("gift", 3, 1)
    first = decode(found["questions"][0])
    assert (first.title, first.code, first.topic, first.level) == ("Một", "C1", "Chương 1", "NB")
    assert {(problem["place"], problem["severity"]) for problem in found["problems"]} == {
        ("line 6", "warning"),
        ("line 8", "error"),
        ("line 10", "note"),
        (None, "note"),
    }
    assert found["problems"][-1]["message"].endswith("choose one for these questions: Chương 1")


def test_the_second_import_changes_nothing(folder: Path) -> None:
    told(folder, GIFT.encode())
    before = (folder / "sen.db").read_bytes() if (folder / "sen.db").exists() else b""
    again = told(folder, GIFT.encode())
    assert (again["read"], again["stored"]) == (3, 0)
    assert "The bank asks this already" in str(again["problems"])
    assert before == ((folder / "sen.db").read_bytes() if before else b"")


def test_a_dry_run_stores_nothing(folder: Path) -> None:
    assert told(folder, GIFT.encode(), "--dry-run")["stored"] == 0
    assert told(folder, GIFT.encode())["stored"] == 1


@pytest.mark.parametrize(
    "data,name",
    [(moodle_xml.write([CAPITAL, WORD]), "moodle_xml"), (sheets.write([CAPITAL, FOUR]), "sheet")],
)
def test_other_formats_are_found_and_stored(folder: Path, data: bytes, name: str) -> None:
    found = told(folder, data)
    assert (found["format"], found["stored"], found["problems"]) == (name, 2, [])


def test_columns_can_be_corrected(folder: Path) -> None:
    data = "1;Thủ đô?;Hà Nội;Huế;Vinh;A\n2;Sông?;Hồng;Mã;Cả;C".encode()
    found = told(folder, data, "--format", "csv", "--columns", "E=explanation")
    assert [question["explanation"] for question in found["questions"]] == ["Vinh", "Cả"]
    refused = lms(folder, "import", str(folder / "câu hỏi"), "--columns", "E=riddle")
    assert "does not say what a column means" in str(refused.exception)


@pytest.mark.parametrize("data", [b"<!DOCTYPE quiz []><quiz/>", b"PK\x03\x04", b"%PDF-1.7", b""])
def test_what_cannot_be_read_is_one_sentence_and_a_failure(folder: Path, data: bytes) -> None:
    file = folder / "x"
    file.write_bytes(data)
    done = lms(folder, "import", str(file), "--json")
    assert done.exit_code == 1
    assert len(json.loads(done.stdout)["problems"]) == 1


def test_an_unknown_bank_is_one_clear_line(folder: Path) -> None:
    (folder / "x").write_text(GIFT, encoding="utf-8")
    assert "no programme with the code X9" in str(
        lms(folder, "import", str(folder / "x"), "--bank", "X9").exception
    )


@pytest.mark.parametrize("name", ["gift", "moodle-xml", "xlsx", "aiken"])
def test_what_is_exported_is_known_when_it_comes_back(folder: Path, name: str) -> None:
    told(folder, moodle_xml.write([CAPITAL, WORD, TALK]))
    done = lms(folder, "export", "--format", name, "--output", str(folder / "out"))
    assert done.exit_code == 0
    held = {"aiken": 1, "gift": 2}.get(name, 3)
    assert f"{held} questions written, {3 - held} left out" in done.stderr
    again = told(folder, (folder / "out").read_bytes())
    assert (again["read"], again["stored"]) == (held, 0)


def test_pairs_of_the_bank_that_ask_nearly_the_same_are_named(folder: Path) -> None:
    other = replace(CAPITAL, text=f"{CAPITAL.text} Chọn một.")
    named = told(folder, moodle_xml.write([CAPITAL, WORD]))
    assert named["problems"] == []
    assert "Nearly the same as question 1 of the bank" in str(
        told(folder, moodle_xml.write([other]))["problems"]
    )
    [pair] = json.loads(lms(folder, "near", "--json").stdout)["pairs"]
    assert (pair["first"], pair["second"]) == (1, 3)
    shown = lms(folder, "near")
    assert "1 and 3" in shown.stdout
    assert "nearly so: 1" in shown.stderr


def test_a_database_without_tables_is_said_to_be_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in (("SEN_MODE", "testing"), ("SEN_SECRET_KEY", GOOD_KEY)):
        monkeypatch.setenv(name, value)
    words = ["questions", "export", "--format", "gift", "--data", str(tmp_path)]
    monkeypatch.setattr(sys, "argv", ["lms", *words])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 1
    assert "lms db upgrade. Nothing was done." in capsys.readouterr().err
