"""Phones, citizen numbers and codes as lists hold them: spaces, dots, zeros that Excel ate. Pure."""

import re
from datetime import date

from lms.accounts.names import normal_phone
from lms.classes.roster.problems import Problem, error, warning

Read = tuple[str | None, Problem | None]
# The numbers of eleven digits, shortened in 2018.
_SHORTENED = {
    "0120": "070",
    "0121": "079",
    "0122": "077",
    "0126": "076",
    "0128": "078",
    "0123": "083",
    "0124": "084",
    "0125": "085",
    "0127": "081",
    "0129": "082",
    "0162": "032",
    "0163": "033",
    "0164": "034",
    "0165": "035",
    "0166": "036",
    "0167": "037",
    "0168": "038",
    "0169": "039",
    "0186": "056",
    "0188": "058",
    "0199": "059",
}


def read_phone(text: str) -> Read:
    """The phone as 0xxxxxxxxx. Of several the first good one; a zero that is missing is put back, with a word."""
    if _lost_digits(text):
        return None, error("number.lost_digits", text=text)
    parts = [part for part in re.split(r"[;,/]| - |\bhoặc\b|\n", text) if part.strip()]
    read = [_one_phone(part) for part in parts]
    good = [(phone, problem) for phone, problem in read if phone]
    if not good:
        return None, error("phone.not_read", text=text)
    if len(parts) > 1:
        return good[0][0], warning("phone.several", text=text, phone=good[0][0])
    return good[0]


def read_citizen_id(text: str, born: date | None, year: int | None, sex: str | None) -> Read:
    """9 or 12 digits. Eleven or ten have lost their zeros; what contradicts birth or sex is only said."""
    if _lost_digits(text):
        return None, error("number.lost_digits", text=text)
    digits = re.sub(r"[\s.\-']", "", text)
    if not re.fullmatch(r"\d{9,12}", digits):
        return None, error("citizen_id.not_read", text=text)
    if len(digits) in {10, 11}:
        return digits.zfill(12), warning("citizen_id.padded", number=digits.zfill(12))
    return digits, _contradiction(digits, born.year if born else year, sex)


def read_code(text: str) -> Read:
    """A member code: no spaces, capitals; otherwise as it stands."""
    if _lost_digits(text):
        return None, error("number.lost_digits", text=text)
    code = re.sub(r"\s", "", text).upper().lstrip("'")
    if len(code) > 30:
        return None, error("code.too_long")
    return code, None


def read_card_no(text: str) -> Read:
    """The number of a member's card: digits, whatever is put between them."""
    if _lost_digits(text):
        return None, error("number.lost_digits", text=text)
    number = re.sub(r"[\s.\-']", "", text)
    if not re.fullmatch(r"[0-9A-Za-z/]{1,20}", number):
        return None, warning("card_no.not_read", text=text)
    return number, None


def read_email(text: str) -> Read:
    address = text.strip().lower()
    if not re.fullmatch(r"[^@\s<>]+@[^@\s<>]+\.[a-z]{2,}", address) or len(address) > 254:
        return None, warning("email.not_read", text=text)
    return address, None


def _one_phone(text: str) -> Read:
    phone = normal_phone(text.strip(" '"))
    if phone:
        return phone, None
    digits = re.sub(r"\D", "", text)
    if re.fullmatch(r"[35789]\d{8}|2\d{9}", digits):
        return "0" + digits, warning("phone.padded", phone="0" + digits)
    old = digits if digits.startswith("0") else "0" + digits
    if len(old) == 11 and old[:4] in _SHORTENED:
        phone = _SHORTENED[old[:4]] + old[4:]
        return phone, warning("phone.shortened", text=text.strip(), phone=phone)
    return None, None


def _lost_digits(text: str) -> bool:
    """`3.81E+10`: the spreadsheet forgot the last digits."""
    return re.fullmatch(r"\d([.,]\d+)?[eE]\+?\d+", text.strip()) is not None


def _contradiction(digits: str, year: int | None, sex: str | None) -> Problem | None:
    """The fourth digit tells century and sex, the next two the year."""
    if len(digits) != 12:
        return None
    century, told = 1900 + int(digits[3]) // 2 * 100, "female" if int(digits[3]) % 2 else "male"
    if year and century + int(digits[4:6]) != year:
        return warning("citizen_id.other_year")
    return warning("citizen_id.other_sex") if sex and told != sex else None
