"""`python -m tests.benchmarks.floor_server PORT`: the floor, behind the server that Sen stands behind too."""

import sys

from granian.constants import Interfaces

from lms.cli.server import THREADS, Server

if __name__ == "__main__":
    Server(
        "tests.benchmarks.floor_app:app",
        port=int(sys.argv[1]),
        interface=Interfaces.WSGI,
        workers=2,
        blocking_threads=THREADS,
        log_enabled=False,
    ).serve()
