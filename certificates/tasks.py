"""Background work of certificates: thin, the services do it."""

from django_tasks import task

from certificates.models import Certificate
from certificates.services import make_document


@task()
def make_certificate(certificate_id: int) -> str:
    """Print and store one certificate; returns its state afterwards."""
    certificate = Certificate.objects.filter(pk=certificate_id).first()
    return make_document(certificate=certificate).status if certificate else "gone"
