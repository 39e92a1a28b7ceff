"""What nobody goes on with is taken away after a day."""

from lms.files import tidying
from lms.jobs.queue import every


@every(3600)
def sweep() -> int:
    """Parts of files that were given up, or that nobody has sent more of for a day."""
    return tidying.sweep()
