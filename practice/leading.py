"""The steps of a community leader: their order, and what each needs as evidence. Pure."""

from collections.abc import Collection

from practice.community_enums import LeaderStage

STAGES = tuple(LeaderStage)


def next_stage(taken: Collection[str]) -> LeaderStage | None:
    """The step that comes after those that were taken; None after the last. Steps cannot be left out."""
    return next((stage for stage in STAGES if stage not in taken), None)


def marks(taken: Collection[str], *, ended: bool = False) -> list[str]:
    """For each step in order: done, here (the next one) or open; a way that was ended has no next one."""
    following = None if ended else next_stage(taken)
    return ["done" if stage in taken else "here" if stage == following else "open" for stage in STAGES]
