"""May this person open this unit? If not: why, and what to do."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.enums import CMS_ROLES
from accounts.models import RoleGrant
from accounts.policies import current_roles, page_policy
from courses.models import CoursePage, UnitPage
from courses.outline import CourseOutline, outline_of
from learning.models import Enrollment, UnitProgress
from learning.outline import LearnerOutline, learner_outline
from learning.queries import course_of, course_path_of, enrollment_for, progress_rows
from learning.studies import studies, with_course


@dataclass(slots=True)
class Access:
    """The answer, with everything that was read to find it, so that the page need not read it again.

    `preview` is true for staff who may edit the unit and are not enrolled: they see it, nothing is recorded.
    """

    allowed: bool
    unit: UnitPage
    course: CoursePage | None = None
    enrollment: Enrollment | None = None
    outline: LearnerOutline | None = None
    rows: list[UnitProgress] = field(default_factory=list)
    preview: bool = False
    reason: str = ""
    link: str = ""
    link_label: str = ""

    @property
    def outline_version(self) -> int:
        """The version of the course's outline; 0 while nothing was counted yet."""
        state = getattr(self.course, "outline_state", None)
        return state.version if state else 0

    @property
    def progress(self) -> UnitProgress | None:
        return next((row for row in self.rows if row.unit_id == self.unit.pk), None)


def access_to(user, unit: UnitPage) -> Access:
    """Decide whether `user` may open `unit` now. Two queries for an enrolled learner with a warm outline."""
    if not user.is_authenticated:
        return _closed_to_strangers(unit)
    enrollment = enrollment_for(user, unit)
    if enrollment is None:
        return _without_enrollment(user, unit)
    course = enrollment.course
    rows = progress_rows(enrollment)
    outline = learner_outline(
        outline=outline_of(course), enrollment=enrollment, rows=rows, unit_order=course.unit_order
    )
    state = outline.states.get(unit.pk)
    access = Access(allowed=True, unit=unit, course=course, enrollment=enrollment, outline=outline, rows=rows)
    if state is not None and state.state == "locked":
        access.allowed = False
        access.reason, access.link, access.link_label = state.reason, state.link, state.link_label
    return access


def may_preview(user, unit: UnitPage) -> bool:
    """Whether `user` may look at `unit` as staff: an author, a reviewer or an administrator in its scope."""
    if not user.is_authenticated:
        return False
    if not user.is_superuser and not RoleGrant.objects.current().filter(user=user, role__in=CMS_ROLES).exists():
        return False
    rights = unit.permissions_for_user(user)
    return rights.can_edit() or rights.can_publish()


def readable(user, units: Iterable[UnitPage]) -> set[int]:
    """Keys of those of `units` that `user` may open now: the answer of `access_to` for many, in a fixed number of
    queries. Used where a text is quoted, so it is the stricter answer that counts."""
    units = list(units)
    if not user.is_authenticated or not units:
        return set()
    courses = {unit.pk: course_path_of(unit) for unit in units}
    rows = with_course(Enrollment.objects.reading().filter(learner=user.pk, course__path__in=set(courses.values())))
    # Running before completed, as in `enrollment_for`: the first of a course decides.
    first: dict[str, Enrollment] = {}
    for row in rows.order_by("status", "-enrolled_at"):
        first.setdefault(row.course.path, row)
    mine = {study.course.path: study.outline.states for study in studies(first.values())}
    found, rest = set(), set()
    for unit in units:
        if (states := mine.get(courses[unit.pk])) is None:
            rest.add(unit.pk)
        elif unit.pk in states and states[unit.pk].state != "locked":
            found.add(unit.pk)
    return found | _previewed(user, rest)


def _previewed(user, keys: set[int]) -> set[int]:
    """Those of the units `keys` that the person may look at as staff."""
    if not keys or not (user.is_superuser or current_roles(user).intersection(CMS_ROLES)):
        return set()
    own = page_policy.instances_user_has_any_permission_for(user, {"change", "publish"})
    return set(own.filter(pk__in=keys).values_list("pk", flat=True))


def _closed_to_strangers(unit: UnitPage) -> Access:
    return Access(
        allowed=False, unit=unit, course=course_of(unit), reason=_("Log in to open this lesson."),
        link=f"{reverse('account_login')}?{urlencode({'next': unit.url or '/'})}", link_label=_("Log in"),
    )  # fmt: skip


def _without_enrollment(user, unit: UnitPage) -> Access:
    course = course_of(unit)
    if course and may_preview(user, unit):
        outline: CourseOutline = outline_of(course)
        seen = learner_outline(outline=outline, enrollment=None, rows=(), unit_order=course.unit_order)
        return Access(allowed=True, unit=unit, course=course, outline=seen, preview=True)
    return Access(
        allowed=False, unit=unit, course=course, reason=_("This lesson is for people who joined the course."),
        link=course.url if course else "/", link_label=_("See the course"),
    )  # fmt: skip
