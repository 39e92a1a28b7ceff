"""Parts written by different people become one catalogue, or the two who disagree are named."""

import gettext

import pytest

from lms.install.translations import Contradiction, compile_all, merge


@pytest.fixture
def parts(tmp_path):
    folder = tmp_path / "vi" / "parts"
    folder.mkdir(parents=True)

    def write(name, *entries):
        header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
        (folder / f"{name}.po").write_text(header + "\n\n".join(entries) + "\n", "utf-8")
        return folder

    return write


def entry(msgid, msgstr, flag=""):
    return f'{flag}msgid "{msgid}"\nmsgstr "{msgstr}"'


def plural(one, many, text):
    return f'msgid "{one}"\nmsgid_plural "{many}"\nmsgstr[0] "{text}"'


def load(tmp_path):
    return gettext.translation("messages", tmp_path, ["vi"])


def test_texts_of_all_parts_are_found_by_gettext(parts, tmp_path):
    parts("attendance", entry("Present", "Có mặt"))
    parts("quizzes", entry("Quiz", "Bài kiểm tra"))
    assert compile_all(tmp_path) == {"vi": 2}
    assert [load(tmp_path).gettext(text) for text in ("Present", "Quiz")] == ["Có mặt", "Bài kiểm tra"]


def test_vietnamese_has_one_plural_form(parts, tmp_path):
    parts("quizzes", plural("%(num)d answer", "%(num)d answers", "%(num)d câu"))
    compile_all(tmp_path)
    assert {load(tmp_path).ngettext("%(num)d answer", "%(num)d answers", n) for n in (0, 1, 2)} == {
        "%(num)d câu"
    }


def test_the_same_translation_in_two_parts_is_fine(parts, tmp_path):
    parts("one", entry("Save", "Lưu"))
    parts("two", entry("Save", "Lưu"))
    assert compile_all(tmp_path) == {"vi": 1}


def test_two_translations_of_one_text_name_both_parts(parts):
    parts("one", entry("Save", "Lưu"))
    folder = parts("two", entry("Save", "Ghi lại"))
    with pytest.raises(Contradiction, match=r"'Lưu' in one\.po and 'Ghi lại' in two\.po"):
        merge("vi", folder.glob("*.po"))


@pytest.mark.parametrize("unfinished", [entry("Save", ""), entry("Save", "Lưu", flag="#, fuzzy\n")])
def test_an_unfinished_translation_is_refused(parts, unfinished):
    folder = parts("one", unfinished)
    with pytest.raises(Contradiction, match="no finished translation"):
        merge("vi", folder.glob("*.po"))


def test_a_damaged_part_is_named(parts):
    folder = parts("one", 'mgsid "Save"\nmgsstr "Lưu"')
    with pytest.raises(Contradiction, match=r"one\.po"):
        merge("vi", folder.glob("*.po"))
