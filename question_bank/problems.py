"""What a reader or a check has to tell a person: a code, its parameters, and where it is.

The sentences are English message ids with named parameters; the web translates `sentence` and fills in `params`,
and does the same with the place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum


class Severity(StrEnum):
    """How much a problem weighs: an error keeps the question out, a question mark asks, a note informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Unit(StrEnum):
    """What a reader counts."""

    LINE = "line"
    PARAGRAPH = "paragraph"
    QUESTION = "question"
    ROW = "row"
    ITEM = "item"


@dataclass(frozen=True, order=True)
class Place:
    """Where in a file: from the first to the last line or paragraph, counted from 1."""

    unit: Unit
    first: int
    last: int

    @property
    def sentence(self) -> str:
        """The English message id, numbers not filled in."""
        return PLACES[self.unit][self.first != self.last]

    @property
    def params(self) -> dict[str, int]:
        return {"first": self.first, "last": self.last}

    def __str__(self) -> str:
        return self.sentence % self.params


@dataclass(frozen=True)
class Problem:
    """One thing a person should know, and where."""

    code: str
    params: Mapping[str, str | int] = field(default_factory=dict)
    place: Place | None = None
    severity: Severity = Severity.WARNING

    @property
    def sentence(self) -> str:
        """The English message id, parameters not filled in."""
        return SENTENCES[self.code]

    @property
    def message(self) -> str:
        """The English sentence, filled in."""
        return self.sentence % self.params

    def at(self, place: Place | None) -> Problem:
        """The same problem with its place, unless it already has one."""
        return self if self.place else replace(self, place=place)


def error(code: str, place: Place | None = None, **params: str | int) -> Problem:
    """A problem that keeps the question from being used."""
    return Problem(code, params, place, Severity.ERROR)


def warning(code: str, place: Place | None = None, **params: str | int) -> Problem:
    """A problem that a person should look at."""
    return Problem(code, params, place, Severity.WARNING)


def note(code: str, place: Place | None = None, **params: str | int) -> Problem:
    """Something left out or changed without harm."""
    return Problem(code, params, place, Severity.NOTE)


PLACES: dict[Unit, tuple[str, str]] = {
    Unit.LINE: ("line %(first)s", "lines %(first)s to %(last)s"),
    Unit.PARAGRAPH: ("paragraph %(first)s", "paragraphs %(first)s to %(last)s"),
    Unit.ROW: ("row %(first)s", "rows %(first)s to %(last)s"),
    Unit.QUESTION: ("question %(first)s", "questions %(first)s to %(last)s"),
    Unit.ITEM: ("item %(first)s", "items %(first)s to %(last)s"),
}

