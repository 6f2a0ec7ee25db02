"""What authors write. Learners and their records are unknown here."""

from courses.models.catalog import CatalogPage
from courses.models.course import CourseAudience, CourseOutlineVersion, CoursePage, PolicySource
from courses.models.units import LessonPage, ModulePage, UnitPage

__all__ = [
    "CatalogPage",
    "CourseAudience",
    "CourseOutlineVersion",
    "CoursePage",
    "LessonPage",
    "ModulePage",
    "PolicySource",
    "UnitPage",
]
