"""How people get into a course and out of it: joining, applying, being assigned, withdrawing.

Every rule that counts places is decided while the course's row is held, so the last place is given once.
"""

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.log_actions import log

from accounts.enums import Role
from accounts.models import User
from accounts.queries import can, home_unit, units_for
from courses.enums import JoinMethod
from courses.models import CoursePage
from learning.enums import OPEN_STATUSES, EnrollmentStatus
from learning.models import Enrollment
from learning.services.announcing import tell_applicant, tell_approvers, tell_assigned

# Who runs a course: decides on applications, assigns people, hands out codes.
COURSE_ROLES = (Role.AUTHOR, Role.COHORT_MANAGER, Role.DISTRICT_ADMIN)


class EnrollmentRefused(Exception):
    """A rule says no. `message` is the sentence for the person (lazy, translated), `code` the rule's stable name.

    Codes: closed, full, method, completed, assigned, not_allowed, decided, reason, wrong_code, other_course, expired,
    used_up, reused, past_day.
    """

    def __init__(self, code: str, message) -> None:
        super().__init__(code)
        self.code = code
        self.message = message

    def __str__(self) -> str:
        return str(self.message)


NOT_ALLOWED = _("You may not do this for this course. Ask the unit that owns it.")
# What a person is told who tries to walk in where that is not the way.
OTHER_WAYS = {
    JoinMethod.APPLICATION: _("This course is joined by application. Write why you want to take it and send it."),
    JoinMethod.ASSIGNMENT: _("People are assigned to this course by their unit. Ask your unit’s administrator."),
    JoinMethod.INVITE: _("This course needs an invite code. Ask the unit that runs it."),
}


def locked_course(course: CoursePage) -> CoursePage:
    """The course, its row held until the end of the transaction. Raises EnrollmentRefused when it is not open."""
    found = CoursePage.objects.select_for_update(of=("self",)).get(pk=course.pk)
    over = found.expire_at is not None and found.expire_at <= timezone.now()
    if not found.live or over:
        raise EnrollmentRefused("closed", _("This course is no longer open for study."))
    return found


def free_places(course: CoursePage) -> int | None:
    """Places left; None when there is no limit. People who are studying count, those who completed do not."""
    if course.capacity is None:
        return None
    taken = Enrollment.objects.filter(course=course, status=EnrollmentStatus.ACTIVE).count()
    return max(0, course.capacity - taken)


def require_place(course: CoursePage) -> None:
    if free_places(course) == 0:
        raise EnrollmentRefused("full", _("All places of this course are taken. Please try again later."))


def newest_enrollment(learner: User, course: CoursePage) -> Enrollment | None:
    """The row that speaks for the learner now: an open one, else the latest."""
    rows = Enrollment.objects.filter(learner=learner, course=course).order_by("-pk")
    return next((row for row in rows if row.status in OPEN_STATUSES), None) or next(iter(rows), None)


def begin(*, learner: User, course: CoursePage, row: Enrollment | None = None, **values) -> Enrollment:
    """Make the learner an active one: in `row`, an application, when there is one, else in a new row.

    The caller holds the course's row and has checked who may do this.
    """
    row = row or Enrollment(learner=learner, course=course)
    for name, value in values.items():
        setattr(row, name, value)
    row.organisation = row.organisation or home_unit(learner)
    row.status = EnrollmentStatus.ACTIVE
    row.enrolled_at = timezone.now()
    row.full_clean()
    row.save()
    return row


