"""Keys that Word files tell by their look, and the lists and numbers that Word makes itself."""

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from question_bank.formats import word
from question_bank.types import SingleChoice
from tests.question_bank.word_files import LOOKS, OPTIONS, in_list, list_of, numbered_lists, question, saved
from tests.question_bank.word_found import codes, key, texts


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("whole", [True, False], ids=["whole option", "letter"])
@pytest.mark.parametrize("right", range(4))
def test_the_look_of_an_option_is_its_key(look, whole, right):
    document = Document()
    question(document, "Ý nào?", right, look, whole)
    (found,) = word.read(saved(document)).questions
    assert isinstance(found.question, SingleChoice)
    assert (found.question.text, texts(found.question)) == ("Ý nào?", list(OPTIONS))
    assert (key(found.question), found.problems) == ([right], ())


def test_letters_that_are_all_bold_are_no_key():
    document = Document()
    document.add_paragraph("Câu 1: Ý nào?")
    for place, option in enumerate(OPTIONS):
        paragraph = document.add_paragraph()
        run = paragraph.add_run(f"{'ABCD'[place]}. ")
        run.bold = True
        run.underline = place == 2
        paragraph.add_run(option)
    (found,) = word.read(saved(document)).questions
    assert (key(found.question), found.problems) == ([2], ())


def test_an_emphasised_word_within_an_option_is_no_key():
    document = Document()
    question(document, "Ý nào?", 0, options=("một", "hai", "ba"))
    document.paragraphs[-1].add_run(" và còn rất nhiều chữ nữa")
    document.paragraphs[-1].add_run(" không").underline = True
    (found,) = word.read(saved(document)).questions
    assert key(found.question) == [0]


def test_a_look_that_comes_from_a_style_counts():
    document = Document()
    document.add_paragraph("Câu 1: Ý nào?")
    for place, option in enumerate(OPTIONS):
        document.add_paragraph().add_run(f"{'ABCD'[place]}. {option}", style="Strong" if place == 3 else None)
    (found,) = word.read(saved(document)).questions
    assert key(found.question) == [3]


def test_two_looks_that_disagree_are_asked_about():
    document = Document()
    question(document, "Ý nào?", 0, "underline")
    LOOKS["highlight"](document.paragraphs[3].runs[0])
    (found,) = word.read(saved(document)).questions
    assert key(found.question) == []
    assert {"key.disagree", "key.by_underline", "key.by_highlight", "question.no_key"} == {
        p.code for p in found.problems
    }
    assert not found.usable


def test_a_rare_look_yields_to_what_the_file_does():
    document = Document()
    for number in range(1, 8):
        question(document, f"Ý nào là {number}?", number % 4, header=f"Câu {number}: ")
    LOOKS["bold"](document.paragraphs[4].runs[1])
    questions = word.read(saved(document)).questions
    assert [key(found.question) for found in questions] == [[number % 4] for number in range(1, 8)]
    assert [problem.code for problem in questions[0].problems] == ["key.stray", "key.by_bold"]


def test_a_rare_look_alone_is_taken_with_a_word_about_it():
    document = Document()
    for number in range(1, 8):
        look = "bold" if number == 7 else "underline"
        question(document, f"Ý nào là {number}?", 1, look, header=f"Câu {number}: ")
    last = word.read(saved(document)).questions[-1]
    assert key(last.question) == [1]
    assert "key.unusual" in [problem.code for problem in last.problems]


def test_numbers_and_letters_that_word_makes_itself():
    document = Document()
    asked, lettered = numbered_lists(document, ("decimal", "Câu %1:"), ("upperLetter", "%1."))
    questions = list_of(document, asked)
    for number in (1, 2):
        in_list(document.add_paragraph(f"Hỏi {number}?"), questions)
        letters = list_of(document, lettered, restart=True)
        for option in OPTIONS:
            paragraph = in_list(document.add_paragraph(), letters)
            paragraph.add_run(option).bold = option == OPTIONS[number]
    found = word.read(saved(document))
    assert [(item.question.text, texts(item.question), key(item.question)) for item in found.questions] == [
        ("Hỏi 1?", list(OPTIONS), [1]),
        ("Hỏi 2?", list(OPTIONS), [2]),
    ]
    assert codes(found) == []


def test_questions_and_options_on_two_levels_of_one_list():
    document = Document()
    (shared,) = numbered_lists(document, ("decimal", "Câu %1."))
    definition = document.part.numbering_part.element[0]
    definition.append(
        parse_xml(
            f'<w:lvl {nsdecls("w")} w:ilvl="1"><w:start w:val="1"/>'
            '<w:numFmt w:val="upperLetter"/><w:lvlText w:val="%2)"/></w:lvl>'
        )
    )
    one_list = list_of(document, shared)
    for number in (1, 2):
        in_list(document.add_paragraph(f"Hỏi {number}?"), one_list)
        for option in OPTIONS:
            in_list(document.add_paragraph(), one_list, level=1).add_run(option).bold = (
                option == OPTIONS[number]
            )
    found = word.read(saved(document))
    assert [(texts(item.question), key(item.question)) for item in found.questions] == [
        (list(OPTIONS), [1]),
        (list(OPTIONS), [2]),
    ]


def test_statements_whose_true_ones_are_underlined():
    document = Document()
    document.add_paragraph("Câu 1: Trong các ý sau, ý nào đúng, ý nào sai? Mỗi ý ghi Đúng/Sai.")
    for place, text in enumerate(OPTIONS):
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{'abcd'[place]})").underline = place in (0, 2)
        paragraph.add_run(f" {text}")
    (found,) = word.read(saved(document)).questions
    assert [part.right for part in found.question.statements] == [True, False, True, False]


def test_lists_that_share_a_definition_count_on():
    document = Document()
    (asked,) = numbered_lists(document, ("decimal", "%1."))
    for number in (1, 2):
        in_list(document.add_paragraph(f"Hỏi {number}?"), list_of(document, asked))
        for place, option in enumerate(OPTIONS):
            document.add_paragraph(f"{'ABCD'[place]}. {option}")
        document.add_paragraph("Đáp án: A")
    assert [item.question.text for item in word.read(saved(document)).questions] == ["Hỏi 1?", "Hỏi 2?"]
