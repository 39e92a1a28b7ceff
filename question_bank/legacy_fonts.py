"""Text typed for fonts from before Unicode (TCVN3, ".VnTime" and the like), turned into Unicode.

Such text holds Latin letters that only the font shows as Vietnamese ones; capitals with marks come from fonts
whose name ends in H.
"""

from __future__ import annotations

TCVN3_FONTS = ".vn"
OTHER_FONTS = ("vni-", "vnitimes", "vni ")
_FROM = "¡¢£¤¥¦§¨©ª«¬­®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ"
_TO = "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
_LETTERS = str.maketrans(_FROM, _TO)
_ONLY_OLD = frozenset(_FROM) - frozenset("ÊÌÒÓÔÕÝÈÉÐãèéêìíòóôõùúýáâ")
_OLD = frozenset(_FROM) | {chr(code) for code in range(128)} | {"\xa0"}


def is_tcvn3(font: str) -> bool:
    """Whether a font shows TCVN3 text."""
    return font.lower().startswith(TCVN3_FONTS)


def is_unconverted(font: str) -> bool:
    """Whether a font is from before Unicode and of a kind that is not converted."""
    return font.lower().startswith(OTHER_FONTS)


def mostly_old(text: str) -> bool:
    """Whether a document holds more letters that only TCVN3 uses than letters that it has not."""
    return sum(letter in _ONLY_OLD for letter in text) > sum(letter not in _OLD for letter in text)


def unicode_of(text: str, font: str, *, in_old_document: bool) -> str:
    """The text as the font would show it. In a document that is in Unicode, only what cannot be Unicode changes."""
    if not _OLD.issuperset(text) or not (in_old_document or _ONLY_OLD.intersection(text)):
        return text
    converted = text.translate(_LETTERS)
    return converted.upper() if font.rstrip("0123456789 ").endswith("H") else converted
