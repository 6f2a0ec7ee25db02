"""A completed course gives its certificate."""

from django.dispatch import receiver

from certificates.services import issue
from certificates.tasks import make_certificate
from learning.signals import course_completed


@receiver(course_completed)
def course_gives_certificate(sender, enrollment, **kwargs) -> None:
    certificate = issue(enrollment=enrollment)
    if certificate is not None:
        make_certificate.enqueue(certificate.pk)
