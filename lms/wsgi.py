"""What a WSGI server loads: `lms.wsgi:app`, configured by SEN_… variables."""

import gc
import sys

from lms.app import create_app
from lms.config import check, from_environment
from lms.web import templating

_config = from_environment()
check(_config)
app = create_app(_config)
templating.load_all(app)
# What was loaded stays for good: the collector need not look at it again, nor at every few objects of a request.
gc.collect()
gc.freeze()
gc.set_threshold(10_000, 20, 20)
# A save waits for the interpreter several times. Beside a report that computes for a second, a fifth of a millisecond
# each time is nothing; the usual five milliseconds would be seen.
sys.setswitchinterval(0.0002)