SENTENCES: dict[str, str] = {
    # the test matrix
    "blueprint.empty": "The matrix asks for no question.",
    "blueprint.too_many": "The matrix asks for %(count)s questions; at most %(limit)s are possible.",
    "blueprint.count": "Row %(row)s: the number of questions cannot be negative.",
    "blueprint.points": "Row %(row)s: the points must be more than 0.",
    "blueprint.total": "The points add up to %(points)s instead of %(full)s.",
    "blueprint.section": "Row %(row)s: this section does not exist.",
    "blueprint.row_twice": "Row %(row)s repeats a row above it.",
    # files
    "file.empty": "The file is empty.",
    "file.too_large": "The file is too large: at most %(limit)s MB can be read.",
    "file.unknown": (
        "This kind of file is not known. Word (.docx), Excel (.xlsx, .csv), GIFT, Moodle XML, QTI, Aiken and plain "
        "text can be read."
    ),
    "file.damaged": "The file is damaged and cannot be read.",
    "file.old_word": (
        "This is an old Office file (.doc, .xls) or one with a password. Save it as .docx or .xlsx without a password."
    ),
    "file.unpacks_too_large": "The file unpacks to more than %(limit)s MB and was not read.",
    "file.forbidden_xml": "The file contains declarations that are not allowed and was not read.",
    "file.too_many_lines": "The file has more than %(limit)s lines and was not read. Send it in parts.",
    "file.too_many_parts": "The file is built of too many pieces and was not read. Send it in parts.",
    "file.too_many_questions": "The file has more than %(limit)s questions and was not read. Send it in parts.",
    "file.nothing": "No question was found in the file.",
    "text.guessed_encoding": "The text is not in Unicode; it was read as %(encoding)s. Check the Vietnamese letters.",
    "text.lost_letters": "%(count)s characters could not be read and are shown as \ufffd.",
    "text.left_out": "Not part of any question, left out: “%(text)s”",
    # what a format cannot say
    "format.type": "This format has no questions of the type %(type)s.",
    "format.picture": "This format cannot hold the pictures of this question.",
    "format.field": "This format cannot hold the field %(field)s of this question.",
    # GIFT
    "gift.brace_open": "The answer part is opened with { but never closed.",
    "gift.brace_close": "The answer part is closed with } but never opened.",
    "gift.description": "This text has no answer part, so it is a description and not a question; left out: “%(text)s”",
    "gift.no_answers": "The answer part contains no answer.",
    "gift.few_answers": "The answer part needs at least two answers.",
    "gift.no_arrow": "This pair has no arrow (->): “%(text)s”",
    "gift.no_right": "Nothing stands behind the arrow of this pair: “%(text)s”",
    "gift.not_a_number": "This is not a number: “%(text)s”",
    "gift.second_answer": "There is a second answer part in this question; it was kept as text.",
    "gift.blank_line": "There is an empty line inside the answer part; it was passed over.",
    "gift.no_blank_line": "No empty line separates this question from the one before; read as a new question.",
    "gift.unknown_format": "The text format [%(format)s] is not known; kept as text.",
    "gift.weight": "This weight is not a percentage between -100 and 100; kept as text: “%(text)s”",
    # free Vietnamese text
    "key.disagree": "The signs of the right answer disagree. Choose the right one.",
    "key.stray": "Another sign, which is rare in this file, points elsewhere; it was passed over.",
    "key.unusual": "The right answer is shown in a way that is rare in this file. Check it.",
    "key.by_underline": "Underlined: %(key)s.",
    "key.by_bold": "Bold: %(key)s.",
    "key.by_colour": "Coloured: %(key)s.",
    "key.by_highlight": "Highlighted: %(key)s.",
    "key.by_mark": "Marked “(đúng)”: %(key)s.",
    "key.by_star": "Marked with a star: %(key)s.",
    "key.by_line": "Given in words: %(key)s.",
    "key.by_chosen": "After the word “Chọn”: %(key)s.",
    "key.by_alone": "Letter on a line of its own: %(key)s.",
    "key.by_table": "In the table of answers: %(key)s.",
    "key.several": "Several options are marked as right (%(key)s); read as a question with several right options.",
    "key.outside": "The answer “%(key)s” is not among the options.",
    "key.not_read": "The answer “%(key)s” could not be understood.",
    "key.table_unmatched": "The table of answers names question %(number)s, which is not in the file.",
    "key.table_ambiguous": (
        "Several questions have the number %(number)s; the table of answers cannot tell which is meant."
    ),
    "vietnamese.letters": "The letters of the options are not in order: %(letters)s.",
    "vietnamese.after_key": "Text after the answer was read as the explanation: “%(text)s”",
    "vietnamese.points": "The points belong to the test and not to the question; left out: “%(text)s”",
    "vietnamese.number_gap": "After question %(before)s comes question %(after)s.",
    "vietnamese.number_twice": "The number %(number)s is used more than once.",
    "vietnamese.same_question": "The same as question %(number)s of this file.",
    "vietnamese.read_as_essay": "No options and no answer were found, so this was read as an essay question.",
    "vietnamese.wrapped": "Text after an empty line was added to the last option: “%(text)s”",
    "vietnamese.remnants": "Leftovers of web formatting were removed.",
    # Word
    "word.table": "A table was read as lines, row by row.",
    "word.picture_missing": "A picture is named in the file but not contained in it.",
    "word.picture_kind": "The picture %(name)s is of a kind that browsers cannot show. Replace it by PNG or JPEG.",
    "word.formula": "A formula was read as plain text: “%(text)s”",
    "word.object": "An embedded object was left out.",
    "word.converted_font": "Text in the font %(font)s was converted to Unicode. Check the Vietnamese letters.",
    "word.hidden": "Hidden text was left out: “%(text)s”",
    "word.changes": "The file has tracked changes; deleted text was left out, inserted text was read.",
    "word.macros": "The file carries macros, small programs, and was not read. Save it as .docx without macros.",
    "word.outside": "The file shows pictures or texts that lie outside of it and was not read. Put them into the file.",
    "word.locked": "The file is locked with a password and was not read. Save it without one.",
    "word.margin": "Headers, footers, notes and comments are not read; left out: “%(text)s”",
    # QTI
    "qti.unsupported": "“%(item)s” asks in a way that is not known here (%(kinds)s); it was not read.",
    "qti.several": "“%(item)s” asks several things at once (%(kinds)s); it was not read.",
    "qti.no_interaction": "“%(item)s” asks nothing; left out: “%(text)s”",
    "qti.pairs": "The right pairs of this question are missing or not clear; it was not read: “%(text)s”",
    "qti.order": "The right order of this question is not given; it was not read: “%(text)s”",
    "qti.scoring": "This question is scored in a way that cannot be kept exactly. Check the key and how it is marked.",
    "qti.processing": "The rules of scoring use “%(name)s”, which is not known here; the declared key was taken.",
    "qti.maximum": "No answer earns the stated maximum; the best answer was taken as fully right.",
    "qti.feedback": "Feedback that depends on more than one answer was left out: “%(text)s”",
    "qti.rubric": "A remark beside the question was left out: “%(text)s”",
    "qti.adaptive": "This item changes with the answers; only its first state was read.",
    "qti.template": "This item has values drawn at random; they are missing from its text.",
    "qti.never_shown": "An element that is never shown (%(name)s) was left out: “%(text)s”",
    "qti.object": "An embedded object was left out: %(name)s",
    "qti.outside": "A picture lies outside of the file and was not fetched: %(name)s",
    "qti.picture_missing": "A picture is named in the text but not contained in the file: %(name)s",
    "qti.member": "A file of the package cannot be read: %(name)s",
    "qti.member_missing": "The list of contents names a file that the package does not contain: %(name)s",
    "qti.other_files": "Files of the package that hold no question were not read: %(names)s",
    "qti.test": "The order, sections and rules of the test “%(name)s” were not kept; its questions were read.",
    "qti.unknown_root": "This XML file holds no questions that are known here (%(name)s).",
    "qti.too_deep": "The file is nested too deeply and was not read.",
    "qti.too_many_parts": "The file has too many parts and was not read.",
    # Aiken
    "aiken.no_text": "Options without a question before them: “%(text)s”",
    "aiken.wrapped": "The question stands on several lines; they were joined.",
    "aiken.no_options": "This text has no options and was left out: “%(text)s”",
    "aiken.no_answer": "The line ANSWER: is missing.",
    "aiken.answer_unknown": "The answer %(key)s is not among the options.",
    "aiken.letters": "The letters of the options are not in order.",
    # what the bank has already
    "bank.known": "The bank asks this already, in question %(number)s; not stored again.",
    "bank.near": "Nearly the same as question %(number)s of the bank.",
    "bank.picture": "A picture at another address was left out: %(address)s. Put it into the file itself.",
    "bank.too_large": "The bank has over %(number)s questions: what is nearly the same was sought in this file only.",
    "bank.topics": "No topic of the programme is called so; choose one for these questions: %(topics)s",
    "bank.twice": "The same as question %(number)s of this file; not stored again.",
    # sheets
    "sheet.no_columns": "It is not clear which column holds the questions. Put a row of headings above them.",
    "sheet.column_left_out": "Column %(column)s (“%(head)s”) is not known; what stands in it was left out.",
    "sheet.guessed_columns": "There is no row of headings; the columns were told from their content: %(columns)s.",
    "sheet.others": "Only the sheet “%(sheet)s” was read; left out: %(names)s.",
    "sheet.no_text": "This row has no question; left out: “%(text)s”",
    "sheet.date": "Cell %(cell)s holds a date and was read as %(text)s. Check it.",
    "sheet.fault": "Cell %(cell)s holds the fault %(text)s.",
    "sheet.type": "The type “%(text)s” is not known; it was told from the answers.",
    "sheet.level": "The level “%(text)s” is not known; left out.",
    "sheet.marking": "The marking “%(text)s” is not known; left out.",
    "sheet.pair": "This pair has no arrow (->): “%(text)s”",
    "sheet.unused_options": "This type has no options; left out: “%(text)s”",
    "sheet.gap_in_options": "There is an empty option between others; it was passed over.",
    "sheet.key_number": "The answer “%(key)s” could be a number or the text of an option; the text was taken.",
    "sheet.too_wide": "The sheet has more than %(limit)s columns and was not read.",
    # Moodle XML
    "moodle.type": "Questions of Moodle's type %(type)s cannot be kept; left out: %(title)s. “%(text)s”",
    "moodle.description": "“%(title)s” is a description and not a question; left out: “%(text)s”",
    "moodle.category": "What is written about the category %(topic)s is not kept: “%(text)s”",
    "moodle.not_kept": "Settings of Moodle that have no place here were left out: %(what)s",
    "moodle.text_format": "The text format %(format)s is not known here; its signs were kept as they stand.",
    "moodle.file_left_out": "The file %(name)s is not a picture shown in the text; it was left out.",
    "moodle.picture_elsewhere": "A picture stands at another address and is not kept: %(address)s",
    "moodle.fraction": "This is not a percentage between -100 and 100: “%(text)s”",
    "moodle.true_false": "The answer “%(text)s” was taken for true or false by its place. Check the key.",
    "moodle.no_right": "A pair has nothing on its right side.",
    "moodle.ordering_marks": "The marking %(text)s is not known; each item at its place earns its share.",
    "moodle.gap_open": "A gap is opened but never closed: “%(text)s”",
    "moodle.gap_kind": "Gaps of the kind %(kind)s cannot be kept; the question was left out.",
    # the question itself
    "question.no_text": "The question has no text.",
    "question.no_key": "No right answer is given.",
    "question.several_keys": "Several options are right, but only one can be chosen; each earns the full mark.",
    "question.too_many_answers": "The question has more than %(limit)s answers and was not read.",
    "question.few_options": "The question needs at least two options.",
    "question.empty_option": "Option %(option)s is empty.",
    "question.same_option": "Options %(first)s and %(second)s are the same.",
    "question.no_full_mark": "No choice of options gives the full mark.",
    "question.no_accepted": "No accepted answer is given.",
    "question.statement_unkeyed": "Statement %(option)s is marked neither true nor false.",
    "question.few_pairs": "Matching needs at least two pairs.",
    "question.few_items": "Ordering needs at least two items.",
    "question.no_gaps": "The text has no gap to fill in.",
    "question.gap_type": "Gap %(gap)s cannot be of this type: only a word, a number or a list fits into a text.",
    "question.gap_weight": "The weight of gap %(gap)s must be at least 1.",
    "question.near": "Nearly the same as question %(number)s of this file.",
    "question.unit": "The unit %(unit)s is empty, a number or given twice, or its size is not more than 0.",
    "question.gap_missing": "Gap %(gap)s is not found in the text.",
    "question.gap_unknown": "The text names gap %(gap)s, which has no answer.",
}
