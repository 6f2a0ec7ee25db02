"""Records of learning. Only `learning.services` writes here."""

from learning.models.enrollments import Enrollment, InviteCode
from learning.models.notebook import Note
from learning.models.paths import LearningPath, PathAudience, PathFollower, PathStep, StepNote
from learning.models.progress import UnitProgress

__all__ = [
    "Enrollment", "InviteCode", "LearningPath", "Note", "PathAudience", "PathFollower", "PathStep", "StepNote",
    "UnitProgress",
]  # fmt: skip
