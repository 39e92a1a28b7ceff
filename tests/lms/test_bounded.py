"""A process of its own for what strangers sent: it answers, or says in one of three ways that it did not."""

import pytest

from lms.bounded import Bounded, Broken, Busy, TooSlow

GUEST = "tests.lms.guest"


def test_it_answers_in_any_letters_and_leaves_nothing_behind() -> None:
    guest = Bounded(GUEST, seconds=30)
    with guest.folder() as folder:
        (folder / "sent").write_text("")
        assert guest.answer(folder / "sent") == {"name": "sent", "letters": "Lý luận"}
    assert not folder.exists()
    assert guest.answer_of(b"")["name"] == "source"


@pytest.mark.parametrize("told", ["eat", "die"])
def test_what_kills_it_harms_nobody_else(told: str) -> None:
    with pytest.raises(Broken):
        Bounded(GUEST, seconds=30).answer_of(told.encode())


def test_what_takes_too_long_is_stopped() -> None:
    with pytest.raises(TooSlow):
        Bounded(GUEST, seconds=2).answer_of(b"sleep")


def test_one_more_than_may_be_at_work_waits_and_is_told() -> None:
    guest = Bounded(GUEST, seconds=0, at_once=1)
    with guest.folder(), pytest.raises(Busy):
        guest.answer_of(b"")
    with guest.folder() as folder:
        assert folder.is_dir()
