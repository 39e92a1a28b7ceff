"""The web server: Granian, each of its processes kept to one core.

Only one thread of a process runs Python at a time. Where the system lets its threads wander between cores, each takes
over with cold caches, and a page costs twice the work (measured: 3.4 ms instead of 1.6 with two requests at once).
"""

import logging
import os
import signal
import threading
from typing import Any

from granian import Granian

LOGS = {  # beside what a command answers, so that a program can read the answer
    "handlers": {
        name: {"formatter": formatter, "class": "logging.StreamHandler", "stream": "ext://sys.stderr"}
        for name, formatter in (("console", "generic"), ("access", "access"))
    }
}
THREADS = 32  # most of them wait for a commit; how many compute at once, lms.web.seats says


class Server(Granian):  # type: ignore[misc, valid-type]  # one class or another, by platform
    """Granian with our changes."""

    def signal_handler_interrupt(self, *_signal: object) -> None:
        """Setting an event in a signal handler blocks for ever if the signal meets the main thread inside the event."""
        self.interrupt_signal = True
        threading.Thread(target=self.main_loop_interrupt.set).start()

    @staticmethod
    def _spawn_wsgi_worker(worker_id: int, *arguments: Any, **options: Any) -> Any:
        signal.signal(
            signal.SIGTERM, signal.SIG_DFL
        )  # the parent's handler would ignore it until all is loaded
        keep_to_one_core(worker_id)
        return Granian._spawn_wsgi_worker(worker_id, *arguments, **options)


def _means_something_here(record: logging.LogRecord) -> bool:
    """Granian warns of many threads, for applications that let them all compute."""
    return "Python threads" not in str(record.msg)


logging.getLogger("_granian").addFilter(_means_something_here)


def keep_to_one_core(number: int) -> None:
    """The calling thread, and all that it starts from now on, run on the core that is the turn of `number`.

    Where the system knows no such thing nothing happens.
    """
    if not hasattr(os, "sched_setaffinity"):
        return
    cores = sorted(os.sched_getaffinity(0))
    # Servers on one machine do not all begin with the same core.
    os.sched_setaffinity(0, {cores[(number + os.getppid()) % len(cores)]})
