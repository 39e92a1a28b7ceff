"""Questions of every type, made by Hypothesis."""

from fractions import Fraction

from hypothesis import strategies as st

from question_bank.identity import identify
from question_bank.markup import escaped, tidy
from question_bank.options import Option
from question_bank.question import Level, Question
from question_bank.types import (
    Accepted,
    AcceptedNumber,
    Cloze,
    Credit,
    Essay,
    Gap,
    Marking,
    Matching,
    MultipleChoice,
    Numeric,
    Ordering,
    ShortText,
    SingleChoice,
    Statements,
    TrueFalse,
    items,
    matching,
    statements,
)

SIGNS = "aăâbcdđeêghiklmnoôơpqrstuưvxyÁẠỄỘ 019.,:;?!-–()[]{}=~#\\%*/'\"<>&\n"
words = st.text(alphabet=SIGNS, min_size=1, max_size=30).map(tidy).filter(bool)
lines = words.map(lambda text: " ".join(text.split()))
html = words.map(escaped)
maybe_html = st.one_of(st.just(""), html)
weights = st.sampled_from(
    [Fraction(0), Fraction(1), Fraction(1, 2), Fraction(1, 3), Fraction(-1, 4), Fraction(-1)]
)
decimals = st.decimals(min_value=-10_000, max_value=10_000, allow_nan=False, allow_infinity=False, places=3)


def common() -> dict[str, st.SearchStrategy]:
    return {
        "text": html,
        "title": st.one_of(st.just(""), lines),
        "code": st.one_of(st.just(""), st.text(alphabet="ABC123-", min_size=1, max_size=8)),
        "explanation": maybe_html,
        "topic": st.one_of(st.just(""), st.sampled_from(["Chương 1", "Chương 2/Bài 1"])),
        "level": st.one_of(st.none(), st.sampled_from(list(Level))),
        "tags": st.lists(st.sampled_from(["ôn tập", "cuối khoá", "2026"]), unique=True, max_size=2).map(
            tuple
        ),
    }


def choices() -> st.SearchStrategy[tuple[Option, ...]]:
    def named(drawn: list[tuple[str, Fraction, str]]) -> tuple[Option, ...]:
        names = identify([text for text, _weight, _feedback in drawn])
        return tuple(Option(name, *one) for name, one in zip(names, drawn, strict=True))

    return st.lists(st.tuples(html, weights, maybe_html), min_size=2, max_size=5).map(named)


def single_choices() -> st.SearchStrategy[Question]:
    return st.builds(SingleChoice, options=choices(), **common())


def multiple_choices() -> st.SearchStrategy[Question]:
    return st.builds(MultipleChoice, options=choices(), credit=st.sampled_from(list(Credit)), **common())


def true_falses() -> st.SearchStrategy[Question]:
    feedback = {"feedback_true": maybe_html, "feedback_false": maybe_html}
    return st.builds(TrueFalse, answer=st.booleans(), **feedback, **common())


def four_statements() -> st.SearchStrategy[Question]:
    pairs = st.lists(st.tuples(html, st.booleans()), min_size=2, max_size=5)
    built = pairs.map(lambda found: statements([text for text, _ in found], [right for _, right in found]))
    return st.builds(Statements, statements=built, marking=st.sampled_from(list(Marking)), **common())


def short_texts() -> st.SearchStrategy[Question]:
    answers = st.lists(
        st.builds(Accepted, text=lines, weight=weights, feedback=maybe_html), min_size=1, max_size=3
    )
    flags = {"ignore_case": st.booleans(), "ignore_marks": st.booleans()}
    return st.builds(ShortText, accepted=answers.map(tuple), **flags, **common())


def numerics() -> st.SearchStrategy[Question]:
    number = st.builds(
        AcceptedNumber, value=decimals, tolerance=decimals.map(abs), weight=weights, feedback=maybe_html
    )
    answers = st.lists(number, min_size=1, max_size=3).map(tuple)
    return st.builds(Numeric, accepted=answers, otherwise=maybe_html, **common())


def matchings() -> st.SearchStrategy[Question]:
    pairs = st.lists(st.tuples(html, html), min_size=2, max_size=4)
    sides = st.builds(matching, pairs, st.lists(html, max_size=2))
    return st.builds(lambda sides, **rest: Matching(**sides, **rest), sides, **common())


def orderings() -> st.SearchStrategy[Question]:
    texts = st.lists(html, min_size=2, max_size=5)
    return st.builds(Ordering, items=texts.map(items), all_or_nothing=st.booleans(), **common())


def clozes() -> st.SearchStrategy[Question]:
    asks = st.one_of(short_texts(), numerics(), single_choices())
    gaps = st.lists(st.tuples(asks, st.integers(1, 3)), min_size=1, max_size=3)
    built = gaps.map(
        lambda found: tuple(Gap(f"g{place}", one, weight) for place, (one, weight) in enumerate(found))
    )
    return st.builds(
        lambda gaps, text: Cloze(text=text + "".join(f" [[{gap.id}]]" for gap in gaps), gaps=gaps),
        built,
        html,
    )


def essays() -> st.SearchStrategy[Question]:
    limits = {
        "min_words": st.one_of(st.none(), st.integers(0, 9)),
        "max_words": st.one_of(st.none(), st.integers(9, 99)),
    }
    return st.builds(Essay, guidance=maybe_html, template=maybe_html, **limits, **common())


BY_TYPE = {
    "single_choice": single_choices,
    "multiple_choice": multiple_choices,
    "true_false": true_falses,
    "statements": four_statements,
    "short_text": short_texts,
    "numeric": numerics,
    "matching": matchings,
    "ordering": orderings,
    "cloze": clozes,
    "essay": essays,
}


def questions() -> st.SearchStrategy[Question]:
    return st.one_of([of_type() for of_type in BY_TYPE.values()])


__all__ = ["BY_TYPE", "questions"]
