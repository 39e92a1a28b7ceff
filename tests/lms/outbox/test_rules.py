"""What becomes of an edit, case by case; and what must hold whatever arrives in whatever order."""

from collections import defaultdict
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings, strategies as st

from lms.outbox.rules import (
    ACKNOWLEDGED,
    COUNTED,
    Current,
    Decision,
    Edit,
    Outcome,
    Past,
    Standing,
    decide,
    decide_all,
)
from tests.scale import scaled

STORED, STALE, CONFLICT = Outcome.STORED, Outcome.STALE, Outcome.CONFLICT
MINE, OTHER = "tab-a", "tab-b"


def edit(seq: int = 1, base: int = 0, value: object = "B", **more: object) -> Edit:
    return Edit(1, seq, base, value, **more)  # type: ignore[arg-type]


def current(version: int = 1, tab: str = MINE, seq: int = 1, value: object = "A") -> Current:
    return Current(version, tab, seq, value)


@pytest.mark.parametrize(
    "case, given_edit, held, past, outcome, version",
    [
        ("the first answer", edit(), None, {}, STORED, 1),
        ("a change by the same tab", edit(2, 1), current(), {}, STORED, 2),
        ("a change sent before the first was acknowledged", edit(2, 0), current(), {}, STORED, 2),
        ("the same again", edit(1), current(), {1: Past(STORED, 1, "B")}, STORED, 1),
        ("the same again, after others", edit(1), current(7, OTHER, 4), {1: Past(STORED, 1, "B")}, STORED, 1),
        ("the same number, but another value", edit(1), current(), {1: Past(STORED, 1, "A")}, CONFLICT, 1),
        ("the same number, but nothing", edit(1, 0, None), current(), {1: Past(STORED, 1, "A")}, CONFLICT, 1),
        (
            "a refused one again names what stands by now",
            edit(1),
            current(7),
            {1: Past(CONFLICT, 2)},
            CONFLICT,
            7,
        ),
        ("an older one of the same tab", edit(1), current(2, MINE, 3), {3: Past(STORED, 2)}, STALE, 2),
        (
            "an older one, while another tab wrote since",
            edit(1),
            current(3, OTHER),
            {2: Past(STORED, 1)},
            STALE,
            3,
        ),
        ("an older one whose newer was refused", edit(1), None, {2: Past(Outcome.INVALID, 0)}, STORED, 1),
        ("another tab, which the learner had seen", edit(1, 4), current(4, OTHER), {}, STORED, 5),
        ("another tab, which the learner had not seen", edit(1, 3), current(4, OTHER), {}, CONFLICT, 4),
        ("another tab that said the same", edit(1, 0, "A"), current(4, OTHER), {}, STORED, 5),
        ("blank over an answer", edit(2, 1, None), current(), {}, Outcome.BLANK, 1),
        ("blank over an answer, asked for", edit(2, 1, None, clear=True), current(), {}, STORED, 2),
        ("blank over nothing", edit(1, 0, None), None, {}, STORED, 1),
        ("blank over blank", edit(2, 1, None), current(value=None), {}, STORED, 2),
        ("blank over what another tab stored", edit(1, 0, None), current(3, OTHER), {}, CONFLICT, 3),
        (
            "no answer to the question",
            edit(2, 1, "Z", invalid="no option"),
            current(),
            {},
            Outcome.INVALID,
            1,
        ),
    ],
)
def test_an_edit_in_time(case, given_edit, held, past, outcome, version):
    made = decide(given_edit, MINE, held, past, Standing.IN_TIME)
    assert (made.outcome, made.version) == (outcome, version), case


@pytest.mark.parametrize(
    "standing, held, past, outcome",
    [
        (Standing.IN_GRACE, None, {}, Outcome.COUNTED_LATE),
        (Standing.IN_GRACE, current(3, OTHER), {}, CONFLICT),
        (Standing.TOO_LATE, None, {}, Outcome.LATE),
        (Standing.TOO_LATE, current(3, OTHER), {}, Outcome.LATE),
        (Standing.TOO_LATE, current(3, OTHER), {1: Past(STORED, 2, "B")}, STORED),
        (Standing.TOO_LATE, current(3, MINE, 2), {2: Past(STORED, 3)}, STALE),
    ],
)
def test_an_edit_after_the_end(standing, held, past, outcome):
    assert decide(edit(), MINE, held, past, standing).outcome is outcome


