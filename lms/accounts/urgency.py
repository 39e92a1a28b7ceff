"""How urgent a thread is to the system: one that computes long steps back behind all that answer.

Linux knows an urgency of each thread; elsewhere every thread of a process is as urgent as the others.
"""

import ctypes
import os
import platform
import struct
import sys
import threading
from contextlib import suppress

BEHIND = 10  # nice: a tenth of a core that both want
# A thread that wakes up interrupts at once who was given a longer slice than itself (Linux 6.12 and later); otherwise
# it waits for the end of the slice, several times in each save. Nanoseconds, the longest that there is.
SLICE = 100_000_000
_SET_ATTRIBUTES = {"x86_64": 314, "aarch64": 274}  # the number of the call sched_setattr(2)
_ATTRIBUTES = "=IIQiIQQQ"  # size, policy, flags, nice, priority, runtime (the slice), deadline, period


def step_back() -> None:
    """From now on the calling thread is less urgent than all others of its process."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), BEHIND)
        with suppress(OSError, AttributeError):
            _take_long_slices()


def _take_long_slices() -> None:
    """What an older system does not know of it passes over."""
    number = _SET_ATTRIBUTES.get(platform.machine())
    if number is not None:
        size = struct.calcsize(_ATTRIBUTES)
        wanted = struct.pack(_ATTRIBUTES, size, 0, 0, BEHIND, 0, SLICE, 0, 0)
        ctypes.CDLL(None).syscall(number, 0, ctypes.create_string_buffer(wanted, size), 0)
