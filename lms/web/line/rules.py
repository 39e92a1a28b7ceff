"""What a number means to the person who holds it. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

# Where nobody has moved for so long nobody is waiting any more.
FORGOTTEN = timedelta(seconds=30)
# So many go in at once, and a process lets so many in each second at most: what two cores start, and a little less.
BATCH = 20
BATCHES_A_SECOND = 10
# People a second, for saying when to look again; seconds.
USUAL_PACE = 300
SOONEST, LATEST = 2, 15


@dataclass(frozen=True)
class Standing:
    """A number in a line of which everybody up to `admitted` may go in."""

    number: int
    admitted: int

    @property
    def before(self) -> int:
        """How many stand before this one, at most: who has gone home is counted until their turn is over."""
        return max(0, self.number - self.admitted - 1)

    @property
    def may_go_in(self) -> bool:
        return self.number <= self.admitted

    @property
    def look_again_in(self) -> int:
        """Seconds; the further back, the later, so that waiting itself costs the server little."""
        return min(LATEST, max(SOONEST, self.before // USUAL_PACE))


def everybody_is_in(moved_at: datetime, now: datetime) -> bool:
    """Whether a line is so old that its numbers are of people who have gone."""
    return now - moved_at > FORGOTTEN
