"""Every problem has its sentence, in both languages."""

import ast
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from question_bank.problems import PLACES, SENTENCES, Place, Unit, error, note, warning

ROOT = Path(__file__).resolve().parents[2]
PARTS = ROOT / "lms" / "translations" / "vi" / "parts"


def codes_in_use():
    """The codes that the library gives away, and the bank that stores what it read."""
    bank = [ROOT / "lms" / "cli" / "questions.py", *(ROOT / "lms" / "questions").rglob("*.py")]
    for path in [*(ROOT / "question_bank").rglob("*.py"), *bank]:
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(call, ast.Call)
                and isinstance(call.func, ast.Name)
                and call.func.id in {"error", "warning", "note"}
            ):
                yield from (part.value for part in ast.walk(call.args[0]) if isinstance(part, ast.Constant))


def refusals():
    """The sentences that answers are refused with."""
    for path in (ROOT / "question_bank" / "types").glob("*.py"):
        yield from re.findall(r'(?<!")"((?:This|Each) [^"]+\.)"(?!")', path.read_text(encoding="utf-8"))
    yield "This option does not belong to the question."


def translated():
    found = {}
    for part in PARTS.glob("question_*.po"):
        with part.open("rb") as file:
            found |= {message.id: message.string for message in read_po(file, locale="vi") if message.id}
    return found


def test_every_code_has_a_sentence_and_every_sentence_a_use():
    used = {code for code in codes_in_use() if not code.startswith("key.by_")}
    kept = {code for code in SENTENCES if not code.startswith("key.by_")}
    assert used == kept


def test_every_sentence_is_there_in_vietnamese_with_the_same_parameters():
    found = translated()
    sentences = [*SENTENCES.values(), *(text for pair in PLACES.values() for text in pair), *refusals()]
    assert [text for text in sentences if not found.get(text)] == []
    assert [text for text in sentences if names(text) != names(found[text])] == []


def test_a_problem_fills_in_its_sentence_and_keeps_its_first_place():
    place = Place(Unit.LINE, 3, 5)
    problem = error("key.outside", key="E").at(place).at(Place(Unit.LINE, 9, 9))
    assert problem.message == "The answer “E” is not among the options."
    assert str(problem.place) == "lines 3 to 5"


@pytest.mark.parametrize("make,severity", [(error, "error"), (warning, "warning"), (note, "note")])
def test_a_problem_says_how_much_it_weighs(make, severity):
    assert make("file.empty").severity == severity


def names(text):
    return set(re.findall(r"%\((\w+)\)s", text))
