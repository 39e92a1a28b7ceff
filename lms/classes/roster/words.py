"""What codes and fields are called on a page, in the error file and on the command line."""

from typing import Any

from flask_babel import lazy_gettext as _, lazy_pgettext

from lms.classes.models import RowDecision, RowOutcome
from lms.classes.roster.columns import Field
from lms.classes.roster.problems import Problem

FIELDS: dict[str, Any] = {
    Field.NOTHING: _("Leave this column out"),
    Field.ORDINAL: _("Number in the list"),
    Field.NAME: _("Full name"),
    Field.FAMILY: _("Family and middle name"),
    Field.GIVEN: _("Given name"),
    Field.BIRTH: _("Date or year of birth"),
    Field.BIRTH_MALE: _("Birth, if a man"),
    Field.BIRTH_FEMALE: _("Birth, if a woman"),
    Field.SEX: _("Sex"),
    Field.POSITION: _("Position held"),
    Field.WORKPLACE: _("Place of work"),
    Field.UNIT: _("Cell or unit"),
    Field.UNIT_ABOVE: _("Unit above"),
    Field.PHONE: _("Phone number"),
    Field.EMAIL: _("E-mail"),
    Field.CITIZEN_ID: _("Citizen number"),
    Field.CARD_NO: _("Number of the member's card"),
    Field.MEMBER_CODE: _("Member code"),
    Field.GROUP: _("Group"),
    Field.NOTE: _("Remark"),
}
# Columns of people that no single column of the file is.
VALUES: dict[str, Any] = {
    "full_name": _("Full name"),
    "birth_date": _("Date of birth"),
    "birth_year": _("Year of birth"),
    "unit_id": _("Unit"),
}
OUTCOMES: dict[RowOutcome, tuple[Any, str, str]] = {
    RowOutcome.NEW: (lazy_pgettext("roster row", "New"), "success", "plus"),
    RowOutcome.MATCHED: (lazy_pgettext("roster row", "Known"), "neutral", "check"),
    RowOutcome.CHANGED: (lazy_pgettext("roster row", "Changed"), "info", "pen"),
    RowOutcome.CONFLICT: (lazy_pgettext("roster row", "Unclear"), "warning", "flag"),
    RowOutcome.ERROR: (lazy_pgettext("roster row", "Faulty"), "danger", "alert"),
}
DECISIONS: dict[RowDecision, Any] = {
    RowDecision.EXISTING: _("Settled: the person chosen"),
    RowDecision.NEW: _("Settled: a new person"),
    RowDecision.SKIP: _("Settled: leave out"),
}
SENTENCES: dict[str, Any] = {
    "file.empty": _("There is nothing in this file. Nothing was stored; choose the file with the list."),
    "file.too_large": _(
        "The file is larger than %(limit)s MB. Nothing was stored; send the list alone, without pictures."
    ),
    "file.unknown": _(
        "This is no list that can be read. Nothing was stored; save it as .xlsx or .csv and send it again."
    ),
    "file.locked": _(
        "The file has a password. Nothing was stored; save it without a password and send it again."
    ),
    "file.damaged": _(
        "The file is damaged. Nothing was stored; open it in Excel, save it as .xlsx and send it again."
    ),
    "file.unpacks_too_large": _(
        "The file unpacks to far more than a list holds. Nothing was stored; copy the list into a new file."
    ),
    "file.forbidden": _(
        "The file contains declarations that no list needs. Nothing was stored; save it anew as .xlsx."
    ),
    "file.too_slow": _(
        "The file took too long to read. Nothing was stored; copy the list into a new file and send that."
    ),
    "file.busy": _(
        "Other files are being read just now. Nothing was stored; send this one again in a minute."
    ),
    "file.too_many_rows": _("The list has more than %(rows)s rows. Nothing was stored; send it in parts."),
    "file.too_wide": _(
        "The list has more than %(columns)s columns. Nothing was stored; send only the columns needed."
    ),
    "file.guessed_encoding": _("The text was read as %(encoding)s. Check the Vietnamese letters."),
    "file.lost_letters": _("%(count)s letters could not be read."),
    "file.old_font": _("The list was typed for an old font (.VnTime) and was converted. Check the names."),
    "sheet.others": _("Other sheets of the file were not read: %(names)s."),
    "sheet.hidden": _("%(count)s hidden sheets were not read."),
    "sheet.private": _("Columns that a class does not need were not read: %(names)s."),
    "sheet.passed_over": _("%(count)s lines that name nobody were passed over: %(text)s"),
    "sheet.no_head": _("No line with headings was found. Check what each column means."),
    "sheet.no_names": _("It is not clear in which column the names are. Say so below."),
    "sheet.units": _("%(count)s names of units are not known here, people stay without a unit: %(names)s"),
    "name.missing": _("The name is missing."),
    "name.too_long": _("The name is longer than %(limit)s letters."),
    "name.strange": _("The name contains signs that names do not have."),
    "name.one_word": _("The name is a single word."),
    "birth.not_read": _("“%(text)s” is no date. Write it like 18/05/1981."),
    "birth.no_such_day": _("There is no such day: %(text)s."),
    "birth.impossible": _("Nobody in the class was born then: %(text)s."),
    "birth.unlikely": _("%(age)s years old: is the year right?"),
    "birth.guessed": _("“%(text)s” was read as %(day)s."),
    "birth.from_number": _("The number %(text)s was read as a date of Excel."),
    "birth.only_month": _("“%(text)s” names no day; only the year was kept."),
    "sex.both": _("The columns for men and for women are both filled in."),
    "sex.not_read": _("“%(text)s” is neither nam nor nữ; left out."),
    "phone.not_read": _("“%(text)s” is no phone number. Write it like 0912 345 678."),
    "phone.padded": _("The zero at the beginning was missing: %(phone)s."),
    "phone.shortened": _("The old number %(text)s was turned into %(phone)s."),
    "phone.several": _("Of several numbers the first was taken: %(phone)s."),
    "number.lost_digits": _(
        "Excel has shortened “%(text)s”. Format the column as text and type the number again."
    ),
    "citizen_id.not_read": _("“%(text)s” is no citizen number of 12 digits."),
    "citizen_id.padded": _("Zeros at the beginning were missing: %(number)s."),
    "citizen_id.other_year": _("The citizen number belongs to another year of birth."),
    "citizen_id.other_sex": _("The citizen number belongs to the other sex."),
    "card_no.not_read": _("“%(text)s” is no number of a card; left out."),
    "code.too_long": _("The member code is longer than 30 letters."),
    "email.not_read": _("“%(text)s” is no e-mail address; left out."),
    "cell.cut": _("Only the first %(limit)s letters were kept."),
    "unit.unknown": _("There is no unit called “%(name)s”; the person stays without one."),
    "unit.several": _("Several units are called “%(name)s”; the person stays without one."),
    "row.repeats": _("The same person as in row %(row)s."),
    "row.shares_number": _("The same phone, code or citizen number as in row %(row)s, but another name."),
    "row.same_person": _("The same known person as in row %(row)s."),
    "row.several_people": _("Phone, code and citizen number belong to different people."),
    "row.several_named": _("Several people of this name and birth are known."),
    "row.other_name": _("This number belongs to somebody of another name: %(name)s."),
    "row.other_number": _("Another citizen number or member code is known of this person."),
    "row.other_birth": _("The phone number belongs to somebody of this name who was born on another day."),
    "row.same_name_other_number": _(
        "Somebody of this name and birth is known, with another citizen number or code."
    ),
    "row.other_marks": _("Somebody of this birth is known whose name is written %(name)s."),
    "row.perhaps": _("Somebody of this name and year of birth is known. The same person?"),
    "row.not_yours": _("The person belongs to another unit; their data stay as they are."),
    "row.identifier_stays": _("The number stays with the person who has it."),
}


def said(problem: Problem | dict[str, Any]) -> str:
    """The sentence for a problem, as it is stored or fresh, in the person's language."""
    code = problem["code"] if isinstance(problem, dict) else problem.code
    params = problem["params"] if isinstance(problem, dict) else problem.params
    return str(SENTENCES[code]) % params


def field_name(name: str) -> str:
    """What a field of the file or a column of people is called."""
    return str(VALUES.get(name) or FIELDS.get(name, name))
