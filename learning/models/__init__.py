"""Records of learning. Only `learning.services` writes here."""

from learning.models.enrollments import Enrollment, InviteCode
from learning.models.notebook import Note
from learning.models.progress import UnitProgress

__all__ = ["Enrollment", "InviteCode", "Note", "UnitProgress"]
