"""What people find in their inbox when an enrollment changes; kept as text, so it speaks the site's language."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext, override

from accounts.enums import NoticeKind, Role
from accounts.queries import people_with
from accounts.services import notify
from courses.models import CoursePage
from learning.enums import EnrollmentStatus
from learning.models import Enrollment


def tell_approvers(row: Enrollment, course: CoursePage, *, roles: Iterable[Role]) -> None:
    """Tell everybody who may answer the application."""
    with override(settings.LANGUAGE_CODE):
        text = gettext("%(name)s applies for “%(course)s”.") % {"name": row.learner.name, "course": course.title}
    notify(
        users=people_with(course.organisation, *roles), kind=NoticeKind.TASK, text=text,
        url=reverse("enrollment:inspect", args=[row.pk]), key=f"application:{row.uuid}",
    )  # fmt: skip


def tell_applicant(row: Enrollment, course: CoursePage) -> None:
    """Tell the learner the answer."""
    with override(settings.LANGUAGE_CODE):
        words = (
            gettext("Your application for “%(course)s” was approved. You can start.")
            if row.status == EnrollmentStatus.ACTIVE
            else gettext("Your application for “%(course)s” was not approved. The course page says why.")
        )
    _tell(row, course, NoticeKind.RESULT, words, f"decision:{row.uuid}")


def tell_assigned(row: Enrollment, course: CoursePage) -> None:
    """Tell the learner that their unit put them into a course."""
    with override(settings.LANGUAGE_CODE):
        words = gettext("“%(course)s” was assigned to you.")
    _tell(row, course, NoticeKind.TASK, words, f"assigned:{row.uuid}")


def _tell(row: Enrollment, course: CoursePage, kind: NoticeKind, words: str, key: str) -> None:
    # The inbox takes addresses of this site only, and a site under a second name has absolute ones.
    url = urlsplit(course.url or "").path
    notify(users=[row.learner], kind=kind, text=words % {"course": course.title}, url=url, key=key)
