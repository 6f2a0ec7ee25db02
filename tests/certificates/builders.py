"""Things certificate tests need."""

from accounts.models import Organisation
from certificates.models import Award, CertificateTemplate
from learning.enums import EnrollmentStatus
from learning.models import Enrollment
from learning.services import record_result
from tests import factories


def template(organisation: Organisation | None = None, **fields) -> CertificateTemplate:
    values = {"name": "结业证书", "issuer_name": "番禺区社区治理培训项目（示例）"} | fields
    return CertificateTemplate.objects.create(organisation=organisation or factories.district(), **values)


def completed(learner, *, award: bool = True, **course_fields) -> Enrollment:
    """A completed enrollment in a course of one lesson; with `award` the course gives a certificate."""
    course, (lesson,) = factories.course_with_lessons(1, **course_fields)
    if award:
        Award.objects.create(course=course, template=CertificateTemplate.objects.first() or template())
    enrollment = Enrollment.objects.create(
        learner=learner, course=course, status=EnrollmentStatus.ACTIVE, method="open",
        organisation=learner.memberships.get().organisation,
    )  # fmt: skip
    record_result(enrollment=enrollment, unit=lesson, completion=True)
    enrollment.refresh_from_db()
    return enrollment
