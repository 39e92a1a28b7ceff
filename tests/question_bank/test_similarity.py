"""Passages that written works have in common: found where they are, and not where official text is quoted."""

import unicodedata
from itertools import combinations
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis.strategies import dictionaries, lists, sampled_from, text

from question_bank.markup import folded
from question_bank.similarity import Corpus, Match, Shelf, compare
from question_bank.similarity.pairs import CROWD
from question_bank.similarity.passages import GAP, SHORTEST
from question_bank.similarity.words import WORD
from tests.question_bank.essays import OFFICIAL, copied, essay, revised

OWN = (
    "Ở thôn tôi, bà con họp mỗi tháng một lần để bàn việc giữ đường sạch, trồng hoa hai bên lối đi "
    "và giúp nhau lúc mùa vụ bận rộn nhất trong năm."
)
OTHER = (
    "Cơ quan tôi đặt tủ sách nhỏ ngay phòng chờ, ai đến giải quyết giấy tờ cũng có thể đọc trong lúc đợi "
    "và đem về nhà nếu muốn đọc tiếp."
)


def words(said: str) -> list[str]:
    return [folded(word) for word in WORD.findall(said)]


def test_who_copies_all_shares_all():
    [match] = compare({"an": OWN, "bình": OWN})
    assert (match.a, match.b, match.share_a, match.share_b) == ("an", "bình", 1.0, 1.0)
    [passage] = match.passages
    assert OWN[slice(*passage.a)] == OWN[:-1] == OWN[slice(*passage.b)]


@pytest.mark.parametrize(
    "spelled",
    [OWN.upper(), folded(OWN), unicodedata.normalize("NFD", OWN), OWN.replace(",", " –\n\n"), f"“{OWN}”"],
)
def test_case_marks_signs_and_the_form_of_letters_make_no_difference(spelled):
    [match] = compare({"an": OWN, "bình": spelled})
    [passage] = match.passages
    assert words(spelled[slice(*passage.b)]) == words(OWN)


def test_works_of_one_s_own_share_nothing():
    assert compare({"an": OWN, "bình": OTHER, "chi": "", "dung": "Ngắn quá."}) == []


def test_a_passage_is_shown_where_it_stands_in_both():
    long, short = f"{OTHER} {OWN}", OWN
    [match] = compare({"an": long, "bình": short})
    [passage] = match.passages
    assert long[slice(*passage.a)] == short[slice(*passage.b)] == OWN[:-1]
    assert match.share_b == 1.0
    assert match.share_a == pytest.approx(len(words(OWN)) / len(words(long)))


def test_a_few_other_words_do_not_break_a_passage():
    changed = OWN.replace("mỗi tháng một lần", "mỗi tháng hai lần")
    [match] = compare({"an": OWN, "bình": changed})
    assert len(match.passages) == 1
    assert match.share_a == 1.0


def test_less_than_a_passage_is_a_figure_of_speech():
    said = words(OWN)[: SHORTEST - 1]
    assert compare({"an": " ".join([*said, *words(OTHER)]), "bình": " ".join([*said, "xin", "hết"])}) == []


def test_passages_in_another_order_are_found():
    [match] = compare({"an": f"{OWN} {OTHER}", "bình": f"{OTHER} {OWN}"})
    assert len(match.passages) == 2
    assert match.share_a == match.share_b == 1.0


def test_what_official_texts_say_is_not_shared():
    quote = OFFICIAL[:600]
    texts = {"an": f"{quote} {OWN}", "bình": f"{OTHER} {quote}"}
    assert len(compare(texts)) == 1
    assert compare(texts, known=[OFFICIAL]) == []


def test_what_is_quoted_is_shown_and_the_rest_is_one_s_own():
    quote = OFFICIAL[: OFFICIAL.index("Điều 3")].strip()
    corpus = Corpus({"an": f"{OWN} {quote} {OTHER}", "bình": OWN}, known=[OFFICIAL])
    [span] = corpus.quoted("an")
    assert words(f"{OWN} {quote} {OTHER}"[slice(*span)]) == words(quote)
    [match] = corpus.matches()
    assert match.share_a == pytest.approx(len(words(OWN)) / len(words(OWN + OTHER)))
    assert match.share_b == 1.0


def test_a_text_of_quotes_only_shares_nothing():
    texts = {"an": OFFICIAL, "bình": OFFICIAL}
    assert compare(texts, known=[OFFICIAL]) == []


