"""Hashing passwords is dear, and must not keep those waiting who save an answer."""

import multiprocessing
import os
import threading

from lms.accounts import hashing, passwords


def test_the_same_password_in_other_letters_is_right_and_another_is_wrong():
    stored = passwords.hashed("Mật khẩu của An")
    assert passwords.verify("Mật khẩu của An", stored)[0]
    assert not passwords.verify("Mật khẩu của Ân", stored)[0]
    assert not passwords.verify("Mật khẩu của An", None)[0]


def test_hashing_stands_back_behind_all_who_are_answered():
    def niceness() -> int:
        return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())

    assert hashing._thread.submit(niceness).result() == hashing.BEHIND > niceness()


def test_a_process_that_was_forked_hashes_too():
    stored = passwords.hashed("một hai ba bốn")
    child = multiprocessing.get_context("fork").Process(target=_verify, args=(stored,))
    child.start()
    child.join(60)
    assert child.exitcode == 0


def _verify(stored: str) -> None:
    right, _newer = passwords.verify("một hai ba bốn", stored)
    os._exit(0 if right else 1)
