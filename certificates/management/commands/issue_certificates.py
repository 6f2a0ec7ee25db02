"""Catch up: give and print what is owed, e.g. after the worker was down or Pango was installed."""

from django.core.management.base import BaseCommand

from certificates.enums import CertificateStatus
from certificates.models import Award, Certificate
from certificates.services import issue, make_document
from learning.enums import EnrollmentStatus
from learning.models import Enrollment


class Command(BaseCommand):
    help = "Issue certificates of completed courses that have none yet, and print those that wait."

    def handle(self, *args, **options) -> None:
        owed = Enrollment.objects.filter(
            status=EnrollmentStatus.COMPLETED, certificate=None, course__in=Award.objects.values("course")
        )
        for enrollment in owed.iterator():
            issue(enrollment=enrollment)
        waiting = Certificate.objects.filter(status__in=[CertificateStatus.PENDING, CertificateStatus.BLOCKED])
        states = [make_document(certificate=certificate).status for certificate in waiting]
        done = states.count(CertificateStatus.VALID)
        self.stdout.write(f"{done} issued, {len(states) - done} waiting")