def test_a_text_that_comes_later_finds_the_same():
    chance = Random(1)
    texts = {f"bài {number}": essay(chance) for number in range(30)}
    late = revised(texts["bài 7"], chance)
    corpus = Corpus(texts, known=[OFFICIAL])
    first = corpus.near(late, "mới")[0]
    assert (first.a, first.b) == ("mới", "bài 7")
    [same] = [
        one for one in compare({"mới": late, **texts}, known=[OFFICIAL]) if {one.a, one.b} == {"mới", "bài 7"}
    ]
    assert same == first


def test_of_a_whole_crowd_that_copied_everybody_is_named():
    texts = {f"bài {number}": OWN for number in range(3 * CROWD)}
    named = {name for match in compare(texts) for name in (match.a, match.b)}
    assert named == set(texts)


@given(
    dictionaries(
        text(max_size=3),
        lists(sampled_from([*words(OWN)[:8], "—", "\0", "đ", "ĐẢNG"]), max_size=60),
        max_size=5,
    ),
    lists(sampled_from(words(OWN)[:4]), max_size=20),
)
def test_shares_are_shares_and_passages_say_the_same(said, known):
    texts = {name: " ".join(some) for name, some in said.items()}
    for match in compare(texts, known=[" ".join(known)]):
        assert 0 < match.share_a <= 1
        assert 0 < match.share_b <= 1
        for passage in match.passages:
            _says_the_same(texts, match, passage)


def _says_the_same(texts, match: Match, passage) -> None:
    a, b = texts[match.a], texts[match.b]
    assert 0 <= passage.a.start < passage.a.end <= len(a)
    assert 0 <= passage.b.start < passage.b.end <= len(b)
    mine, theirs = words(a[slice(*passage.a)]), words(b[slice(*passage.b)])
    assert mine[:6] == theirs[:6]
    assert mine[-6:] == theirs[-6:]
    assert len(mine) >= SHORTEST - GAP


def test_copies_and_light_revisions_stand_apart_from_independent_works():
    """The area under the curve of who copied, by share: 1 where any threshold between them separates all."""
    chance = Random(2026)
    honest = [essay(chance) for _ in range(60)]
    copies = [copied(one, chance) for one in honest[:10]]
    revisions = [revised(one, chance) for one in honest[10:20]]
    texts = {str(number): said for number, said in enumerate([*honest, *copies, *revisions])}
    pairs = [(number, 60 + number) for number in range(20)]
    shares = {(int(one.a), int(one.b)): one.share for one in compare(texts, known=[OFFICIAL])}
    copied_by = np.array([shares.get(pair, 0.0) for pair in pairs])
    apart = np.array([shares.get(pair, 0.0) for pair in combinations(range(80), 2) if pair not in pairs])
    area = np.mean(copied_by[:, np.newaxis] > apart) + np.mean(copied_by[:, np.newaxis] == apart) / 2
    assert area == 1.0
    assert copied_by[:10].min() > 0.9
    assert copied_by[10:].min() > 0.2
    assert apart.max() < 0.15


def test_prints_that_were_kept_lead_to_every_text_that_reading_all_would_find():
    chance = Random(3)
    texts = {f"bài {number}": essay(chance) for number in range(30)}
    kept = Corpus(texts, known=[OFFICIAL])
    shelf = Shelf({name: kept.prints(name) for name in texts})
    late = {"mới": revised(texts["bài 7"], chance), "riêng": essay(chance), "khác": f"{OWN} {OTHER}"}
    asks = Corpus(late, known=[OFFICIAL])
    for name, said in late.items():
        assert {match.b for match in kept.near(said)} <= set(shelf.near(asks.prints(name)))
    assert "bài 7" in shelf.near(asks.prints("mới"))
    assert shelf.near(asks.prints("khác")) == []


def test_an_empty_shelf_and_an_empty_text_are_near_nothing():
    prints = Corpus({"an": OWN, "trống": ""})
    assert Shelf({}).near(prints.prints("an")) == []
    assert Shelf({"an": prints.prints("an")}).near(prints.prints("trống")) == []


def test_what_is_official_to_the_one_who_asks_is_not_near():
    kept = Corpus({"an": f"{OTHER} {OFFICIAL[:600]}"})
    asks = Corpus({"bình": f"{OWN} {OFFICIAL[:600]}"}, known=[OFFICIAL])
    assert Shelf({"an": kept.prints("an")}).near(asks.prints("bình")) == []