@transaction.atomic
def enroll(
    *,
    learner: User,
    course: CoursePage,
    method: JoinMethod = JoinMethod.OPEN,
    by: User | None = None,
    due_on: datetime.date | None = None,
    retake: bool = False,
) -> Enrollment:
    """Let `learner` study `course`. Joining twice is joining once.

    A person who completed the course gets that enrollment back, or with `retake` a new one; the old result stays.
    `by` is the member of staff who acts; without one, only OPEN is checked against the course, because other methods
    reach this from services and imports that checked already.

    Raises EnrollmentRefused: closed, full, method, not_allowed.
    """
    course = locked_course(course)
    if by is not None and not may_assign(by, course, [learner]):
        raise EnrollmentRefused("not_allowed", NOT_ALLOWED)
    row = newest_enrollment(learner, course)
    if row and row.status == EnrollmentStatus.ACTIVE:
        return row
    if row and row.status == EnrollmentStatus.COMPLETED and not retake:
        return row
    if by is None and method == JoinMethod.OPEN and course.join_method != JoinMethod.OPEN:
        raise EnrollmentRefused("method", OTHER_WAYS[JoinMethod(course.join_method)])
    require_place(course)
    waiting = row if row and row.status == EnrollmentStatus.APPLIED else None
    row = begin(learner=learner, course=course, row=waiting, method=method, enrolled_by=by, due_on=due_on)
    log(instance=row, action="learning.enroll", user=by or learner, data={"method": str(method)})
    return row


@transaction.atomic
def apply(*, learner: User, course: CoursePage, application: str, retake: bool = False) -> Enrollment:
    """Ask to be let in. Applying again while the first application waits replaces its text.

    Raises EnrollmentRefused: closed, full, method, completed; ValidationError when the text is too long.
    """
    course = locked_course(course)
    row = newest_enrollment(learner, course)
    if row and row.status == EnrollmentStatus.ACTIVE:
        return row
    if row and row.status == EnrollmentStatus.COMPLETED and not retake:
        raise EnrollmentRefused("completed", _("You have completed this course already."))
    if course.join_method != JoinMethod.APPLICATION:
        raise EnrollmentRefused("method", _("This course does not take applications now."))
    text = application.replace("\r\n", "\n").strip()
    if not text:
        raise EnrollmentRefused("reason", _("Write in a sentence why you want to take the course."))
    require_place(course)
    fresh = row is None or row.status != EnrollmentStatus.APPLIED
    if row is None or fresh:
        row = Enrollment(learner=learner, course=course, organisation=home_unit(learner))
    row.status, row.method, row.application = EnrollmentStatus.APPLIED, JoinMethod.APPLICATION, text
    row.full_clean()
    row.save()
    if fresh:
        log(instance=row, action="learning.apply", user=learner)
        tell_approvers(row, course, roles=COURSE_ROLES)
    return row


@transaction.atomic
def decide(*, enrollment: Enrollment, by: User, approve: bool, reason: str = "") -> Enrollment:
    """Answer an application; a refusal needs a reason, which the applicant reads. The same answer twice is one.

    Raises EnrollmentRefused: not_allowed, decided, reason, full, closed.
    """
    course = locked_course(enrollment.course)
    row = Enrollment.objects.select_for_update(of=("self",)).select_related("learner").get(pk=enrollment.pk)
    if not can(by, course.organisation, *COURSE_ROLES):
        raise EnrollmentRefused("not_allowed", NOT_ALLOWED)
    wanted = EnrollmentStatus.ACTIVE if approve else EnrollmentStatus.DECLINED
    if row.status == wanted:
        return row
    if row.status != EnrollmentStatus.APPLIED:
        raise EnrollmentRefused("decided", _("This application has been answered already."))
    reason = reason.strip()
    if not approve and not reason:
        raise EnrollmentRefused("reason", _("Say why; the applicant reads it."))
    row.decision = reason
    if approve:
        require_place(course)
        begin(learner=row.learner, course=course, row=row, enrolled_by=by)
    else:
        row.status, row.ended_at, row.enrolled_by = EnrollmentStatus.DECLINED, timezone.now(), by
        row.full_clean()
        row.save()
    log(instance=row, action="learning.decide", user=by, data={"approved": approve, "reason": reason})
    tell_applicant(row, course)
    return row


