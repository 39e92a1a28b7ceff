"""Sharing scripts out among markers as plain arithmetic."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

WHOLE = 100
FEWEST_OF_A_GROUP = 3  # where marking is blind: with fewer, the group would tell whose script it is


@dataclass(frozen=True)
class Script:
    """A script that counts: who marked it, who has it now, and of which group its writer is."""

    reflection_id: int
    script_no: int
    group_id: int | None
    marked_by: int | None
    allocated_to: int | None
    pinned: bool

    def stays(self, *, only_new: bool) -> int | None:
        """Who keeps the script whatever is decided: who marked it, whom it is pinned to, or who has it already."""
        if self.marked_by is not None:
            return self.allocated_to or self.marked_by
        return self.allocated_to if self.pinned or only_new else None


@dataclass(frozen=True)
class Plan:
    """How to share out: by weights of the markers, or by the marker of each group (`rest` has who is in none)."""

    weights: Mapping[int, int] = field(default_factory=dict)
    groups: Mapping[int | None, int] = field(default_factory=dict)
    only_new: bool = False


def shared_out(scripts: Sequence[Script], plan: Plan) -> dict[int, int]:
    """The marker of each script, by reflection; in the order given, which must not be that of names or times."""
    given = {
        script.reflection_id: marker
        for script in scripts
        if (marker := script.stays(only_new=plan.only_new)) is not None
    }
    free = [script for script in scripts if script.reflection_id not in given]
    if plan.groups:
        return given | {
            script.reflection_id: plan.groups.get(script.group_id, plan.groups[None]) for script in free
        }
    counts = dict.fromkeys(plan.weights, 0)
    for marker in given.values():
        if marker in counts:
            counts[marker] += 1
    for script in free:
        marker = max(plan.weights, key=lambda one: plan.weights[one] / (2 * counts[one] + 1))
        given[script.reflection_id] = marker
        counts[marker] += 1
    return given


def small_groups(scripts: Sequence[Script]) -> list[int | None]:
    """The groups with too few scripts to be marked as a group without names."""
    sizes: dict[int | None, int] = {}
    for script in scripts:
        sizes[script.group_id] = sizes.get(script.group_id, 0) + 1
    return [group for group, size in sizes.items() if size < FEWEST_OF_A_GROUP]
