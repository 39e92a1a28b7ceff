"""Simple marks, footnotes as they are printed, and the documents that a text quotes."""

import pytest

from lms.lessons.texts.cleaning import address_of, clean, plain, quotes_in, words_in
from lms.lessons.texts.marks import from_marks, to_marks
from lms.lessons.texts.printing import printed

MARKED = """## Khái niệm

Chi bộ là **nền tảng** của Đảng((Điều lệ, Điều 21)) và
*hạt nhân* chính trị.

- một
- hai

1. trước
2. sau

> Trích văn kiện.

---

### Nhỏ hơn"""


def test_simple_marks_say_what_they_look_like():
    assert from_marks(MARKED) == (
        "<h3>Khái niệm</h3>"
        "<p>Chi bộ là <b>nền tảng</b> của Đảng<small>Điều lệ, Điều 21</small> và<br><i>hạt nhân</i> chính trị.</p>"
        "<ul><li>một</li><li>hai</li></ul><ol><li>trước</li><li>sau</li></ol>"
        "<blockquote><p>Trích văn kiện.</p></blockquote><hr><h4>Nhỏ hơn</h4>"
    )


def test_what_is_shown_to_edit_reads_back_as_it_stood():
    assert to_marks(from_marks(MARKED)) == MARKED


@pytest.mark.parametrize(
    "html",
    [
        "<table><tbody><tr><td>A</td></tr></tbody></table><p>sau</p>",
        "<ul><li>a<ul><li>b</li></ul></li></ul>",
        "<p>- không phải danh sách</p>",
        "<p>## không phải đề mục</p>",
        "<p>2 * 3 * 4 = 24, **</p>",
        "<p>a &lt;b&gt; c</p>",
        '<p><a href="https://a.example" rel="noopener noreferrer">liên kết</a></p>',
        "<blockquote>không có đoạn</blockquote>",
        "<p><b>**</b></p>",
    ],
)
def test_what_marks_cannot_say_stays_html(html: str):
    stored = clean(html)
    assert from_marks(to_marks(stored)) == stored


def test_marks_cannot_bring_in_what_cleaning_takes_out():
    assert from_marks("<p onclick=alert(1)>a</p>\n\n<script>x</script>b") == "<p>a</p>b"


def test_notes_are_numbered_below_their_page_and_lead_back():
    html = printed("<p>Một<small>chú <i>thích</i></small> hai<small>nữa</small></p>", 3)
    assert '<a id="note-3-1-from" href="#note-3-1">1</a>' in html
    assert (
        '<li id="note-3-2">nữa <a class="note-back" href="#note-3-2-from" aria-label="2">↩</a></li>' in html
    )
    assert "<small>" not in html


def test_a_document_is_a_link_for_those_who_may_open_it():
    body = f'<p><a href="{address_of(7, "Điều 5")}">Điều 5</a></p>'
    assert "<cite>Điều 5</cite>" in printed(body, 1)
    assert 'href="/documents/7/clause?cited=' in printed(body, 1, with_documents=True)


def test_a_text_knows_which_clauses_it_quotes():
    html = clean(
        f'<p><a href="{address_of(7, "khoản 2 Điều 5")}">a</a> <a href="{address_of(8, "")}">b</a>'
        f'<a href="{address_of(7, "khoản 2 Điều 5")}">c</a> <a href="https://x.example/documents/9">d</a>'
        '<a href="/sign-out">e</a></p>'
    )
    assert quotes_in(html) == [(7, "khoản 2 Điều 5"), (8, "")]
    assert "sign-out" not in html


def test_words_are_counted_without_marks_of_html():
    html = "<h3>Một hai</h3><p>ba&nbsp;bốn<br>năm</p><hr>"
    assert (plain(html), words_in(html)) == ("Một hai ba bốn năm", 5)


def test_what_an_editor_leaves_behind_is_swept_away():
    assert clean("<p><br></p><p><b> </b></p><ul><li></li></ul><p>còn</p>") == "<p>còn</p>"
