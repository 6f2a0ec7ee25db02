"""What authors write. Learners and their records are unknown here."""

from courses.models.catalog import CatalogPage
from courses.models.course import CourseAudience, CourseOutlineVersion, CoursePage, CourseTeamMember, PolicySource
from courses.models.review import OrganisationReviewTask, ReviewLevel, responsible_unit
from courses.models.units import LessonPage, ModulePage, UnitPage

__all__ = [
    "CatalogPage",
    "CourseAudience",
    "CourseOutlineVersion",
    "CoursePage",
    "CourseTeamMember",
    "LessonPage",
    "ModulePage",
    "OrganisationReviewTask",
    "PolicySource",
    "ReviewLevel",
    "UnitPage",
    "responsible_unit",
]
