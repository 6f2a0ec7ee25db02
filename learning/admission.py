"""What a course page says to this person about getting in: one state, with everything its block shows."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.enums import JoinMethod
from courses.models import CoursePage
from courses.outline import CourseOutline, outline_of
from learning.enums import EnrollmentStatus
from learning.models import Enrollment
from learning.outline import LearnerOutline, learner_outline
from learning.studies import Study, standing, studies


@dataclass(frozen=True, slots=True)
class CourseView:
    """A course as one person sees it.

    `door` is the state of the join block: preview, login, active, completed, waiting, closed, full, open, application,
    invite or assignment; `declined` is the last application when it was turned down. `left` is places left, None
    without a limit.
    """

    outline: CourseOutline
    learner: LearnerOutline
    door: str
    enrollment: Enrollment | None = None
    study: Study | None = None
    declined: Enrollment | None = None
    left: int | None = None

    @property
    def method(self) -> str:
        return self.enrollment.method if self.enrollment else ""

    @property
    def lessons(self) -> int:
        return self.outline.lesson_count

    @property
    def quizzes(self) -> int:
        return sum(unit.kind == "quiz" for unit in self.outline.units)

    @property
    def completion(self) -> str:
        """One sentence: what completes the course."""
        wanted = [unit for unit in self.outline.units if unit.compulsory]
        lessons = sum(unit.kind == "lesson" for unit in wanted)
        quizzes = sum(unit.kind == "quiz" for unit in wanted)
        study = ngettext("finish %(count)d lesson", "finish all %(count)d lessons", lessons) % {"count": lessons}
        if not wanted:
            return _("The lessons are still being prepared.")
        if not quizzes:
            return _("%(study)s.") % {"study": study[:1].upper() + study[1:]}
        tests = ngettext("pass the quiz", "pass %(count)d quizzes", quizzes) % {"count": quizzes}
        if not lessons:
            return _("%(study)s.") % {"study": tests[:1].upper() + tests[1:]}
        return _("%(study)s and %(tests)s.") % {"study": study[:1].upper() + study[1:], "tests": tests}


def course_view(course: CoursePage, user, *, preview: bool = False) -> CourseView:
    """Look at `course` as `user`. For a stranger nothing but a limit on places asks the database."""
    outline = outline_of(course) if course.pk else CourseOutline(course_id=0, url="", modules=())
    row = standing(user, [course]).get(course.pk) if course.pk else None
    study = studies([row])[0] if row and row.may_read else None
    learner = study.outline if study else learner_outline(
        outline=outline, enrollment=None, rows=(), unit_order=course.unit_order
    )  # fmt: skip
    left = _places_left(course)
    declined = row if row and row.status == EnrollmentStatus.DECLINED else None
    return CourseView(
        outline=outline, learner=learner, enrollment=row, study=study, declined=declined, left=left,
        door="preview" if preview else _door(course, user, row, left),
    )  # fmt: skip


def _door(course: CoursePage, user, row: Enrollment | None, left: int | None) -> str:
    """The one state that counts, the learner's own standing before the course's rules."""
    standing_doors = {
        EnrollmentStatus.ACTIVE: "active",
        EnrollmentStatus.COMPLETED: "completed",
        EnrollmentStatus.APPLIED: "waiting",
    }
    if row and row.status in standing_doors:
        return standing_doors[EnrollmentStatus(row.status)]
    if course.expire_at and course.expire_at <= timezone.now():
        return "closed"
    if left == 0:
        return "full"
    if not user.is_authenticated:
        return "login"
    return {JoinMethod.OPEN: "open"}.get(JoinMethod(course.join_method), str(course.join_method))


def _places_left(course: CoursePage) -> int | None:
    if course.capacity is None or not course.pk:
        return None
    taken = Enrollment.objects.filter(course=course, status=EnrollmentStatus.ACTIVE).count()
    return max(0, course.capacity - taken)


def opening_words(unit_opens_on) -> str:
    """When a unit opens that is still closed to everybody; empty when it is open."""
    if not unit_opens_on or unit_opens_on <= timezone.localdate():
        return ""
    return _("Opens on %(date)s.") % {"date": date_format(unit_opens_on)}
