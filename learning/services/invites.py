"""Invite codes: making, ending and using them."""

import datetime
import secrets

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.log_actions import log

from accounts.models import Organisation, User
from accounts.queries import can
from courses.enums import JoinMethod
from courses.models import CoursePage
from learning.enums import EnrollmentStatus
from learning.invite_codes import ALPHABET, LENGTH, normal_code
from learning.models import Enrollment, InviteCode
from learning.services.enrollments import (
    COURSE_ROLES,
    NOT_ALLOWED,
    EnrollmentRefused,
    begin,
    locked_course,
    newest_enrollment,
    require_place,
)


def fresh_code() -> str:
    """Eight letters and digits (40 bits of chance): cannot be guessed, can be read out on the telephone."""
    return "".join(secrets.choice(ALPHABET) for _i in range(LENGTH))


@transaction.atomic
def create_invite(
    *,
    course: CoursePage,
    organisation: Organisation,
    by: User,
    max_uses: int = 1,
    expires_on: datetime.date | None = None,
    code: str = "",
) -> InviteCode:
    """Make a code that lets `max_uses` people into `course` until the end of `expires_on`.

    A form passes the `code` it was drawn with, so that a form sent twice makes one code.
    Raises EnrollmentRefused: not_allowed, past_day; ValidationError for other wrong values.
    """
    if not can(by, course.organisation, *COURSE_ROLES) or not can(by, organisation, *COURSE_ROLES):
        raise EnrollmentRefused("not_allowed", NOT_ALLOWED)
    if expires_on and expires_on < timezone.localdate():
        raise EnrollmentRefused("past_day", _("The last day is in the past."))
    if code:
        same = InviteCode.objects.filter(code=code, course=course, created_by=by).first()
        if same:
            return same
    invite = InviteCode(
        course=course, organisation=organisation, code=code or fresh_code(), max_uses=max_uses,
        expires_on=expires_on, created_by=by,
    )  # fmt: skip
    invite.full_clean()
    invite.save()
    log(instance=invite, action="learning.invite", user=by, data={"course": course.title, "places": max_uses})
    return invite


@transaction.atomic
def expire_invite(*, invite: InviteCode, by: User) -> InviteCode:
    """End a code today; who came in by it stays in. Raises EnrollmentRefused: not_allowed."""
    row = InviteCode.objects.select_for_update(of=("self",)).get(pk=invite.pk)
    if not can(by, row.organisation, *COURSE_ROLES):
        raise EnrollmentRefused("not_allowed", NOT_ALLOWED)
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    if row.expires_on is None or row.expires_on > yesterday:
        row.expires_on = yesterday
        row.full_clean()
        row.save()
        log(instance=row, action="learning.expire_invite", user=by)
    return row


@transaction.atomic
def redeem_invite(*, learner: User, code: str, course: CoursePage | None = None) -> Enrollment:
    """Enter a course by code. Sending the same code twice enters once and uses one place of the code.

    `course` is the course on whose page the code was typed, None on the general page.
    Raises EnrollmentRefused: wrong_code, other_course, closed, reused, expired, used_up, full.
    """
    invite = InviteCode.objects.filter(code=normal_code(code)).select_related("course").first()
    if invite is None:
        raise EnrollmentRefused("wrong_code", _("There is no such invite code. Check it letter by letter."))
    if course is not None and invite.course_id != course.pk:
        raise EnrollmentRefused(
            "other_course",
            _("This code is for another course, “%(course)s”. Enter it on that course’s page.")
            % {"course": invite.course.title},
        )
    locked = locked_course(invite.course)
    invite = InviteCode.objects.select_for_update(of=("self",)).get(pk=invite.pk)
    row = newest_enrollment(learner, locked)
    if row and row.status == EnrollmentStatus.ACTIVE:
        return row
    _require_usable(invite, learner)
    require_place(locked)
    waiting = row if row and row.status == EnrollmentStatus.APPLIED else None
    invite.uses += 1
    invite.full_clean()
    invite.save(update_fields=["uses"])
    row = begin(learner=learner, course=locked, row=waiting, method=JoinMethod.INVITE, invite=invite)
    log(instance=row, action="learning.enroll", user=learner, data={"method": str(JoinMethod.INVITE)})
    return row


def _require_usable(invite: InviteCode, learner: User) -> None:
    """Raise EnrollmentRefused when the code is spent for this learner or for everybody."""
    if Enrollment.objects.filter(invite=invite, learner=learner).exists():
        raise EnrollmentRefused(
            "reused", _("You have used this code before; it lets each person in once. Ask for a new one.")
        )
    if invite.expires_on and invite.expires_on < timezone.localdate():
        day = date_format(invite.expires_on, "DATE_FORMAT")
        raise EnrollmentRefused("expired", _("This code ran out on %(day)s. Ask for a new one.") % {"day": day})
    if invite.uses >= invite.max_uses:
        words = ngettext(
            "This code was for %(count)d person and has been used. Ask for a new one.",
            "All %(count)d places of this code have been used. Ask for a new one.",
            invite.max_uses,
        )
        raise EnrollmentRefused("used_up", words % {"count": invite.max_uses})
