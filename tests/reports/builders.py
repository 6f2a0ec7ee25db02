"""A chain for tests: a case that a lesson shows, in a course with a quiz, and people who hold its certificate."""

from django.utils import timezone

from accounts.models import User
from cases.models import CasePage
from certificates.models import Certificate, CertificateTemplate
from courses.models import CoursePage
from learning.models import Enrollment
from tests import factories
from tests.assessments import builders as quizzes
from tests.certificates.builders import template


def course_with(*cases: CasePage, tested: bool = True, title: str = "案例课") -> CoursePage:
    """A course whose lessons show `cases`, one each; the fixture `looked_up` must be in use."""
    course = factories.course(title)
    heading = factories.module(course)
    for case in cases:
        block = {
            "type": "live_case",
            "id": f"case-{case.pk}",
            "value": {"case": case.pk, "purpose": "", "questions": []},
        }
        factories.lesson(heading, f"读{case.title}", body=[block])
    if tested:
        quizzes.quiz(of=heading)
    return course


def certified(course: CoursePage, learner: User, *, status: str = "valid") -> Certificate:
    """A certificate of `course` for `learner`, in the unit where they work."""
    at = learner.memberships.get().organisation
    row = Enrollment.objects.create(
        learner=learner, course=course, organisation=at, status="completed", method="open", completed_at=timezone.now()
    )
    number = f"PY-2026-C1-{Certificate.objects.count():06}-X"
    dates = {"revoked_at": timezone.now()} if status == "revoked" else {}
    return Certificate.objects.create(
        number=number, code=number[-14:], kind="completion", status=status, holder=learner, organisation=at,
        enrollment=row, template=CertificateTemplate.objects.first() or template(), issued_at=timezone.now(), **dates,
    )  # fmt: skip