def test_a_refused_edit_changes_nothing():
    held = current(4, OTHER)
    assert decide(edit(1, 3), MINE, held, {}, Standing.IN_TIME).current is held


def test_edits_of_one_batch_build_on_each_other_in_the_order_of_their_seq():
    made = decide_all([edit(3, 0, "C"), edit(1, 0, "A"), edit(2, 0, "B")], MINE, {}, {}, in_time)
    assert [(one.edit.seq, one.version, one.outcome) for one in made] == [
        (1, 1, STORED),
        (2, 2, STORED),
        (3, 3, STORED),
    ]


def test_an_edit_twice_in_a_batch_is_stored_once():
    first, second = decide_all([edit(), edit()], MINE, {}, {}, in_time)
    assert (first.repeated, second.repeated) == (False, True)
    assert first.version == second.version == 1


def in_time(_edit: Edit) -> Standing:
    return Standing.IN_TIME


@dataclass
class Server:
    """The rules with a memory, as the two tables are."""

    held: dict[int, Current] = field(default_factory=dict)
    history: dict[tuple[int, str], dict[int, Past]] = field(default_factory=lambda: defaultdict(dict))

    def receive(self, sent: Edit, tab: str, standing: Standing) -> Decision:
        known = self.history[sent.slot, tab]
        made = decide(sent, tab, self.held.get(sent.slot), known, standing)
        if not made.repeated:
            known[sent.seq] = made.as_past
        if made.current:
            self.held[sent.slot] = made.current
        return made


values = st.sampled_from(["A", "B", "C", None])
sent_edits = st.tuples(
    st.sampled_from([MINE, OTHER]),
    st.builds(
        Edit,
        slot=st.integers(1, 2),
        seq=st.integers(1, 6),
        base=st.integers(0, 6),
        value=values,
        clear=st.booleans(),
        invalid=st.sampled_from(["", "", "", "wrong"]),
    ),
    st.sampled_from([Standing.IN_TIME, Standing.IN_TIME, Standing.IN_GRACE, Standing.TOO_LATE]),
)


@settings(max_examples=scaled(2000))
@given(st.lists(sent_edits, max_size=30))
def test_an_acknowledged_answer_is_never_lost(arrivals):
    server = Server()
    for tab, sent, standing in arrivals:
        before = server.held.get(sent.slot)
        made = server.receive(sent, tab, standing)
        after = server.held.get(sent.slot)
        if before is not None:
            assert after is not None
            assert after.version >= before.version
        if after is not before:
            assert made.outcome in COUNTED
            assert after == Current(
                made.version, tab, sent.seq, sent.value, made.outcome is Outcome.COUNTED_LATE
            )
            assert made.version == (before.version if before else 0) + 1
        if made.outcome in ACKNOWLEDGED:
            assert after is not None
            assert after.version >= made.version


@settings(max_examples=scaled(2000))
@given(st.lists(sent_edits, max_size=20), sent_edits, st.lists(sent_edits, max_size=20))
def test_sending_again_gives_the_same_answer_and_changes_nothing(earlier, again, later):
    server = Server()
    for tab, sent, standing in earlier:
        server.receive(sent, tab, standing)
    tab, sent, standing = again
    first = server.receive(sent, tab, standing)
    for other_tab, other, other_standing in later:
        server.receive(other, other_tab, other_standing)
    held = dict(server.held)
    second = server.receive(sent, tab, Standing.TOO_LATE)
    assert second.repeated
    assert second.outcome is first.outcome
    assert not first.acknowledged or second.version == first.version
    assert server.held == held


@settings(max_examples=scaled(2000))
@given(st.lists(sent_edits, max_size=30))
def test_nothing_becomes_blank_unless_somebody_asked(arrivals):
    server = Server()
    for tab, sent, standing in arrivals:
        before = server.held.get(sent.slot)
        server.receive(sent, tab, standing)
        after = server.held.get(sent.slot)
        if before and before.value is not None and after and after.value is None:
            assert sent.clear