@transaction.atomic
def assign(
    *, learners: Iterable[User], course: CoursePage, by: User, due_on: datetime.date | None = None
) -> list[Enrollment]:
    """Put people into a course, all or none. Returns the enrollments that are new.

    People who study or completed it already are left as they are; a waiting application is thereby approved.
    Raises EnrollmentRefused: closed, not_allowed, full.
    """
    course = locked_course(course)
    people = list({person.pk: person for person in learners}.values())
    if not may_assign(by, course, people):
        raise EnrollmentRefused("not_allowed", NOT_ALLOWED)
    waiting, settled = _rows_by_state(course, people)
    new = [person for person in people if person.pk not in settled]
    left = free_places(course)
    if left is not None and len(new) > left:
        raise EnrollmentRefused("full", _too_many(left, len(new)))
    rows = []
    for person in new:
        row = begin(
            learner=person, course=course, row=waiting.get(person.pk), method=JoinMethod.ASSIGNMENT,
            enrolled_by=by, due_on=due_on,
        )  # fmt: skip
        log(instance=row, action="learning.enroll", user=by, data={"method": str(JoinMethod.ASSIGNMENT)})
        rows.append(row)
    for row in rows:
        tell_assigned(row, course)
    return rows


def may_assign(by: User, course: CoursePage, learners: Iterable[User]) -> bool:
    """Those who run the course may assign anybody, a town administrator the people of the town."""
    if can(by, course.organisation, *COURSE_ROLES):
        return True
    wanted = {person.pk for person in learners}
    scope = units_for(by, Role.TOWN_ADMIN)
    within = User.objects.within(scope).filter(pk__in=wanted).values_list("pk", flat=True)
    return bool(wanted) and wanted == set(within)


@transaction.atomic
def withdraw(*, enrollment: Enrollment, reason: str = "", by: User | None = None) -> Enrollment:
    """Leave a course or take an application back; the record stays. Without `by` the learner acts.

    Raises EnrollmentRefused: completed; assigned (only staff end an assignment); not_allowed.
    """
    row = Enrollment.objects.select_for_update(of=("self",)).select_related("learner").get(pk=enrollment.pk)
    course = CoursePage.objects.get(pk=row.course_id)
    if by is not None and not may_assign(by, course, [row.learner]):
        raise EnrollmentRefused("not_allowed", NOT_ALLOWED)
    if row.status == EnrollmentStatus.COMPLETED:
        raise EnrollmentRefused("completed", _("You have completed this course already."))
    if row.status not in OPEN_STATUSES:
        return row
    if by is None and row.method == JoinMethod.ASSIGNMENT:
        raise EnrollmentRefused(
            "assigned", _("Your unit assigned this course to you. Ask your unit’s administrator to take you off it.")
        )
    row.status, row.ended_at = EnrollmentStatus.WITHDRAWN, timezone.now()
    row.full_clean()
    row.save()
    log(instance=row, action="learning.withdraw", user=by or row.learner, data={"reason": reason.strip()[:300]})
    return row


def _rows_by_state(course: CoursePage, people: list[User]) -> tuple[dict[int, Enrollment], set[int]]:
    """Waiting applications by person, and the people who study or completed the course already."""
    rows = Enrollment.objects.filter(course=course, learner__in=people).exclude(
        Q(status=EnrollmentStatus.WITHDRAWN) | Q(status=EnrollmentStatus.DECLINED)
    )
    waiting = {row.learner_id: row for row in rows if row.status == EnrollmentStatus.APPLIED}
    return waiting, {row.learner_id for row in rows if row.status != EnrollmentStatus.APPLIED}


def _too_many(left: int, wanted: int) -> str:
    words = ngettext(
        "Nobody was assigned: %(left)d place is left, and %(wanted)d people would be added.",
        "Nobody was assigned: %(left)d places are left, and %(wanted)d people would be added.",
        left,
    )
    return words % {"left": left, "wanted": wanted}
