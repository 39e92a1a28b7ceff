"""`lms questions analyse`."""

import json

from click.testing import CliRunner

from lms.cli import commands

SHEET = "who;1;2;3;4\nkey;A;B;C;D\nLan;A;B;C;D\nMinh;A;C;;D\nTú;B;B;C;A\nAn;A;B;A;\nBình;B;C;A;B\n"


def analyse(tmp_path, text, *options):
    file = tmp_path / "results.csv"
    file.write_text(text, encoding="utf-8")
    return CliRunner().invoke(commands, ["questions", "analyse", str(file), *options])


def test_results_are_analysed_without_a_database(tmp_path):
    told = json.loads(analyse(tmp_path, SHEET, "--json").output)
    assert told["test"]["n"] == 5
    assert [item["item"] for item in told["items"]] == ["1", "2", "3", "4"]
    assert [item["blanks"] for item in told["items"]] == [0, 0, 1, 1]
    assert told["items"][0]["distractors"][0] == {
        "option": "A", "count": 3, "share": 0.6, "right": True, "point_biserial": told["items"][0]["point_biserial"],
        "mean_rest": told["items"][0]["distractors"][0]["mean_rest"],
    }  # fmt: skip


def test_what_is_not_defined_is_null(tmp_path):
    told = json.loads(analyse(tmp_path, "a;b\n1;0\n", "--json").output)
    assert told["test"]["alpha"] is None
    assert told["items"][0]["median_time"] is None


def test_a_model_can_be_asked_for_and_the_lines_are_for_reading(tmp_path):
    found = analyse(tmp_path, SHEET, "--model", "rasch")
    assert found.exit_code == 0
    assert "item\tdifficulty\tse\tdiscrimination\tse" in found.output


def test_a_file_without_results_is_refused_with_one_sentence(tmp_path):
    found = analyse(tmp_path, "a;b\nx;y\n", "--json")
    assert found.exit_code != 0
    assert "is not a mark" in str(found.exception)
