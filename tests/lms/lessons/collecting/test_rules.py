"""What is a link, and what a search in a notebook finds."""

import pytest

from lms.lessons.collecting.rules import finds, is_link, site_of

TEXTS = ("Nghị quyết chuyên đề", "Ghi: họp chi bộ ngày 15", "https://bao.example/bai")


@pytest.mark.parametrize(
    "link", ["https://bao.example", "http://bao.example/a?b=1#c", "HTTPS://bao.example/bài-viết"]
)
def test_an_address_of_the_web_is_a_link(link: str):
    assert is_link(link)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "bao.example",
        "//bao.example",
        "https://",
        "https:/bao.example",
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "ftp://bao.example",
        "https://ten:matkhau@bao.example",
        "https://bao.example@xau.example",
        "https://a b.example",
        "https://bao.example\n.xau.example",
        "java\tscript:alert(1)",
        "https:\\\\bao.example",
        "https://bao.example\u202egpj",
        "https://[::1",
    ],
)
def test_nothing_else_is(text: str):
    assert not is_link(text)


def test_a_link_names_its_site():
    assert site_of("https://Bao.example:8443/bai") == "bao.example"
    assert site_of("") == ""


@pytest.mark.parametrize(
    "typed", ["", "nghi quyet", "NGHỊ QUYẾT", "chi bo hop", "họp chi bộ", "bao.example", "nghị 15", "de"]
)
def test_every_word_is_found_with_marks_or_without(typed: str):
    assert finds(TEXTS, typed)


@pytest.mark.parametrize("typed", ["nghĩ quyết", "hợp", "nghi quyet khac", "16"])
def test_a_word_with_marks_means_itself_and_all_words_must_be_there(typed: str):
    assert not finds(TEXTS, typed)
