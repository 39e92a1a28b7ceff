"""The words that stand on paper, in the language of whoever prints."""

from dataclasses import dataclass

from flask_babel import gettext as _


@dataclass(frozen=True)
class Words:
    """Some hold places: %(number)s, {page}."""

    question: str
    points: str
    paper: str
    footer: str
    sheet_footer: str
    places: tuple[str, str, str, str]
    end: str
    sheet: str
    sheet_hint: str
    case: str
    case_one: str
    several: str
    true_false: str
    statements: str
    statement: str
    matching: str
    ordering: str
    answer: str
    essay: str
    column: str
    person: str
    key: str


def words_of_paper() -> Words:
    return Words(
        question=_("Question %(number)s.", number="%(number)s"),
        points=_("(%(points)s points)", points="%(points)s"),
        paper=_("Paper %(code)s", code="%(code)s"),
        footer=_("Page %(page)s/%(pages)s – Paper %(code)s", page="{page}", pages="{pages}", code="%(code)s"),
        sheet_footer=_(
            "Answer sheet, page %(page)s/%(pages)s – Paper %(code)s",
            page="{page}",
            pages="{pages}",
            code="%(code)s",
        ),
        places=(_("Full name"), _("No. on the list"), _("Unit"), _("Signature")),
        end=_("– END –"),
        sheet=_("ANSWER SHEET"),
        sheet_hint=_(
            "Cross the letter of your answer. To change, circle the wrong cross and cross another. "
            "In statements: Đ for true, S for false."
        ),
        case=_(
            "Read the situation and answer questions %(first)s to %(last)s:",
            first="%(first)s",
            last="%(last)s",
        ),
        case_one=_("Read the situation and answer question %(first)s:", first="%(first)s"),
        several=_("Several options can be right."),
        true_false=_("True (Đ) or false (S)?"),
        statements=_("Of each statement: true (Đ) or false (S)?"),
        statement=_("Statement"),
        matching=_("For each number write the letter that belongs to it."),
        ordering=_("Write the letters in the right order."),
        answer=_("Answer:"),
        essay=_("Write on the lined pages of the answer sheet."),
        column=_("Question"),
        person=_("a person marks it"),
        key=_("KEY"),
    )
