"""Pools of questions and matrices that papers are drawn from."""

from decimal import Decimal
from random import Random

from hypothesis import strategies as st

from question_bank.assembly import Candidate
from question_bank.blueprint import Blueprint, Row
from question_bank.question import Level
from question_bank.types import SingleChoice, options

ONE = Decimal(1)
TOPICS = ("a", "b", "c")
LEVELS = tuple(Level)
QUESTION = SingleChoice(text="?", options=options(["m", "n", "p", "Cả A, B và C"], [3]))


def pool(size, topics=TOPICS):
    """As many questions of every topic and level."""
    kinds = [(topic, level) for topic in topics for level in LEVELS]
    return [Candidate(number, QUESTION, *kinds[number % len(kinds)]) for number in range(size)]


def matrix(*rows):
    return Blueprint(tuple(Row(topic, level, count, ONE) for topic, level, count in rows))


def refs(paper):
    return [slot.question_ref for slot in paper.slots]


rows = st.lists(
    st.tuples(st.sampled_from(["", *TOPICS]), st.sampled_from([None, *LEVELS]), st.integers(0, 6)), max_size=5
)


def hard(size, topics=TOPICS, seed=1):
    """A pool whose difficulties are known."""
    chance = Random(seed)
    return [
        Candidate(one.ref, one.question, one.topic, one.level, difficulty=chance.uniform(0.2, 0.95))
        for one in pool(size, topics)
    ]


def expected(paper, candidates):
    known = {one.ref: one.difficulty for one in candidates}
    return sum(known[ref] for ref in refs(paper)) / len(paper.slots)
