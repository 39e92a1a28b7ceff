"""Pasted text: lists, headings, tables, bold and notes are kept; nothing runs, nothing is fetched, no word is lost."""

import re

import pytest

from lms.lessons.texts.cleaning import clean, plain
from lms.lessons.texts.word import from_word

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal {color:red}</style></head>
<body lang=VI><!--StartFragment--><h1><b>1. Khái niệm<o:p></o:p></b></h1>
<p class=MsoNormal>Tập trung <b style='mso-bidi-font-weight:normal'>dân chủ</b>
là nguyên tắc<a style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1" title=""><span
class=MsoFootnoteReference><span style='mso-special-character:footnote'><![if !supportFootnotes]><span
class=MsoFootnoteReference><span style='font-size:13.0pt'>[1]</span></span><![endif]></span></span></a> tổ chức.</p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-.25in;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;
</span></span></span><![endif]>Một</p>
<p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>1.<span>&nbsp;
</span></span>Con</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·</span>Hai <span
style='font-weight:bold;font-style:italic'>đậm</span></p>
<table class=MsoTableGrid border=1><tr><td width=9 style='border:solid'><p class=MsoNormal>A</p></td>
<td colspan=2><p>B</p><p>C</p></td></tr></table>
<p class=MsoNormal><img src="file:///C:/hinh.png"><v:shape><v:imagedata src="http://xa.example/x"/></v:shape></p>
<div style='mso-element:footnote-list'><br clear=all><hr align=left size=1 width="33%">
<div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a style='mso-footnote-id:ftn1' href="#_ftnref1"
name="_ftn1" title=""><span class=MsoFootnoteReference>[1]</span></a> Điều lệ, Điều 9.</p></div></div>
<!--EndFragment--></body></html>"""
LIBRE = """<p>Nguyên tắc<a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a> này.</p>
<div id="sdfootnote1"><p class="sdfootnote"><a class="sdfootnotesym" name="sdfootnote1sym"
href="#sdfootnote1anc">1</a>Xem Điều 9.</p></div>"""
DOCS = """<b style="font-weight:normal" id="docs-internal-guid-1"><p><span style="font-weight:700">Đậm</span><sup><a
href="#ftnt1" id="ftnt_ref1">[1]</a></sup> và <span style="font-weight:400">thường</span></p></b><div><p><a
href="#ftnt_ref1" id="ftnt1">[1]</a> Ghi chú.</p></div>"""


def test_a_page_from_word_keeps_what_it_says_and_how_it_is_built():
    assert from_word(WORD) == (
        "<h3>1. Khái niệm</h3>"
        "<p>Tập trung <b>dân chủ</b> là nguyên tắc<small>Điều lệ, Điều 9.</small> tổ chức.</p>"
        "<ul><li>Một<ol><li>Con</li></ol></li><li>Hai <b><i>đậm</i></b></li></ul>"
        '<table><tbody><tr><td>A</td><td colspan="2"><p>B</p><p>C</p></td></tr></tbody></table>'
    )


def test_notes_of_libreoffice_and_of_google_come_to_their_place():
    assert from_word(LIBRE) == "<p>Nguyên tắc<small>Xem Điều 9.</small> này.</p>"
    assert from_word(DOCS) == "<p><b>Đậm</b><small>Ghi chú.</small> và thường</p>"


def test_a_list_that_is_one_already_stays():
    assert (
        from_word("<ol start=3><li><p>Ba</p></li><li>Bốn</li></ol>")
        == '<ol start="3"><li>Ba</li><li>Bốn</li></ol>'
    )


def test_pictures_that_the_text_carries_are_kept_and_others_are_not():
    kept = "/files/" + "a" * 64
    html = '<p>x<img src="data:image/png;base64,AA=="><img src="https://xa.example/y.png" alt="Sơ đồ"></p>'
    found = from_word(html, lambda address: kept if address.startswith("data:") else None)
    assert found == f'<p>x<img src="{kept}">Sơ đồ</p>'


HOSTILE = [
    "<svg onload=alert(1)><text>chữ</text><style>*{background:url(//xa.example)}</style></svg>",
    '<svg><foreignObject><p>chữ</p><iframe src="//xa.example"></iframe></foreignObject></svg>',
    '<math><mi//xlink:href="data:x,<script>alert(1)</script>">chữ</mi></math>',
    '<img src=x onerror="alert(1)">chữ<img src="//xa.example/a.png" srcset="//xa.example/b 2x">',
    '<a href="javascript:alert(1)">chữ</a><a href="&#106;avascript:alert(1)">chữ</a>',
    '<p style="background:url(//xa.example)" onclick="alert(1)">chữ</p>',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe><p>chữ</p>',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">chữ</p></noscript>',
    '<form action="//xa.example"><button formaction="javascript:alert(1)">chữ</button></form>',
    '<p>chữ<script>alert(1)</script><object data="//xa.example"></object><embed src="//xa.example"></p>',
    '<link rel=stylesheet href="//xa.example"><meta http-equiv=refresh content="0;url=//xa.example"><p>chữ</p>',
    '<base href="//xa.example"><p>chữ</p><video src="//xa.example/v"></video><audio src="//xa.example/a"></audio>',
    "<p>chữ<!--><script>alert(1)</script>--></p>",
    '<small><small>chữ</small><img src="/files/../sign-out"></small>',
]


@pytest.mark.parametrize("html", HOSTILE)
def test_nothing_runs_nothing_is_fetched_and_the_words_stay(html: str):
    found = from_word(html)
    assert "chữ" in plain(found)
    for done in (found, clean(html)):
        assert not re.search(
            r"<(?:script|svg|math|iframe|object|embed|form|link|meta|base|style|video|audio)", done
        )
        assert not re.search(r"\s(?:on\w+|style|srcset|srcdoc|formaction)\s*=", done)
        assert "javascript" not in re.sub(r">[^<]*<", "><", done)
        assert 'src="' not in done


def test_what_was_cleaned_is_not_changed_again():
    for html in (WORD, LIBRE, DOCS, *HOSTILE):
        once = clean(from_word(html))
        assert clean(once) == once


def test_text_that_is_no_html_at_all_survives():
    assert plain(from_word("chỉ là chữ & dấu < nhỏ hơn")) == "chỉ là chữ & dấu < nhỏ hơn"
    assert plain(from_word("<b>" * 3000 + "chữ")) == "chữ"
    assert from_word("") == ""
    assert plain(from_word("a\x00b\ud800")) == "ab?"
