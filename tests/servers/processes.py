"""Processes of Python that hold Sen from the beginning: forked from one that imported it and has done nothing else.

As different from each other and from the test as if each were started by itself, which costs seconds.
"""

import multiprocessing
from multiprocessing.context import ForkServerContext

HELD = ("tests.faults.test_concurrent_writes", "tests.faults.test_sweeps")


def context() -> ForkServerContext:
    made = multiprocessing.get_context("forkserver")
    made.set_forkserver_preload(list(HELD))
    return made
